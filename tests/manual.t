#!/usr/bin/perl
# manual.t - the manual pages are clean, complete, and their examples do what they say.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Cwd qw(abs_path);
use prep;

my $shared = read_file("$srcdir/tools/prep-tools.7");
my $lint   = `command -v mandoc 2>/dev/null` ne '';
my @tools  = tools();
my %filter = map { $_ => 1 } filters();
my %common;

for my $tool (@tools) {
    my $path = "$srcdir/tools/$tool.1";
    if (!ok(-f $path, "$tool has a page")) { next }
    my $page = read_file($path);
    my ($own, $common) = split /^Options of all tools:$/m, (run('', $tool, '--help'))[0];
    is_same(options_of_page($page), options_of_help($own), "$tool: --help and page, own options");
    if ($filter{$tool}) {
        $common{ options_of_help($common) } = 1;
        my $rules = (run('', $tool, '--list-rules'))[0];
        for my $rule ($rules =~ /^([^\t]+)/mg) {
            ok(scalar($page =~ /^\.It Cm \Q$rule\E$/m), "$tool: the page describes rule $rule");
        }
    }
    check_page($path, $page);
}
is_same(join(' / ', keys %common), options_of_page($shared),
    'prep-tools(7) describes the options of all tools');
check_page("$srcdir/tools/prep-tools.7", $shared);

# libprep(3) names every public function, and nothing else; its example is built by install.t.
my $library = read_file("$srcdir/libprep/libprep.3");
lint("$srcdir/libprep/libprep.3", 'libprep.3');
my %described = map { $_ => 1 } $library =~ /Fn (prep_\w+)/g;
my @exported = split /\n/, read_file("$srcdir/libprep/exports.txt");
is_same(join(' ', sort keys %described), join(' ', sort @exported),
    'libprep(3) describes the exported functions');
done();

# "-o --output" for each option, sorted.
sub options_of_help {
    my ($help) = @_;
    return join ', ', sort map { s/^\s+|\s+$//gr =~ s/,//r } $help =~ /^  ((?:-\S,|   ) --[a-z-]+)/mg;
}

sub options_of_page {
    my ($page) = @_;
    my @options;
    for ($page =~ /^\.It (Fl .*)/mg) {
        my @flags = /Fl (\S+)/g;
        push @options, join ' ', map { s/^\\-/--/ ? $_ : "-$_" } @flags;
    }
    return join ', ', sort @options;
}

sub check_page {
    my ($path, $page) = @_;
    my ($name) = $path =~ m{([^/]+)$};
    lint($path, $name);
    my ($examples) = $page =~ /^\.Sh EXAMPLES\n(.*?)^\.Sh /ms;
    my $count = 0;
    for my $display ($examples =~ /^\.Bd -literal[^\n]*\n(.*?)^\.Ed$/msg) {
        $display =~ s/\\e/\\/g;
        while ($display =~ /^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)/mg) {
            my ($command, $expected) = ($1, $2);
            write_file("$tmp/example.sh", "$command\n");
            local $ENV{PATH} = abs_path("$builddir/tools") . ":$ENV{PATH}";
            is_same(scalar `cd '$tmp' && sh example.sh 2>&1`, $expected, "$name: $command");
            $count++;
        }
    }
    ok($count > 0, "$name has examples");
}

sub lint {
    my ($path, $name) = @_;
    if ($lint) {
        my @found = grep { !/referenced manual not found|mandoc\.db/ }
            split /\n/, `mandoc -T lint -W style '$path' 2>&1`;
        ok(!@found, "$name: mandoc finds nothing", @found);
    } else {
        ok(1, "$name: no mandoc to check it");
    }
}
