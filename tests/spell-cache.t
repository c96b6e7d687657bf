#!/usr/bin/perl
# spell-cache.t - prep-spell --cache changes no result, whatever is in the file: nothing, all, some of
# it, what a damaged disk or another version left, what two runs write at once.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

$ENV{DICPATH} = "$srcdir/tests/unit/spell-data";
my $text = join '', map { read_file($_) } glob "$srcdir/corpora/*.txt";
$text =~ s/[^\n]*[^\x00-\x7F\xC3\xC2\xE2\x80-\xBF\n][^\n]*//g;
my $cache = "$tmp/cache";
my @modes = (
    ['--list'], ['--annotate'], [qw(--annotate --suggest 2)], ['--check'], ['--score'], ['--train'],
    ['--fix'], ['--list', '--class', 'lower,noun'], [qw(--annotate --output jsonl)],
);

sub spell {
    return join "\n--\n", run($text, 'prep-spell', '-d', 'xx', @_);
}

my %expected;
for my $mode (@modes) {
    my $expected = $expected{"@$mode"} = spell(@$mode);
    unlink $cache;
    for my $turn ('empty', 'full') {
        for my $threads (1, 3) {
            my $got = spell(@$mode, '--cache', $cache, "-j$threads");
            is_same($got, $expected, "@$mode, cache $turn, -j$threads");
        }
    }
}

# What one mode found out serves the others, and what is known is not written again.
unlink $cache;
spell('--list', '--cache', $cache);
my $good = read_file($cache);
my @before = stat $cache;
for my $mode (grep { "@$_" ne '--fix' && "@$_" !~ /suggest/ } @modes) {
    is_same(spell(@$mode, '--cache', $cache), $expected{"@$mode"}, "@$mode, the cache of --list");
}
my @after = stat $cache;
is_same("$before[1]", "$after[1]", 'a cache that learns nothing is left as it is');

# Only the first part of the text was seen.
my $whole = $text;
$text = substr $whole, 0, 3000;
unlink $cache;
spell('--list', '--cache', $cache);
$text = $whole;
is_same(spell('--list', '--cache', $cache), $expected{'--list'}, 'a cache with some of the words');
ok(length read_file($cache) >= length $good, 'and it has all of them then');

# Damaged, cut off, of other files or another version: it is made anew, without a word.
my $half = int(length($good) / 2);
my $place = 128 + 40;
$place++ while substr($good, $place, 1) eq "\0";
my %bad = (
    'cut in half' => substr($good, 0, $half),
    'cut by a byte' => substr($good, 0, -1),
    'longer by a byte' => "${good}x",
    'first line only' => substr($good, 0, 128),
    'empty' => '',
    'one bit' => sub { my $x = $good; substr($x, $place, 1) ^= "\x01"; $x }->(),
    'other files' => sub { my $x = $good; substr($x, 40, 1) =~ tr/0-9a-f/1-9a-f0/; $x }->(),
    'another version' => sub { my $x = $good; $x =~ s/cache 1/cache 7/; $x }->(),
);
for my $what (sort keys %bad) {
    write_file($cache, $bad{$what});
    is_same(spell('--list', '--cache', $cache), $expected{'--list'}, "cache $what");
    is_same(length read_file($cache), length $good, "cache $what: it is whole again");
}
my ($out, $err, $status) = do {
    write_file($cache, "These are my notes.\n");
    run($text, 'prep-spell', '-d', 'xx', '--list', '--cache', $cache);
};
ok($status == 1 && $err =~ /this is no cache of prep-spell/, 'notes are no cache', $err);
is_same(read_file($cache), "These are my notes.\n", 'and are kept');

# Other words are another key.
unlink $cache;
write_file("$tmp/words", "Huas\n");
$text = "Das Huas.\n";
my $unknown = spell('--list', '--cache', $cache);
ok($unknown =~ /^Huas\t/, 'Huas is unknown');
ok(spell('--list', '--cache', $cache, '-w', "$tmp/words") !~ /^Huas/, 'unless it is in a list');
is_same(spell('--list', '--cache', $cache), $unknown, 'and again without');

# Runs that write it at once.
$text = $whole;
for my $round (1 .. 5) {
    unlink $cache;
    my @pids = map { start($_) } 1 .. 4;
    my $bad = grep { waitpid $_, 0; $? } @pids;
    is_same("$bad", '0', "round $round: all of four writers did it");
    is_same(spell('--list', '--cache', $cache), $expected{'--list'}, "round $round: the cache is good");
}
my @left = grep { !/words|run\.|part|\/cache$/ } glob "$tmp/*";
ok(!@left, 'nothing else is left', @left);

# What cannot be read twice has no key.
pipe my $reader, my $writer or die;
print {$writer} "Huas\n";
close $writer;
{
    local $^F = fileno $reader;
    my $dup = "/dev/fd/" . fileno $reader;
    if (-e $dup) {
        fcntl $reader, 2, 0;
        my ($o, $e, $s) = run($text, 'prep-spell', '-d', 'xx', '--list', '--cache', $cache, '-w', $dup);
        ok($s == 1 && $e =~ /not a regular file/, 'a word list from a pipe has no key', $e);
    }
}

sub start {
    my ($part) = @_;
    my $begin = 1000 * $part;
    write_file("$tmp/part$part", substr($text, index($text, "\n", $begin) + 1));
    my $pid = fork // die "fork: $!";
    return $pid if $pid;
    open STDOUT, '>', '/dev/null' or die;
    exec(($ENV{PREP_TOOLDIR} // "$builddir/tools") . '/prep-spell', '-d', 'xx', '--list', '--cache',
        $cache, "$tmp/part$part") or exit 127;
}

done();
