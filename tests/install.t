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

# A program of somebody else's, built as pkg-config says.
write_file("$tmp/hello.c", <<'END');
#include <prep.h>
#include <stdio.h>
int main(void)
{
    struct prep_normalizer_options options;
    struct prep_error error;
    struct prep_buf out = PREP_BUF_INIT;
    prep_normalizer_options_init(&options);
    struct prep_transform *normalizer = prep_normalizer_new(&options, &error);
    if (!normalizer || prep_transform_run(normalizer, "a  b", 4, 0, &out, NULL, &error))
        return 1;
    printf("%.*s", (int)out.len, out.data);
    prep_transform_free(normalizer);
    prep_buf_free(&out);
    return 0;
}
END
$ENV{PKG_CONFIG_PATH} = "$dir{LIBDIR}/pkgconfig";
my $flags = `pkg-config --cflags --libs libprep`;
chomp $flags;
# Under DESTDIR the .pc file names the final place; say where the files are now.
$flags = "-I$dir{INCLUDEDIR} -L$dir{LIBDIR} $flags";
my $cc = $ENV{CC} || 'cc';
if (-e "$dir{LIBDIR}/libprep.so") {
    my $built = `$cc hello.c $flags -Wl,-rpath,$dir{LIBDIR} -o hello 2>&1`;
    ok($? == 0, 'a program builds with pkg-config --cflags --libs libprep', $built);
    is_same(scalar `./hello`, 'a b', 'and runs');
} else {
    ok(1, 'no shared library was installed');
}
done();
