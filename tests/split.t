#!/usr/bin/perl
# split.t - prep-split gives the same sentences however its input arrives, and no byte gets lost.
use strict;
use warnings;
use Encode qw(encode_utf8);
use FindBin;
use lib $FindBin::Bin;
use prep;

my $tool = ($ENV{PREP_TOOLDIR} // "$builddir/tools") . '/prep-split';
my $line = encode_utf8("Es war 8 Uhr. \x{201E}Jawohl!\x{201C}, rief Dr. \x{D6}ke. \x{1F600} "
        . "\x{201E}Nein \x{2026}\x{201C} Am 3. Mai ging er. \x{20AC} 5 bzw. 6? Ja.");
my ($once) = run("$line\n", 'prep-split');
ok(($once =~ tr/\n//) == 6, 'sentences', show($once));

# In pieces of a few bytes: every UTF-8 sequence is cut at every place.
for my $size (1, 2, 3, 5, 7) {
    is_same(in_pieces($line x 3 . "\n$line", $size), (run($line x 3 . "\n$line", 'prep-split'))[0],
        "pieces of $size");
}

# Batches end at 256 KiB: move what stands there byte by byte.
my $many = "$line\n" x (600 * 1024 / length $line);
my ($plain) = run($many, 'prep-split');
ok($plain eq $once x (600 * 1024 / length $line), 'many records');
for my $shift (1 .. 9) {
    my $first = 'x' x $shift;
    my ($out) = run("$first\n$many", 'prep-split');
    ok($out eq "$first\n$plain", "batches moved by $shift");
    my ($threads) = run("$first\n$many", 'prep-split', '-j', '2');
    ok($threads eq $out, "the same with two threads");
}

# A long record is read in many pieces; joined with single spaces it is what it was.
my $long = join(' ', ($line) x 8000);
my ($out) = run("$long\n", 'prep-split');
chomp(my $joined = $out);
$joined =~ tr/\n/ /;
ok($joined eq $long, 'joining a long record gives it back');
my ($logged) = run("$long\n", 'prep-split', '--edits', "$tmp/edits");
ok($logged eq $out, 'the same with a log of edits');
done();

sub in_pieces {
    my ($text, $size) = @_;
    pipe(my $read, my $write) or die "pipe: $!";
    my $writer = fork // die "fork: $!";
    if (!$writer) {
        close $read;
        for (my $at = 0; $at < length $text; $at += $size) {
            syswrite $write, substr($text, $at, $size);
            select undef, undef, undef, 0.0005 if $at % 13 == 0;
        }
        require POSIX;
        POSIX::_exit(0);
    }
    close $write;
    open my $stdin, '<&', \*STDIN or die;
    open STDIN, '<&', $read or die;
    my $out = `$tool`;
    open STDIN, '<&', $stdin or die;
    waitpid $writer, 0;
    return $out;
}
