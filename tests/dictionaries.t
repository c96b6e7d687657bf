#!/usr/bin/perl
# dictionaries.t - every table in dictionaries/: form, order, duplicates, and a word in the README.
#
# What a row must say is checked by the code that reads it; here is what holds for all of them: UTF-8
# in NFC, LF at the end of every line, no white space around a cell, rows sorted by bytes within a
# section (an empty line or a comment starts a new one), no row twice. No code of the library reads
# names/training.tsv: what its rows say is checked here, too.
use strict;
use warnings;
use Encode qw(decode FB_CROAK LEAVE_SRC);
use File::Find;
use FindBin;
use Unicode::Normalize;
use lib $FindBin::Bin;
use prep;

my $readme = read_file("$srcdir/dictionaries/README.md");
my @tables;
find({ no_chdir => 1, wanted => sub { push @tables, $_ if -f && /\.(tsv|txt)$/ } },
    "$srcdir/dictionaries");
ok(@tables > 0, 'there are tables');

for my $path (sort @tables) {
    my ($name) = $path =~ m{/dictionaries/(.+)$};
    my $bytes = read_file($path);
    my ($family) = $name =~ m{([^/]+)$};
    $family =~ s/^[a-z]{2}-/LANGUAGE-/ if $name =~ m{^rules/};
    ok(index($readme, $name) >= 0 || index($readme, $family) >= 0, "$name: README.md tells of it");
    my $text = eval { decode("UTF-8", $bytes, FB_CROAK | LEAVE_SRC) };
    ok(defined $text, "$name: UTF-8") or next;
    ok($text eq NFC($text), "$name: NFC") if $name !~ m{^rules/};
    ok($bytes =~ /\n\z/ && $bytes !~ /\r/, "$name: LF ends every line");
    # Rule sets have an order of their own: the first rule that fits is applied.
    next if $name =~ m{^rules/};
    my (@wrong, %seen);
    my $last;
    my $number = 0;
    for my $row (split /\n/, $bytes) {
        $number++;
        if ($row eq '' || $row =~ /^#/) { undef $last; next }
        next if $row =~ /^keys\t/;    # stand in the order of the keyboard
        push @wrong, "$number: white space around a cell" if $row =~ /^ | $| \t|\t /;
        push @wrong, "$number: twice" if $seen{$row}++;
        push @wrong, "$number: not sorted" if defined $last && $last gt $row;
        $last = $row;
    }
    ok(!@wrong, "$name: rows are sorted and there once", @wrong[ 0 .. ($#wrong < 9 ? $#wrong : 9) ]);
}
# The words to learn from: where the original was noted, both forms follow from it.
my (%originals, %forms, @wrong);
for my $row (grep { !/^#/ } split /\n/, read_file("$srcdir/dictionaries/names/training.tsv")) {
    my ($german, $english, $language, $original) = my @cell = split /\t/, $row;
    push @wrong, $row if @cell < 3 || @cell > 4 || $language !~ /^(?:[a-z]{2}|-)$/;
    next if !defined $original;
    push @{ $originals{$language} }, $original;
    push @{ $forms{$language}{de} }, $german;
    push @{ $forms{$language}{en} }, $english;
}
for my $language (sort keys %originals) {
    for my $to (qw(de en)) {
        my ($out, $err, $status) = run(join('', map { "$_\n" } @{ $originals{$language} }),
            'prep-transliterate', '--source-lang', $language, '--to', $to);
        my @got = split /\n/, $out;
        my $expected = $forms{$language}{$to};
        if ($status || @got != @$expected) {
            push @wrong, "$language: $err";
            next;
        }
        push @wrong, "$originals{$language}[$_]: $expected->[$_], not $got[$_]"
            for grep { $got[$_] ne $expected->[$_] } 0 .. $#$expected;
    }
}
ok(!@wrong, 'names/training.tsv: forms follow from the originals', @wrong[ 0 .. ($#wrong < 9 ? $#wrong : 9) ]);

done();
