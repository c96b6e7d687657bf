#!/usr/bin/perl
# exports.t - prep.h, exports.txt and the shared library name the same functions.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my $header = read_file("$srcdir/libprep/prep.h");
$header =~ s{/\*.*?\*/}{}gs;
$header =~ s{^typedef[^;]*;}{}gm;
my $declared = join "\n", sort { $a cmp $b } keys %{ { map { $_ => 1 } $header =~ /\b(prep_\w+)\s*\(/g } };
my $listed   = join "\n", split /\n/, read_file("$srcdir/libprep/exports.txt");
is_same($listed, $declared, 'exports.txt lists what prep.h declares, sorted');

my ($library) = grep { -f } glob "$builddir/libprep/.libs/libprep.so $builddir/libprep/.libs/libprep.dylib";
if ($library) {
    my $exported = join "\n", sort { $a cmp $b } map { / [A-Z] (\w+)$/ ? $1 : () }
        split /\n/, `nm -D --defined-only '$library'`;
    is_same($exported, $declared, 'the shared library exports that and nothing else');
} else {
    ok(1, 'no shared library was built');
}
done();
