#!/usr/bin/perl
# frame.t - what the frame does around any transform, seen through one that changes nothing.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my $copy = '../tests/bench/prep-copy';
my ($out, $err, $status);

is_same((run("a\0b\r\n\n\x{C2}\x{85}last", $copy))[0], "a\0b\r\n\n\x{C2}\x{85}last",
    'every byte is kept');

# Records across the borders of batches and reads.
my $long = join '', map { 'x' x ($_ * 7919 % 70000) . "\n" } 1 .. 60;
is_same((run($long, $copy))[0], $long, 'records longer and shorter than a batch are kept');

# Several operands.
write_file("$tmp/open",  "one\ntwo");
write_file("$tmp/whole", "three\n");
write_file("$tmp/empty", '');
is_same((run('', $copy, "$tmp/open", "$tmp/empty", "$tmp/whole", "$tmp/open"))[0],
    "one\ntwo\nthree\none\ntwo", 'a record never goes on in the next file');
is_same((run("stdin\n", $copy, "$tmp/whole", '-', "$tmp/whole"))[0], "three\nstdin\nthree\n",
    '- is standard input');
write_file("$tmp/bad", "good\nb\xFFd\n");
($out, $err, $status) = run('', $copy, "$tmp/open", "$tmp/bad");
is_same($out, "one\ntwo\ngood\n", 'what stands before a bad record is written');
is_same($err, "$tmp/bad:2:2: invalid UTF-8: byte 0xFF never occurs in UTF-8\n",
    'the message names file, line and byte');
ok($status == 1, 'and the exit status is 1');

# Threads: the same bytes, the same messages, the first problem in the order of the input.
my $many = join '', map { 'Zeile ' . $_ x ($_ % 17) . "\n" } 1 .. 200_000;
my @spoilt = split /(?<=\n)/, $many;
$spoilt[$_] = "schlecht\xFF\n" for 150_000, 60_000, 199_000;
for my $threads (2, 3, 7) {
    is_same((run($many, $copy, "-j$threads"))[0], $many, "-j$threads: the same bytes");
    ($out, $err, $status) = run(join('', @spoilt), $copy, "-j$threads");
    ok($out eq join('', @spoilt[ 0 .. 59_999 ]), "-j$threads: what stands before a bad record");
    is_same($err, "-:60001:9: invalid UTF-8: byte 0xFF never occurs in UTF-8\n",
        "-j$threads: the first one is reported");
    run(join('', @spoilt), $copy, '-q', '--on-error=latin1', "--edits=$tmp/log$_", "-j$_")
        for 1, $threads;
    is_same(read_file("$tmp/log$threads"), read_file("$tmp/log1"), "-j$threads: the same edit log");
}
is_same(`sh -c '(echo a; sleep 1; echo b) | $builddir/tests/bench/prep-copy -j2 --line-buffered' | head -1`,
    "a\n", '-j and --line-buffered go together');

# --on-error
my $bad = "a\n\xE2\x82 \xFCber\xFF\nz";
my %expected = (
    replace => "a\n\xEF\xBF\xBD \xEF\xBF\xBDber\xEF\xBF\xBD\nz",
    latin1  => "a\n\xC3\xA2\xE2\x80\x9A \xC3\xBCber\xC3\xBF\nz",
    keep    => $bad,
    drop    => "a\n\nz",
);
for my $policy (sort keys %expected) {
    ($out, $err, $status) = run($bad, $copy, "--on-error=$policy");
    is_same($out, $expected{$policy}, "--on-error=$policy");
    ok($status == 0, "--on-error=$policy ends with 0");
    ok($err =~ /^prep-copy: 1 record was not valid UTF-8/, "--on-error=$policy says so");
    is_same((run($bad, $copy, '-q', "--on-error=$policy"))[1], '', "-q --on-error=$policy does not");
}

# --edits tells of repairs, too.
run($bad, $copy, '-q', '--on-error=latin1', "--edits=$tmp/edits");
is_same(read_file("$tmp/edits"),
    "2\t\t0\t2\t0\t5\tlatin1\t\\xE2\\x82\t\xC3\xA2\xE2\x80\x9A\n"
  . "2\t\t3\t4\t6\t8\tlatin1\t\\xFC\t\xC3\xBC\n"
  . "2\t\t7\t8\t11\t13\tlatin1\t\\xFF\t\xC3\xBF\n", '--edits logs what --on-error repaired');

# --max-record
($out, $err, $status) = run("123\n1234\n", $copy, '--max-record=3', '--on-error=keep');
is_same($out, "123\n", 'a record that is too long ends the run');
ok($status == 1 && $err =~ /^-:2:1: record longer than 3 bytes/, 'whatever the policy');
($out, $err, $status) = run('x' x 3_000_000, $copy, '--max-record=1M');
ok($status == 1 && $out eq '', 'a record longer than what was read is found, too');

# -o: whole or not at all.
write_file("$tmp/target", "old\n");
chmod 0640, "$tmp/target";
run("new\n", $copy, '-o', "$tmp/target");
is_same(read_file("$tmp/target"), "new\n", '-o replaces a file');
ok(((stat "$tmp/target")[2] & 07777) == 0640, 'and keeps its mode');
run("new\nb\xFFd\n", $copy, '-o', "$tmp/target");
is_same(read_file("$tmp/target"), "new\n", 'after an error the old file is still there');
ok(!glob("$tmp/target.*"), 'and nothing beside it');
run("through\n", $copy, '-o', "$tmp/target", "$tmp/target");
is_same(read_file("$tmp/target"), "new\n", 'a file may be its own output');
symlink 'target', "$tmp/link";
run("linked\n", $copy, '-o', "$tmp/link");
ok(-l "$tmp/link" && read_file("$tmp/target") eq "linked\n", 'a link is written through');
is_same((run("both\n", $copy, '-o', '/dev/stdout'))[0], "both\n", '-o /dev/stdout is no file');

# Options.
for my $case (
    [ '--max-record=x', qr/--max-record: 'x' is no number/ ],
    [ '--max-record=9999999999999G', qr/is no number/ ],
    [ '--on-error=ignore', qr/--on-error: 'ignore' is not one of: fail replace latin1 keep drop/ ],
    [ '--threads=0', qr/--threads: from 1 to/ ],
    [ '--lang=fr', qr/--lang: 'fr' is not one of: de en/ ],
    [ '--rules=default,-nonsense', qr/unknown rule 'nonsense'; there are: default all none copy/ ],
    [ '--rules=copy,-copy', qr/both wanted and unwanted: rule 'copy'/ ],
    [ '--out', qr/requires an argument/ ],
  )
{
    ($out, $err, $status) = run('', $copy, $case->[0]);
    ok($status == 2 && $out eq '' && $err =~ $case->[1] && $err =~ /--help/,
        "$case->[0] is a usage error", $err, "status $status");
}
done();
