#!/usr/bin/perl
# contract.t - what prep-tools(7) promises of every tool, tried on every filter that is there.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use FindBin;
use JSON::PP ();
use lib $FindBin::Bin;
use prep;

# The options under which a tool keeps N lines in = N lines out; a new tool needs no row.
my %options = ('prep-split' => [ '--keep-lines', '|' ], 'prep-spell' => ['--fix']);

# Where a record is a paragraph, an empty line stands behind each line of the texts below.
my %paragraphs = ('prep-unwrap' => 1);
my $wide       = 0;

my $random = random_lines(10_000);
my $bad    = "Gut.\nschlecht\xFF \xE2\x82\nGut.\n";

my @tools = filters();
ok(@tools >= 4, 'the tools are there', "@tools");
for my $tool (@tools) {
    $wide = $paragraphs{$tool};
    my @keep = @{ $options{$tool} // [] };
    says_what_it_is($tool);
    keeps_lines($tool, @keep);
    follows_policies($tool, @keep);
    logs_replayable_edits($tool, @keep);
    reports_problems($tool, @keep);
    names_its_data($tool, @keep);
    ignores_the_locale($tool, @keep);
}
done();

sub says_what_it_is {
    my ($tool) = @_;
    my ($out, $err, $status) = run('', $tool, '--help');
    ok($status == 0 && $err eq '' && $out =~ /^Usage: \Q$tool\E /, "$tool: --help");
    is_same((run('', $tool, '-h'))[0], $out, "$tool: -h is --help");
    ($out, $err, $status) = run('', $tool, '--version');
    ok($status == 0 && $err eq '' && $out =~ /^\Q$tool\E \(libprep\) [0-9.]+\nrules [0-9]+\nICU /,
        "$tool: --version");
    ($out, $err, $status) = run('', $tool, '--list-rules');
    ok($status == 0 && $err eq '' && $out =~ /^[a-z0-9-]+\t(on|off)\t./, "$tool: --list-rules");
    for my $rule (map { /^([a-z0-9-]+)\t/ ? $1 : () } split /\n/, $out) {
        ($out, $err, $status) = run("x\n", $tool, @{ $options{$tool} // [] }, "--rules=-$rule");
        ok($status == 0, "$tool: rule $rule can be switched off", $err);
    }
}

sub keeps_lines {
    my ($tool, @keep) = @_;
    my ($out, $err, $status);
    for my $policy (qw(replace latin1 keep drop)) {
        ($out, $err, $status) = run(records($random), $tool, @keep, "--on-error=$policy");
        ok($status == 0 && (records($out, 1) =~ tr/\n//) == 10_000,
            "$tool: 10,000 random lines in, as many out (--on-error=$policy)", $err);
    }
    is_same((run('', $tool, @keep))[0], '', "$tool: nothing in, nothing out");
    is_same((run("\n\nGut\n\n\n", $tool, @keep))[0], "\n\nGut\n\n\n", "$tool: empty lines stay");
    is_same((run(records("Gut\nGut"), $tool, @keep))[0], records("Gut\nGut"), "$tool: a missing last LF stays missing");
    # None of these ends a record: NUL, CR, VT, FF, FS, NEL, U+2028, U+2029.
    for my $byte ("\0", "\r", "\x0B", "\x0C", "\x1C", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9") {
        $out = records((run(records("Ja${byte}nein\nGut\n"), $tool, @keep))[0], 1);
        ok($out =~ /^Ja[^\n]*nein\nGut\n$/, "$tool: " . show($byte) . ' ends no record', show($out));
    }
    $out = records((run(records("Gut\r\nGut\r\n"), $tool, @keep))[0], 1);
    ok($out =~ /^Gut\r?\nGut\r?\n$/, "$tool: CR LF is one end of line", show($out));
}

# A text of lines as the records of the tool, or back.
sub records {
    my ($text, $back) = @_;
    return $text if !$wide;
    return $back ? $text =~ s/\n\n/\n/gr : $text =~ s/\n/\n\n/gr;
}

sub follows_policies {
    my ($tool, @keep) = @_;
    my $bad  = records($bad);
    my $line = $wide ? 3 : 2;
    my ($out, $err, $status) = run($bad, $tool, @keep);
    ok($status == 1, "$tool: bad UTF-8 is a problem");
    is_same($out, records("Gut.\n"), "$tool: what stands before it is written");
    is_same($err, "-:$line:9: invalid UTF-8: byte 0xFF never occurs in UTF-8\n",
        "$tool: file, line and byte are named");
    is_same((run($bad, $tool, @keep, '--on-error=keep'))[0], $bad, "$tool: --on-error=keep");
    is_same((run($bad, $tool, @keep, '--on-error=drop'))[0], records("Gut.\n\nGut.\n"),
        "$tool: --on-error=drop");
    is_same((run($bad, $tool, @keep, '--on-error=replace'))[0],
        records("Gut.\nschlecht\xEF\xBF\xBD \xEF\xBF\xBD\nGut.\n"), "$tool: --on-error=replace");
    is_same((run($bad, $tool, @keep, '--on-error=latin1'))[0],
        records("Gut.\nschlecht\xC3\xBF \xC3\xA2\xE2\x80\x9A\nGut.\n"), "$tool: --on-error=latin1");
}

sub logs_replayable_edits {
    my ($tool, @keep) = @_;
    for my $text ([ 'random lines', $random ],
        map { [ m{([^/]+)$}, read_file($_) ] } glob "$srcdir/corpora/*.{txt,tsv}")
    {
        my ($name, $input) = @$text;
        my ($out, $err) = run($input, $tool, @keep, '-q', '--on-error=replace', "--edits=$tmp/log");
        is_same(replay($input, read_file("$tmp/log")), $out,
            "$tool: --edits, applied to $name, gives the output");
        is_same($out, (run($input, $tool, @keep, '-q', '--on-error=replace'))[0],
            "$tool: the same output without --edits, $name");
    }
}

sub reports_problems {
    my ($tool, @keep) = @_;
    my ($out, $err, $status) = run('', $tool, @keep, "$tmp/nowhere");
    ok($status == 1 && $err eq "$tool: $tmp/nowhere: No such file or directory\n",
        "$tool: a missing file", $err);
    ($out, $err, $status) = run('', $tool, @keep, $tmp);
    ok($status == 1 && $err eq "$tool: $tmp: Is a directory\n", "$tool: a folder as file", $err);
    ($out, $err, $status) = run('', $tool, '--no-such-option');
    ok($status == 2 && $err =~ /no-such-option.*\n.*--help/ && $out eq '',
        "$tool: an unknown option", $err);
    ($out, $err, $status) = run('', $tool, @keep, '--rules=no-such-rule');
    ok($status == 2 && $err =~ /no-such-rule.*there are:/, "$tool: an unknown rule", $err);
    ($out, $err, $status) = run("Gut\n", $tool, @keep, '-o', "$tmp/no/such/folder");
    ok($status == 1 && $err =~ m{no/such/folder: No such file}, "$tool: an output that cannot be");
    my $command = join ' ', map { "'$_'" } "$builddir/tools/$tool", @keep;
    $status = system("echo Gut | $command >/dev/full 2>$tmp/err") >> 8;
    ok($status == 1 && read_file("$tmp/err") =~ /No space left/, "$tool: a full disk");
    my $line  = $wide ? "'Gut\n'" : 'Gut';
    my $quiet = `yes $line | $command 2>&1 | head -1`;
    is_same($quiet, "Gut\n", "$tool: | head -1 ends quietly");
}

# --stats names each file that the output depends on.
sub names_its_data {
    my ($tool, @keep) = @_;
    my ($out, $err, $status) = run("Gut.\n", $tool, @keep, "--stats=$tmp/stats");
    my $data = JSON::PP->new->utf8->decode(read_file("$tmp/stats"))->{data};
    my @wrong = grep { sha256_hex(read_file($_->{path})) ne $_->{sha256} } @$data;
    ok(!@wrong, "$tool: --stats has the hashes of its data", map { $_->{path} } @wrong);
    ok(@$data > 0 || $tool eq 'prep-normalize', "$tool: --stats names its data");
    my %seen;
    ok(!(grep { $seen{ $_->{path} }++ } @$data), "$tool: --stats names each file once");
}

sub ignores_the_locale {
    my ($tool, @keep) = @_;
    my @corpora = glob "$srcdir/corpora/*.de.txt";
    my @outputs;
    for my $locale ('C', 'tr_TR.UTF-8', 'de_DE.ISO-8859-1', undef) {
        local %ENV = %ENV;
        delete @ENV{ grep { /^(LC_|LANG)/ } keys %ENV };
        $ENV{LC_ALL} = $locale if defined $locale;
        push @outputs, join '', run('', $tool, @keep, @corpora);
    }
    ok((grep { $_ eq $outputs[0] } @outputs) == @outputs, "$tool: the same bytes in every locale");
}

# Lines of random bytes, of random code points, and of German text with both in it; always the same.
sub random_lines {
    my ($count) = @_;
    my $seed  = 20;
    my $next  = sub { $seed = ($seed * 1103515245 + 12345) % 2147483648; return ($seed >> 8) % $_[0] };
    my @words = ('Herr', 'Dr.', 'am', '3.', 'Mai', 'Tokajew', "\xE2\x80\x9EJa\xE2\x80\x9C", 'z.', 'B.',
        'geht', 'gut.', 'Er', "sch\xC3\xB6n", "scho\xCC\x88n", "\xC2\xA0", "\xC2\xAD", "\xEF\xAC\x81n",
        "\xD0\xA2\xD0\xBE\xD0\xBA\xD0\xB0\xD0\xB5\xD0\xB2", "\xF0\x9F\x91\x8D", 'www.x.de', '!', '?');
    my @lines;
    for my $i (1 .. $count) {
        my $line = '';
        for (1 .. $next->(12)) {
            my $kind = $next->(4);
            $line .= $kind == 0 ? chr $next->(256)
                : $kind == 1    ? utf8_of(random_code_point($next))
                : $words[ $next->(scalar @words) ] . ($kind == 2 ? ' ' : '');
        }
        $line =~ tr/\n//d;
        push @lines, $line;
    }
    return join '', map { "$_\n" } @lines;
}

sub random_code_point {
    my ($next) = @_;
    my $point = $next->(0x10) ? $next->(0x3000) : $next->(0x10F000);
    return $point >= 0xD800 && $point <= 0xDFFF ? 0x20 : $point;
}

sub utf8_of {
    my $char = chr $_[0];
    utf8::encode($char);
    return $char;
}

# Apply a log of --edits.
sub replay {
    my ($input, $log) = @_;
    my %edits;
    for (split /\n/, $log) {
        my ($line, undef, $begin, $end, undef, undef, undef, undef, $after) = split /\t/, $_, -1;
        $after =~ s{\\(?:([tnr\\])|x(..))}
                   {defined $2 ? chr hex $2 : { t => "\t", n => "\n", r => "\r", '\\' => '\\' }->{$1}}ge;
        push @{ $edits{$line} }, [ $begin, $end, $after ];
    }
    # From behind: a change may reach over the next lines.
    my $out   = $input;
    my @begin = (0);
    push @begin, pos $input while $input =~ /\n/g;
    for my $line (sort { $b <=> $a } keys %edits) {
        substr($out, $begin[ $line - 1 ] + $_->[0], $_->[1] - $_->[0]) = $_->[2]
            for reverse @{ $edits{$line} };
    }
    return $out;
}
