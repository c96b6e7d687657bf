#!/usr/bin/perl
# corpora.t - properties of the tools over corpora/, and the user's own sample to the byte.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my %corpus = map { m{([^/]+)$}; ($1 => read_file($_)) } glob "$srcdir/corpora/*.{txt,tsv}";
ok(keys %corpus >= 5, 'the corpora are there');

for my $name (sort keys %corpus) {
    my $text = $corpus{$name};
    my @language = $name =~ /\.en\./ ? ('-l', 'en') : ();
    my $normal = (run($text, 'prep-normalize', @language))[0];
    is_same((run($normal, 'prep-normalize', @language))[0], $normal,
        "$name: normalising twice is normalising once");
    is_same($normal, $text, "$name: is normal already") if $name !~ /raw/;
    next if $name =~ /\.tsv$/;
    # Single spaces between the sentences of a paragraph give the paragraph back.
    my $marker = "\x{E2}\x{90}\x{9E}";
    my $joined = (run($text, 'prep-split', @language, "--keep-lines=$marker"))[0];
    ok(index($joined, $marker) > 0, "$name: is split somewhere");
    is_same($joined =~ s/\Q$marker\E/ /gr, $text, "$name: split and joined, it is the same");
    my $split = (run($text, 'prep-split', @language))[0];
    is_same($joined =~ s/\Q$marker\E/\n/gr, $split, "$name: --keep-lines cuts in the same places");
    is_same((run($split, 'prep-split', @language))[0], $split, "$name: sentences are not split again");
    my $names = (run($text, 'prep-transliterate', @language))[0];
    is_same((run($names, 'prep-transliterate', @language))[0], $names,
        "$name: names are rewritten once");
}

# The sample: seventeen sentences, the four names, and not one other byte.
my $sample = $corpus{'c5plus1.de.txt'};
my ($expected, @breaks) = ($sample);
$expected =~ s/Kassym-Schomart Tokajew/Kassym-Jomart Tokayev/g;
$expected =~ s/\bTokajew\b/Tokayev/g;
$expected =~ s/\bRachmon\b/Rahmon/g;
$expected =~ s/\bTaschkent\b/Tashkent/g;
my $end = qr/[.]|\xE2\x80\x9D[.]/;
for my $start ('Es ist bekannt', 'Der Präsident Kasachstans', 'Wie Tokayev', 'Es wird präzisiert',
    'Neben Tashkent', 'Im Rahmen der Reise', 'Neben Usbekistan', 'Wir hoffen auf',
    'Neben ihm nahmen', 'Die Parteien diskutierten')
{
    ok($expected =~ s/ (\Q$start\E)/\n$1/, "the sample has: $start");
}
my $out = $sample;
for my $stage ([ 'prep-normalize' ], [ 'prep-split' ], [ 'prep-transliterate' ], [ 'prep-spell', '--fix' ]) {
    my ($err, $status);
    ($out, $err, $status) = run($out, @$stage);
    ok($status == 0 && $err eq '', "$stage->[0] takes the sample", $err);
}
is_same($out, $expected, 'the sample comes through the pipeline as it must');
ok((grep { length } split /\n/, $out) == 17, 'with 17 sentences, one a line');
my @unknown = map { (split /\t/)[0] } split /\n/, (run($sample, 'prep-spell', '--list'))[0];
ok(!(grep { /C5|US-|Gazeta|\d/ || !/\w/ } @unknown),
    'prep-spell --list reports no C5+1, US-Außenministerium, Gazeta.uz, numbers or punctuation',
    @unknown);
# The order of the tools does not matter to the names.
my $fixed_first = (run((run($sample, 'prep-spell', '--fix'))[0], 'prep-transliterate'))[0];
is_same((run($fixed_first, 'prep-split'))[0], $expected, 'nor does it with the names last');
done();
