# split.pm - boundaries of sentences against gold texts: a sentence a line, an empty line between
# paragraphs. White space does not count; the ends of paragraphs are given and do not count either.
package split;
use strict;
use warnings;
use table;
use prep qw(run);

# What belongs together in one figure.
my %groups = (
    clean    => qr/^de-(newstest20(13|14|19|21)|generaltest2022|pud)$/,
    legal    => qr/^de-legal-/,
);
my @variants = ([], ['--legal'], [ '--legal', '--semicolon', '--colon' ]);

sub measure {
    my ($data) = @_;
    my (%pooled, %changed);
    for my $path (sort glob "$data/split/*.gold") {
        my ($set) = $path =~ m{([^/.]+)[^/]*$};
        my @paragraphs = map { [ split /\n/ ] } grep { /\S/ } split /\n{2,}/, read_file($path);
        for my $options (@variants) {
            next if @$options && ($set !~ $groups{legal} || grep { !has_option('prep-split', $_) } @$options);
            my ($gold, $found, $hits, $same) = boundaries(\@paragraphs, $set =~ /^en/ ? ('-l', 'en') : (), @$options);
            my $name = join ' ', 'F1', @$options;
            figure('split', $set, $same ? $name : "$name (TEXT CHANGED)",
                f1($hits / ($found || 1), $hits / ($gold || 1)), $gold);
            for my $group (grep { $set =~ $groups{$_} } sort keys %groups) {
                my $sum = $pooled{"$group\t@$options"} //= [ 0, 0, 0 ];
                $sum->[0] += $gold; $sum->[1] += $found; $sum->[2] += $hits;
                $changed{"$group\t@$options"} ||= !$same;
            }
        }
    }
    for my $key (sort keys %pooled) {
        my ($group, $options) = split /\t/, $key, -1;
        my ($gold, $found, $hits) = @{ $pooled{$key} };
        my $set = join ' ', "$group pooled", $options || (), $changed{$key} ? '(TEXT CHANGED)' : ();
        my ($p, $r) = ($hits / ($found || 1), $hits / ($gold || 1));
        figure('split', $set, 'precision', $p, $found);
        figure('split', $set, 'recall', $r, $gold);
        figure('split', $set, 'F1', f1($p, $r), $gold);
    }
}

# (boundaries in the gold text, found, found that are right, whether the text is the same)
sub boundaries {
    my ($paragraphs, @options) = @_;
    my $input = join '', map { join(' ', map { s/^\s+|\s+$//gr } @$_) . "\n" } @$paragraphs;
    my ($output, $err, $status) = run($input, 'prep-split', @options);
    die "prep-split: $err" if $status;
    my ($at, %gold, %end) = (0);
    for my $paragraph (@$paragraphs) {
        for (@$paragraph) { $at += length(s/\s+//gr); $gold{$at} = 1 }
        $end{$at} = 1;
    }
    my ($here, %found) = (0);
    for (split /\n/, $output) { $here += length(s/\s+//gr); $found{$here} = 1 }
    delete @gold{ keys %end };
    delete @found{ keys %end };
    my $hits = grep { $found{$_} } keys %gold;
    return (scalar keys %gold, scalar keys %found, $hits, ($input =~ s/\s+//gr) eq ($output =~ s/\s+//gr));
}
1;
