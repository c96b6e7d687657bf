#!/usr/bin/perl
# fields.t - -c, --json and what goes with them: --same-count, --explode; --stats and --diff.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my $copy = '../tests/bench/prep-copy';
my ($out, $err, $status);

# Which columns does a list mean? The normalizer marks them by what it does to "  ".
for my $case (
    [ '2',       'a  a|b b|c  c|d  d|' ],
    [ '1,3',     'a a|b  b|c c|d  d|' ],
    [ '3,1',     'a a|b  b|c c|d  d|' ],
    [ '2-3',     'a  a|b b|c c|d  d|' ],
    [ '3-',      'a  a|b  b|c c|d d|' ],
    [ '-2',      'a a|b b|c  c|d  d|' ],
    [ '1-2,2-3', 'a a|b b|c c|d  d|' ],
    [ '4-,2-3,3-', 'a  a|b b|c c|d d|' ],
    [ '5',       'a  a|b  b|c  c|d  d|' ],
  )
{
    my ($list, $expected) = @$case;
    is_same((run("a  a\tb  b\tc  c\td  d\t\n", 'prep-normalize', '-c', $list))[0],
        ($expected =~ tr/|/\t/r) . "\n", "-c $list");
}
for my $list ('', '0', '-', ',', '1,', 'a', '3-2', '1--2', '1,-', '99999999999') {
    ($out, $err, $status) = run("a\n", $copy, "-c$list", $list eq '' ? '' : ());
    ok($status == 2 && $err =~ /a list of columns from 1/, "-c '$list' is wrong usage", $err);
}
for my $list ('', ',', 'a,', '.', 'a..b', 'a,a') {
    ($out, $err, $status) = run("{}\n", $copy, '--json', $list);
    ok($status == 2 && $err =~ /a list of members/, "--json '$list' is wrong usage", $err);
}
ok((run('', $copy, '-c1', '--json', 'a'))[2] == 2, '-c and --json exclude each other');
is_same((run("a\tb\r\n\t\n", $copy, '-c2'))[0], "a\tb\r\n\t\n", 'a CR stays at the end of the last column');

# JSON: what is not asked for keeps its bytes.
my $odd = qq({ "b" : 1.50 ,"t"\t:\t"\\u00e4  \\/\\ud83d\\ude00" , "t2": [ 1e5, -0.0 , {"t":null} ] }\r\n);
is_same((run($odd, $copy, '--json', 't'))[0], $odd, 'untouched strings keep their escapes');
is_same((run($odd, 'prep-normalize', '--json', 't'))[0],
    $odd =~ s{"\\u00e4.*?"}{"\xC3\xA4 /\xF0\x9F\x98\x80"}r, 'a changed string is escaped where it must be');
