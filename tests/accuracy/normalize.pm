# normalize.pm - how many lines of clean text change, and that the rest of it comes through.
package normalize;
use strict;
use warnings;
use table;

sub measure {
    my ($data) = @_;
    my %sum;
    for my $path (sort glob "$data/split/*.gold") {
        my $language = $path =~ m{/en-[^/]*$} ? 'en' : 'de';
        my @lines = split /\n/, read_file($path), -1;
        my $out = filter(\@lines, 'prep-normalize', '-l', $language);
        $sum{$language}[0] += grep { $lines[$_] ne $out->[$_] } 0 .. $#lines;
        $sum{$language}[1] += grep { length } @lines;
        my $again = filter($out, 'prep-normalize', '-l', $language);
        $sum{$language}[2] += grep { $out->[$_] ne $again->[$_] } 0 .. $#lines;
    }
    for my $language (sort keys %sum) {
        my ($changed, $lines, $unstable) = @{ $sum{$language} };
        figure('normalize', "clean text, $language", 'share of lines changed', $changed / ($lines || 1), $lines);
        figure('normalize', "clean text, $language", 'lines changed when done again', $unstable, $lines);
    }
}
1;
