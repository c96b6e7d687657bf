#!/usr/bin/perl
# bench.pl - how fast the tools are, beside the programs one would use in their place.
#
#   make bench [SIZE=100M] [CORPUS="FILES"] [RUNS=5] [TOPICS="split spell"] [FORMAT=json]
#              [MOSES=FOLDER] [KPU=FOLDER] [BLINGFIRE=libblingfiretokdll.so]
#
# The programs of a group take turns, A B C A B C, RUNS times; a ratio compares two runs of one
# turn, so that what else the machine does hits both. Programs too slow for the whole corpus get
# the start of it, and all ratios are of seconds per byte. Output goes to /dev/null. Both a table
# and JSON (bench.json among the corpora; FORMAT=json: on standard output) are written.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use JSON::PP ();
use List::Util qw(sum);
use POSIX ();
use corpora;
use programs;

my $srcdir   = $ENV{PREP_SRCDIR}   // '.';
my $builddir = $ENV{PREP_BUILDDIR} // '.';
my $folder   = $ENV{BENCH_DATA} || "$builddir/bench-data";
my $runs     = $ENV{RUNS} || 5;
my @german   = split ' ', $ENV{CORPUS} // '';

my @groups    = groups($srcdir, $builddir, @ARGV);
my $different = prepare_corpora($folder, $srcdir, bytes_of($ENV{SIZE} || '100M'), @german);
my %report    = (
    machine => machine(),
    corpus  => {
        from => @german ? "@german" : 'Debian packages', bytes => -s corpus('clean'),
        different_bytes => 0 + $different
    },
    runs => [], ratios => [], skipped => [ skipped() ],
);
measure_group(@$_) for @groups;
my $json = JSON::PP->new->canonical->pretty->encode(\%report);
open my $file, '>', "$folder/bench.json" or die "$folder/bench.json: $!\n";
print $file $json;
close $file;
($ENV{FORMAT} // '') eq 'json' ? print $json : print_table();

sub machine {
    open my $cpus, '<', '/proc/cpuinfo' or return {};
    my @names = map { /^model name\s*:\s*(.*)/ ? $1 : () } <$cpus>;
    my ($system, undef, $release, undef, $machine) = POSIX::uname();
    open my $load, '<', '/proc/loadavg';
    return {
        cpu => $names[0] // $machine, cores => scalar @names, system => "$system $release",
        load => $load ? (split ' ', <$load>)[0] : '?'
    };
}

# All programs of a group in turns.
sub measure_group {
    my ($topic, $corpus, @programs) = @_;
    my @took = map { [] } @programs;
    my @input = map { head_of($corpus, $_->[3]) } @programs;
    for my $turn (1 .. $runs) {
        printf STDERR "bench: %s, %s, turn %d of %d\n", $topic, $corpus, $turn, $runs;
        for my $i (grep { $took[$_] } 0 .. $#programs) {
            my $run = measure($input[$i], $programs[$i][2]);
            if (!ref $run) {
                die "$programs[$i][0] on $input[$i]: $run\n" if $programs[$i][1] ne 'peer';
                push @{ $report{skipped} }, "$programs[$i][0], $topic, $corpus: $run";
                $took[$i] = undef;
                next;
            }
            push @{ $took[$i] }, $run;
        }
    }
    for my $i (grep { $took[$_] } 0 .. $#programs) {
        push @{ $report{runs} }, {
            topic => $topic, corpus => $corpus, program => $programs[$i][0], bytes => -s $input[$i],
            wall => spread(map { $_->{wall} } @{ $took[$i] }),
            cpu  => spread(map { $_->{cpu} } @{ $took[$i] }),
            peak_kib => (sort { $a <=> $b } map { $_->{peak} } @{ $took[$i] })[-1],
        };
    }
    my %with = (tool => [], peer => [], part => []);
    push @{ $with{ $programs[$_][1] } }, $_ for grep { $took[$_] } 0 .. $#programs;
    for my $i (@{ $with{tool} }) {
        my $ratio = sub {
            my ($peer, @j) = @_;
            push @{ $report{ratios} }, {
                topic => $topic, corpus => $corpus, tool => $programs[$i][0], peer => $peer,
                map { my $what = $_; ($what => spread(map { my $turn = $_;
                    sum(map { $took[$_][$turn]{$what} / -s $input[$_] } @j)
                        / ($took[$i][$turn]{$what} / -s $input[$i]) } 0 .. $runs - 1)) }
                    qw(cpu wall)
            };
        };
        $ratio->($programs[$_][0], $_) for @{ $with{peer} };
        $ratio->('its parts, one by one', @{ $with{part} }) if @{ $with{part} };
    }
}

# What a run took; not a reference if it failed.
sub measure {
    my ($input, $command) = @_;
    open my $out, '-|', "$builddir/tests/bench/measure", $input, @$command or die "measure: $!\n";
    my ($wall, $user, $system, $peak, $status) = split ' ', <$out> // '';
    return 'exit status ' . ($status // '?') if !close $out || $status;
    # The clock of the kernel ticks coarsely: no run takes no time.
    my $cpu = $user + $system;
    return { wall => $wall, cpu => $cpu > 1e-4 ? $cpu : 1e-4, peak => 0 + $peak };
}

sub spread {
    my @sorted = sort { $a <=> $b } @_;
    return {
        min => 0 + sprintf('%.6f', $sorted[0]), median => 0 + sprintf('%.6f', $sorted[ @sorted / 2 ]),
        max => 0 + sprintf('%.6f', $sorted[-1])
    };
}

sub print_table {
    my ($machine, $corpus) = @report{qw(machine corpus)};
    printf "%s, %d cores, %s, load %s\n", @$machine{qw(cpu cores system load)};
    printf "%.1f MB of German from %s, %.1f MB of it different; %d runs in turns\n\n",
        $corpus->{bytes} / 1e6, $corpus->{from}, $corpus->{different_bytes} / 1e6, $runs;
    printf "%-13s %-8s %-38s %7s %9s %9s %9s %9s\n",
        qw(topic corpus program MB), 'wall s', 'cpu s', 'cpu MB/s', 'peak MiB';
    printf "%-13s %-8s %-38.38s %7.1f %9.4f %9.4f %9.1f %9.1f\n", @$_{qw(topic corpus program)},
        $_->{bytes} / 1e6, $_->{wall}{median}, $_->{cpu}{median},
        $_->{bytes} / 1e6 / $_->{cpu}{median}, $_->{peak_kib} / 1024
        for @{ $report{runs} };
    print "\nHow many times as fast as the peer (below 1: slower), min median max\n";
    printf "%-13s %-8s %-33s %-28s %-24s %-24s\n", qw(topic corpus tool peer), '     cpu', '     wall';
    printf "%-13s %-8s %-33.33s %-28.28s %7.4g %7.4g %7.4g  %7.4g %7.4g %7.4g\n",
        @$_{qw(topic corpus tool peer)}, @{ $_->{cpu} }{qw(min median max)},
        @{ $_->{wall} }{qw(min median max)}
        for @{ $report{ratios} };
    print "\n", map { "skipped: $_\n" } @{ $report{skipped} } if @{ $report{skipped} };
}