is_same((run(qq({"t":"  \\"\\\\\\n\\u0001x"}\n), 'prep-normalize', '--json', 't', '--rules=space'))[0],
    qq({"t":"\\"\\\\\\n\\u0001x"}\n), 'quotes, backslashes and controls');
for my $case (
    [ 'a.t',     qq({"t":"x  y","a":{"t":"x  y","b":{"t":"x  y"}}}), qq({"t":"x  y","a":{"t":"x y","b":{"t":"x  y"}}}) ],
    [ 'a.1',     qq({"a":["x  y","x  y",["x  y"]]}), qq({"a":["x  y","x y",["x  y"]]}) ],
    [ 'a.1.t',   qq({"a":[[{"t":"x  y"}],{"t":"x  y"}]}), qq({"a":[[{"t":"x  y"}],{"t":"x y"}]}) ],
    [ 't,u',     qq({"u":"x  y","t":"x  y","v":"x  y"}), qq({"u":"x y","t":"x y","v":"x  y"}) ],
    [ 't',       qq({"t":"x  y","t":"x  y"}), qq({"t":"x y","t":"x y"}) ],
    [ "\xC3\xA4", qq({"\\u00e4":"x  y"}), qq({"\\u00e4":"x y"}) ],
    [ 'a.0.t',   qq({"a":{"0":{"t":"x  y"}}}), qq({"a":{"0":{"t":"x y"}}}) ],
  )
{
    my ($path, $before, $after) = @$case;
    is_same((run("$before\n", 'prep-normalize', '--json', $path))[0], "$after\n", "--json $path: $before");
}
my $deep = '{"a":' . '[' x 600 . ']' x 600 . ',"t":"x"}';
($out, $err, $status) = run("$deep\n{\"t\":\"x\"}\n", $copy, '--json=t', '--on-error=keep', '-q');
is_same($out, "$deep\n{\"t\":\"x\"}\n", 'deep nesting is bad JSON, and the next record is not');

# The splitter.
my $rows = "1\tEins. Zwei.\tOne. Two.\n2\tEins. Zwei.\tOne and two.\n3\tEins.\tOne.\n";
($out, $err, $status) = run($rows, 'prep-split', '-c2,3', "--same-count=$tmp/uneven");
is_same($out, "1\tEins.\tOne.\n1\tZwei.\tTwo.\n2\tEins. Zwei.\tOne and two.\n3\tEins.\tOne.\n",
    'rows are cut where all columns agree');
is_same(read_file("$tmp/uneven"), "2\t2,1\n", '--same-count names the others');
run($rows, 'prep-split', '-c2,3', "--stats=$tmp/stats", "--edits=$tmp/edits");
ok(read_file("$tmp/stats") =~ /"uneven_rows": 1,.*"full-stop": 2,/s, 'what was not done is not counted',
    read_file("$tmp/stats"));
is_same(read_file("$tmp/edits"), "1\t2\t5\t6\t5\t6\tfull-stop\t \t\\n\n1\t3\t4\t5\t4\t5\tfull-stop\t \t\\n\n",
    'nor logged');
is_same((run(qq({"t":"Ja da. Nein \\"d\\".","n":1}\n{"t":""}\n), 'prep-split', '--json=t'))[0],
    qq({"t":["Ja da.","Nein \\"d\\"."],"n":1}\n{"t":[""]}\n), 'a string becomes an array');
is_same((run(qq({"t":"Ja da. Nein.","n":{}}\n), 'prep-split', '--json=t', '--explode'))[0],
    qq({"t":"Ja da.","n":{},"line":1,"sentence":1}\n{"t":"Nein.","n":{},"line":1,"sentence":2}\n), '--explode');
for my $wrong ([ '--explode' ], [ '--same-count=x' ], [ '--same-count=x', '--json=t' ]) {
    ok((run('', 'prep-split', @$wrong))[2] == 2, "@$wrong alone is wrong usage");
}

# --edits speaks of fields.
run("x\ta  b\tc  d\n", 'prep-normalize', '-c2-', "--edits=$tmp/edits");
is_same(read_file("$tmp/edits"), "1\t2\t2\t3\t2\t2\tspace\t \t\n1\t3\t2\t3\t2\t2\tspace\t \t\n",
    '--edits with columns');
run(qq({"p":{"t":"\\u00e4b  c"}}\n), 'prep-normalize', '--json=p.t', "--edits=$tmp/edits");
is_same(read_file("$tmp/edits"), "1\tp.t\t4\t5\t4\t4\tspace\t \t\n", '--edits with JSON: bytes of the text');

# --stats: the same for the same, and sums.
my $text = join '', map { "Zeile  $_ mit ﬁn\r\n" } 1 .. 50_000;
run($text, 'prep-normalize', "--stats=$tmp/stats1");
run($text, 'prep-normalize', "--stats=$tmp/stats4", '-j4');
is_same(read_file("$tmp/stats4"), read_file("$tmp/stats1"), '--stats is the same for every -j');
ok(read_file("$tmp/stats1") =~ /"records": 50000,\n  "bytes_in": \d+,\n  "bytes_out": \d+,\n  "bad_records": \{"fail": 0\}/,
    '--stats counts records', read_file("$tmp/stats1"));
ok(read_file("$tmp/stats1") =~ /"eol": 50000,.*"space": 50000,.*"ligature": 50000,/s, '--stats counts rules',
    read_file("$tmp/stats1"));
ok(read_file("$tmp/stats1") !~ /seconds/, 'and no time');
run('', 'prep-normalize', "--stats=$tmp/stats", '--stats-timing');
ok(read_file("$tmp/stats") =~ /"seconds": [0-9.]+\n\}\n\z/, 'which --stats-timing adds');

# --diff
is_same((run("gut\nein  Wort\nz\xC2\xADu\n", 'prep-normalize', '--diff'))[0],
    "-:2: [-ein  Wort-]{+ein Wort+}<space>\n-:3: [-z\\u{AD}u-]{+zu+}<invisible>\n"
  . "       1  invisible: drop soft hyphens and invisible characters without effect\n"
  . "       1  space: one plain space for any spaces, none at the ends of a field\n", '--diff');
is_same((run("a  b\tc  d\n", 'prep-normalize', '--diff', '-c2'))[0] =~ s/\n.*//sr,
    '-:1:column 2: [-c  d-]{+c d+}<space>', '--diff with columns');
ok((run("a  b\n", 'prep-normalize', '--diff', '--color=always'))[0] =~ /\e\[31ma  b\e\[0m\e\[32ma b/, '--color=always');
ok((run('', 'prep-spell', '--list', '--diff'))[2] == 2, 'a report has no --diff');
done();
