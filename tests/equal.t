#!/usr/bin/perl
# equal.t - whatever way the same text takes through a tool, the same bytes come out: any number of
# threads, pieces of a file, whole blocks or single records, columns, JSON.
#
# PREP_TEXT=FILE adds a text of your own, which may be large.
use strict;
use warnings;
use Encode qw(decode encode);
use FindBin;
use JSON::PP ();
use lib $FindBin::Bin;
use prep;

# Every tool as a filter with N lines out for N lines in.
my @filters = (
    ['prep-normalize'], [ 'prep-split', '--keep-lines', ' | ' ], ['prep-transliterate'],
    [ 'prep-spell', '--fix' ],
);
my %texts = ('hostile lines' => hostile(10_000));
$texts{corpora} = join '', map { read_file($_) =~ s/(?<!\n)\z/\n/r } glob "$srcdir/corpora/*.txt";
$texts{PREP_TEXT} = read_file($ENV{PREP_TEXT}) if $ENV{PREP_TEXT};

for my $filter (@filters) {
    my ($tool, @options) = @$filter;
    for my $name (sort keys %texts) {
        my $text = $texts{$name};
        my $title = "$tool, $name";
        my $whole = filter($text, $tool, @options);
        same(filter($text, $tool, @options, "-j$_"), $whole, "$title: -j$_") for 2, 7;
        same(filter($text, $tool, @options, '--edits', '/dev/null'), $whole, "$title: record by record");
        # A speller needs a moment to read its dictionaries.
        my $pieces = $tool eq 'prep-spell' ? 5 : 100;
        same(join('', map { filter($_, $tool, @options) } pieces($text, $pieces)), $whole,
            "$title: $pieces pieces");
        # A TAB would make two columns of one, and normalising sees to the spaces beside it.
        my @lines = split /\n/, $text =~ s/\t/ /gr, -1;
        pop @lines if $lines[-1] eq '';
        my $plain = filter(join('', map { "$_\n" } @lines), $tool, @options);
        same(join('', map { "$_\n" } map { (split /\t/, $_, -1)[1] } split /\n/,
                filter(join('', map { "a\t$_\tz\n" } @lines), $tool, @options, '-c2')),
            $plain, "$title: a column");
        same(texts_of(filter(as_json(\@lines), $tool, @options, '--json', 'x.text')), $plain,
            "$title: a member of JSON");
    }
}

# A splitter makes more lines; arrays and objects of sentences hold the same.
my $text = $texts{corpora} =~ s/\t/ /gr;
my @lines = split /\n/, $text;
my $sentences = filter(join('', map { "$_\n" } @lines), 'prep-split');
same(join('', map { "$_\n" } map { (split /\t/, $_, -1)[1] } split /\n/,
        filter(join('', map { "a\t$_\tz\n" } @lines), 'prep-split', '-c2')),
    $sentences, 'prep-split: a column');
same(join('', map { map { encode('UTF-8', "$_\n") } @{ $_->{x}{text} } } objects(
        filter(as_json(\@lines), 'prep-split', '--json', 'x.text'))),
    $sentences, 'prep-split: arrays');
same(texts_of(filter(as_json(\@lines), 'prep-split', '--json', 'x.text', '--explode')),
    $sentences, 'prep-split: objects');
same(filter($text, 'prep-split', "-j$_"), filter($text, 'prep-split'), "prep-split: -j$_") for 2, 7;

# Paragraphs are one record each: cut between them, and with white space for the line ends of JSON.
for my $name (sort keys %texts) {
    my $text = $texts{$name} =~ s/((?:[^\n]+\n){3})/$1\n/gr;
    my $whole = filter($text, 'prep-unwrap');
    my $title = "prep-unwrap, $name";
    ok($whole ne $text, "$title: something is joined");
    same(filter($text, 'prep-unwrap', "-j$_"), $whole, "$title: -j$_") for 2, 7;
    same(filter($text, 'prep-unwrap', '--edits', '/dev/null'), $whole, "$title: with a log");
    my @paragraphs = split /(?<=\n\n)/, $text;
    my $each = 1 + int(@paragraphs / 30);
    my $joined = '';
    $joined .= filter(join('', splice @paragraphs, 0, $each), 'prep-unwrap') while @paragraphs;
    same($joined, $whole, "$title: 30 pieces");
    same((objects(filter(as_json([$text]), 'prep-unwrap', '--json', 'x.text')))[0]{x}{text},
        decode('UTF-8', $whole), "$title: a member of JSON");
}

