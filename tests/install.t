#!/usr/bin/perl
# install.t - `make installcheck`: what was installed works without the tree.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my %dir = map { $_ => $ENV{"PREP_$_"} // die "PREP_$_ is not set\n" } qw(TOOLDIR LIBDIR INCLUDEDIR);
chdir $tmp or die;

is_same((run("Am 6. Mai kam er. Sie ging.\n", 'prep-split'))[0], "Am 6. Mai kam er.\nSie ging.\n",
    'prep-split finds its installed tables');
is_same((run("Tokajew\n", 'prep-transliterate'))[0], "Tokayev\n",
    'prep-transliterate finds its installed tables');
is_same((run("\xEF\xAC\x81nden\n", 'prep-normalize'))[0], "finden\n", 'prep-normalize');
is_same((run("Das ist gut.\n", 'prep-spell', '--list'))[0], '', 'prep-spell');

# A program of somebody else's, the one of libprep(3), built as pkg-config says.
my ($program) = read_file("$srcdir/libprep/libprep.3") =~ /^\.Bd -literal[^\n]*\n(#include.*?)^\.Ed$/ms;
write_file("$tmp/hello.c", $program =~ s/\\e/\\/gr);
$ENV{PKG_CONFIG_PATH} = "$dir{LIBDIR}/pkgconfig";
my $flags = `pkg-config --cflags --libs libprep`;
chomp $flags;
# Under DESTDIR the .pc file names the final place; say where the files are now.
$flags = "-I$dir{INCLUDEDIR} -L$dir{LIBDIR} $flags";
my $cc = $ENV{CC} || 'cc';
if (-e "$dir{LIBDIR}/libprep.so") {
    my $built = `$cc hello.c $flags -Wl,-rpath,$dir{LIBDIR} -o hello 2>&1`;
    ok($? == 0, 'a program builds with pkg-config --cflags --libs libprep', $built);
    is_same(scalar `./hello`, <<'END', 'and runs');
Am 6. Mai kam sie.
Er schlief.
10-11 space
19-21 full-stop
END
} else {
    ok(1, 'no shared library was installed');
}
done();
