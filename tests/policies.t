#!/usr/bin/perl
# policies.t - hostile inputs x policies of --on-error x tools, against tests/golden/policies.tsv:
# input, options, policy, tool, exit status, output, message. `policies.t --update` writes it anew.
use strict;
use warnings;
use Encode qw(decode FB_CROAK LEAVE_SRC);
use FindBin;
use lib $FindBin::Bin;
use prep;

# Input and, where it has columns or members, the options for it.
my @inputs = (
    [ "gut\nschlecht \xFF da\ngut\n" ],                 # a byte that never occurs
    [ "ab\xC3\n\xA4b\n" ],                              # a sequence cut by the end of a record
    [ "\xE2\x82 und \xE2\x82\xAC\n" ],                  # cut by another character
    [ "\xC0\xAF\xE0\x80\xAF\n" ],                       # overlong
    [ "\xED\xA0\x80\xED\xB0\x80\n" ],                   # surrogates
    [ "\xF4\x90\x80\x80\n" ],                           # above U+10FFFF
    [ "Stra\xDFe nach M\xFCnchen\n" ],                  # Latin-1
    [ "\xEF\xBB\xBFa\n\xFE\xFFb" ],                     # byte order marks, one of them bad; no last LF
    [ "a\0\xFF\0b\n\n\r\n" ],                           # NUL, empty records
    [ "a\tb\nnur eine\nc\td\xFF\n", '-c', '2' ],        # a column is missing; a bad one
    [ "x\xFF\ty\t\n\t\t\n", '-c', '1,3-' ],             # empty columns
    [ "{\"t\":\"a  b\"}\n{\"t\":5}\n{}\n", '--json', 't' ],         # no string, no member
    [ "{\"t\":\"a\"\n[]\n\nnull\n{\"t\":\"a\"}x\n", '--json', 't' ],   # no JSON, no objects
    [ "{\"t\":\"a\xFF\",\"u\":\"\xFE\"}\n{\"t\":\"\\ud800\"}\n{\"t\":\"\\u0000\"}\n", '--json', 't' ],
);
my %mode = ('prep-spell' => ['--fix']);
my $path = "$srcdir/tests/golden/policies.tsv";
my $rows = '';

for my $input (@inputs) {
    my ($text, @options) = @$input;
    for my $policy (qw(fail replace latin1 keep drop)) {
        for my $tool (filters()) {
            my ($out, $err, $status) =
                run($text, $tool, @{ $mode{$tool} // [] }, @options, "--on-error=$policy");
            $rows .= join("\t", cell($text), "@options", $policy, $tool, $status, cell($out), cell($err)) . "\n";
        }
    }
}
if (@ARGV && $ARGV[0] eq '--update') {
    write_file($path, $rows);
    exit;
}
my @expected = split /\n/, read_file($path);
my @got      = split /\n/, $rows;
ok(@got == @expected, 'as many rows as in the table', scalar(@got) . ' instead of ' . @expected);
for my $i (0 .. $#got) {
    my ($input, $options, $policy, $tool) = split /\t/, $got[$i];
    is_same($got[$i], $expected[$i] // '', "$tool $options --on-error=$policy: $input");
}
done();

# A cell of readable text: where bytes are no UTF-8, all beyond ASCII are escaped.
sub cell {
    my ($bytes) = @_;
    my $cell = show($bytes);
    $cell =~ s/([\x80-\xFF])/sprintf '\\x%02X', ord $1/ge if !eval { decode('UTF-8', $bytes, FB_CROAK | LEAVE_SRC) };
    return $cell;
}
