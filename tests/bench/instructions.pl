#!/usr/bin/perl
# instructions.pl - instructions per byte of each tool, by callgrind, against the baseline.
#
#   make bench-instructions [UPDATE=1]
#
# The corpora are made from the project's own, the spell-checker has the small dictionary of the
# unit tests, and what the tool takes for empty input is subtracted: the counts do not depend on
# what else the machine does. They do depend on compiler and libraries: with others than those the
# baseline was made with, differences are shown but are no failure.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use corpora;

my $tolerance = 0.03;
my $srcdir    = $ENV{PREP_SRCDIR}   // '.';
my $builddir  = $ENV{PREP_BUILDDIR} // '.';
my $folder    = $ENV{BENCH_DATA} || "$builddir/bench-data";
my $baseline  = "$srcdir/tests/bench/instructions.tsv";
my @tools     = (
    ['prep-normalize'], ['prep-split'], ['prep-transliterate'],
    [ 'prep-spell', '--list', '-d', 'xx' ], [ 'prep-spell', '--fix', '-d', 'xx' ],
);
$ENV{DICPATH} = "$srcdir/tests/unit/spell-data";

mkdir $folder;
write_corpora();
my ($made_with, %known) = read_baseline();
my $here = fingerprint();
my (@rows, $worse, $better);
for my $tool (@tools) {
    my ($name, @options) = @$tool;
    my $start = count('empty', "$builddir/tools/$name", @options);
    for my $corpus (qw(clean nfd dirty cyrillic)) {
        my $size = -s "$folder/small-$corpus";
        my $now  = (count($corpus, "$builddir/tools/$name", @options) - $start) / $size;
        my $key  = join "\t", join(' ', $name, @options), $corpus;
        compare($key, sprintf('%.2f', $now), $known{$key});
    }
}
if ($ENV{UPDATE}) {
    write_baseline();
    exit 0;
}
print "The baseline was made with $made_with,\nthis is $here: differences are no failure.\n"
    if $made_with ne $here;
printf "%d worse, %d better by more than %g %% (UPDATE=1 makes this the baseline)\n", $worse // 0,
    $better // 0, 100 * $tolerance;
exit($worse && $made_with eq $here ? 1 : 0);

# About 200 kB of each.
sub write_corpora {
    my @lines;
    for my $path (sort glob "$srcdir/corpora/*.de.txt") {
        open my $in, '<:raw', $path or die "$path: $!";
        push @lines, <$in>;
    }
    my $text = join '', @lines;
    @lines = (@lines) x (1 + 2e5 / length $text);
    for my $corpus (qw(empty clean nfd dirty cyrillic)) {
        my $derive = $corpus eq 'clean' ? sub { $_[0] } : $corpus eq 'empty' ? sub { '' } : derived($corpus);
        open my $out, '>:raw', "$folder/small-$corpus" or die "$folder: $!\n";
        print $out map { $derive->($_) } @lines;
        close $out or die;
    }
}

sub count {
    my ($corpus, @command) = @_;
    my $log = "$folder/callgrind.log";
    my $pid = fork // die;
    if ($pid == 0) {
        open STDIN,  '<', "$folder/small-$corpus" or die;
        open STDOUT, '>', '/dev/null'             or die;
        exec 'valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', "--log-file=$log", @command
            or die "valgrind: $!\n";
    }
    waitpid $pid, 0;
    open my $in, '<', $log or die "$log: $!";
    my ($count) = map { /Collected\s*:\s*(\d+)/ ? $1 : () } <$in>;
    die "@command on $corpus: status ", $? >> 8, ", no count; see $log\n" if $? || !$count;
    return $count;
}

# One row, beside what it was.
sub compare {
    my ($key, $now, $before) = @_;
    push @rows, "$key\t$now";
    my $change = $before ? $now / $before - 1 : undef;
    $worse++  if defined $change && $change > $tolerance;
    $better++ if defined $change && $change < -$tolerance;
    printf "%-32s %-10s %10.2f %10s %9s\n", split(/\t/, $key), $now, $before // 'new',
        defined $change ? sprintf('%+.1f %%', 100 * $change) : '';
}

# What the counts depend on besides the code.
sub fingerprint {
    my ($compiler) = `$ENV{CC} --version` =~ /^(.*)/;
    my ($libc)     = `ldd --version` =~ /^.*?([\d.]+)$/m;
    my $libraries  = `$builddir/tools/prep-normalize --version`;
    my ($machine)  = `uname -m` =~ /^(.*)/;
    return join ', ', $compiler, $ENV{CFLAGS} // '', "libc $libc",
        $libraries =~ /^((?:ICU|utf8proc|Hunspell) .*)$/mg, $machine;
}

sub read_baseline {
    open my $in, '<', $baseline or return 'nothing yet';
    my @lines = <$in>;
    my ($with) = map { /^# made with: (.*)/ ? $1 : () } @lines;
    return ($with // '?', map { /^([^#\t]+\t[^\t]+)\t([\d.]+)$/ ? ($1, $2) : () } @lines);
}

sub write_baseline {
    open my $out, '>', $baseline or die "$baseline: $!\n";
    print $out "# Instructions per byte: tool, corpus, count. Written by make bench-instructions UPDATE=1\n",
        "# made with: $here\n", map { "$_\n" } @rows;
    close $out or die;
}
