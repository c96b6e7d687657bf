#!/usr/bin/perl
# demo.pl - `./bootstrap demo`: the pipeline on a sample, the result, and what was changed and why.
use strict;
use warnings;
use FindBin;
use File::Temp qw(tempdir);

my $tree   = $ENV{PREP_BUILDDIR} // "$FindBin::Bin/..";
my $sample = "$FindBin::Bin/../corpora/c5plus1.de.txt";
my $tmp    = tempdir(CLEANUP => 1);
my $bold   = -t STDOUT && !$ENV{NO_COLOR} ? "\e[1m" : '';
my $plain  = $bold ? "\e[0m" : '';

my @stages = (
    [ 'prep-normalize' ],
    [ 'prep-split' ],
    [ 'prep-transliterate' ],
    [ 'prep-spell', '--fix' ],
);

my $input = $sample;
my @changes;
for my $stage (@stages) {
    my ($tool, @options) = @$stage;
    my ($output, $log) = ("$tmp/$tool.out", "$tmp/$tool.log");
    system("$tree/tools/$tool", @options, '--edits', $log, '-o', $output, $input) == 0
        or die "demo: $tool failed\n";
    my %why = map { /^([^\t]+)\t[^\t]+\t(.*)/ ? ($1 => $2) : () }
        split /\n/, `'$tree/tools/$tool' --list-rules`;
    for (split /\n/, slurp($log)) {
        my ($line, $rule, $before, $after) = (split /\t/, $_, -1)[ 0, 6, 7, 8 ];
        push @changes, [ $tool, $line, $before, $after, $rule, $why{$rule} // '' ];
    }
    $input = $output;
}

print "${bold}prep-normalize < corpora/c5plus1.de.txt | prep-split | prep-transliterate | "
    . "prep-spell --fix$plain\n\n";
my $result = slurp($input);
print $result =~ s/\n+\z/\n/r;
printf "\n%sWhat was changed, and why%s (prep-TOOL --edits FILE)\n", $bold, $plain;
print_changes();

sub print_changes {
    my %breaks;
    for (@changes) {
        my ($tool, $line, $before, $after, $rule, $why) = @$_;
        # A new line is no news to a person; how many there were is.
        if ($after eq '\n') { $breaks{"$tool\t$rule\t$why"}++; next }
        printf "  %-18s line %2d: %s -> %s   (%s: %s)\n", $tool, $line, $before, $after, $rule, $why;
    }
    for (sort keys %breaks) {
        my ($tool, $rule, $why) = split /\t/, $_, -1;
        printf "  %-18s %d line breaks   (%s: %s)\n", $tool, $breaks{$_}, $rule, $why;
    }
    my %changed = map { $_->[0] => 1 } @changes;
    printf "  %-18s nothing\n", $_ for grep { !$changed{$_} } map { $_->[0] } @stages;
}

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "demo: $path: $!\n";
    local $/;
    return scalar(<$file>) // '';
}
