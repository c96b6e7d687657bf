#!/usr/bin/perl
# normalize.pl - the CPU time of prep-normalize beside that of ICU's fastest NFC and of cat, as whole
# processes, in turns; the least of several runs counts.
#
#   make bench-normalize FILES='german.txt ...' [ROUNDS=7]
use strict;
use warnings;

my $build = $ENV{PREP_BUILDDIR} // '.';
my $rounds = $ENV{ROUNDS} || 7;
my @commands = (
    [ 'cat',            'cat' ],
    [ 'nfc-icu',        "$build/tests/bench/nfc-icu" ],
    [ 'prep-normalize', "$build/tools/prep-normalize" ],
);
die "usage: normalize.pl FILE...\n" if !@ARGV;
for my $file (@ARGV) {
    my %least;
    my $megabytes = (-s $file) / 1e6;
    for (1 .. $rounds) {
        for my $command (@commands) {
            my ($name, $path) = @$command;
            my (undef, undef, $user, $system) = times;
            system("'$path' <'$file' >/dev/null") == 0 or die "$path failed\n";
            my (undef, undef, $user_after, $system_after) = times;
            my $time = $user_after + $system_after - $user - $system;
            $least{$name} = $time if !defined $least{$name} || $time < $least{$name};
        }
    }
    $_ ||= 0.01 for values %least;    # the clock is that coarse
    printf "%s (%.0f MB): %s; %.2f times as fast as nfc-icu, %.2f times the time of cat\n", $file,
        $megabytes, join(', ', map { sprintf '%s %.0f MB/s', $_->[0], $megabytes / $least{ $_->[0] } }
            @commands), $least{'nfc-icu'} / $least{'prep-normalize'},
        $least{'prep-normalize'} / $least{cat};
}