# Reports are the same, too.
for my $mode ('--list', '--annotate') {
    my $report = filter($text, 'prep-spell', $mode);
    same(filter($text, 'prep-spell', $mode, "-j$_"), $report, "prep-spell $mode: -j$_") for 2, 7;
}
done();

sub filter {
    my ($input, $tool, @options) = @_;
    my ($out, $err, $status) = run($input, $tool, @options);
    ok(0, "$tool @options runs", $err) if $status;
    return $out;
}

# Where two long texts differ first.
sub same {
    my ($got, $expected, $title) = @_;
    my $at = 0;
    if ($got ne $expected) {
        ($got ^ $expected) =~ /^\0*/;
        $at = $+[0] > 40 ? $+[0] - 40 : 0;
    }
    ok($got eq $expected, $title, 'expected: ' . show(substr $expected, $at, 120),
        'got:      ' . show(substr $got, $at, 120));
}

sub pieces {
    my ($text, $n) = @_;
    my @lines = split /(?<=\n)/, $text;
    my $each = 1 + int(@lines / $n);
    return map { join '', grep { defined } @lines[ $_ * $each .. ($_ + 1) * $each - 1 ] } 0 .. $n - 1;
}

# Lines of odd and of ordinary words, always the same.
sub hostile {
    my ($n) = @_;
    my @odd = map { encode('UTF-8', $_) } (
        "\0", "\r", "\t", '  ', "\x{85}", "\x{2028}", "\x{A0}", "\x{AD}", "\x{200D}", "\x{FEFF}",
        "\x{301}", "u\x{308}", "\x{FB01}", "\x{1F469}\x{200D}\x{1F52C}", "\x{2139}\x{FE0F}", '...',
        '. ', '! ', '? ', '"', '\\', "\x{201E}", "\x{201C}", "\x{AB}", "\x{BB}", '(', ')', '[', '-', '--', "'",
        "\x{2019}", '1.', '25. ', 'z. B. ', 'Dr. ', 'XIV. ', "\x{10FFFF}", "\x{FFFD}", "\x{D55C}",
        "\x{5D0}", "\x{202E}", '<b>', '&amp;', 'http://x.de/a.b?c', 'a@b.de', '', '{', '}', "\x7F",
    );
    my @words = map { encode('UTF-8', $_) } (
        'Tokajew', "Tokajews", "Taschkent", 'der', 'und', "Stra\x{DF}e", "f\x{FC}r", 'Haus', 'gegangne',
        'wirklihc', "\x{422}\x{43E}\x{43A}\x{430}\x{435}\x{432}", 'Er', 'Jelzin', 'Kassym-Schomart', 'Moskau', 'am', 'November',
    );
    my $seed = 12345;
    my $random = sub { $seed = ($seed * 1103515245 + 12345) % 2**31; return ($seed >> 8) % $_[0] };
    return join '', map {
        join('', map { $random->(3) ? $words[ $random->(scalar @words) ] . ($random->(4) ? ' ' : '')
                : $odd[ $random->(scalar @odd) ] } 1 .. $random->(14)) . "\n"
    } 1 .. $n;
}

sub as_json {
    my ($lines) = @_;
    my $json = JSON::PP->new->utf8->canonical;
    return join '', map { $json->encode({ id => 1.5, x => { text => Encode::decode('UTF-8', $_) } }) . "\n" } @$lines;
}

sub objects {
    my $json = JSON::PP->new->utf8;
    return map { $json->decode($_) } split /\n/, $_[0];
}

sub texts_of {
    return join '', map { encode('UTF-8', $_->{x}{text}) . "\n" } objects($_[0]);
}
