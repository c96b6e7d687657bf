#!/usr/bin/perl
# edits.t - prep-edits: logs of every tool on every corpus and on hostile lines are done again and
# undone to the byte; logs of a pipe are joined; logs that lie are found out.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my @pipe = ([ 'prep-normalize' ], [ 'prep-split' ], [ 'prep-transliterate' ],
    [ 'prep-spell', '--fix' ]);
my @wrapped = ($pipe[0], [ 'prep-unwrap' ], @pipe[1 .. 3]);
my %more    = ('prep-spell' => ['--fix']);

my %text = map { m{([^/]+)$}; ($1 => read_file($_)) } glob "$srcdir/corpora/*.{txt,tsv}";
$text{'random lines'}          = random_lines(1_500);
$text{'an open last line'}     = "Herr Tokajew. Er ging.\nAm 3. Mai. Er  ist \xFF da. Ja!";
$text{'an emptied last line'}  = "Gut. Ja.\nschlecht \xFF";
$text{'an emptied only line'}  = "schlecht \xFF";
$text{'nothing'}               = '';
$text{'line ends of Windows'}  = "\xEF\xBB\xBFJa.  Nein.\r\n\r\nGut. Taschkent.\r\n";
# Each line of text as two columns of three, to be cut alike, and in one of three.
my %rows = map {
    my $text = $text{$_};
    ($_ => $text =~ s/\t/ /gr =~ s/^(.*)$/$1\tx y\t$1/mgr)
} keys %text;
my @policies = ('--on-error=replace', '--on-error=latin1', '--on-error=keep', '--on-error=drop');

for my $name (sort keys %text) {
    my $input = $text{$name};
    my @which = $input =~ /[\x80-\xFF]/ && !utf8::decode(my $copy = $input) ? @policies : $policies[0];
    for my $policy (@which) {
        replays($_, $name, $input, $policy) for filters();
        composes($name, $input, \@pipe, $policy);
        composes($name, $input, \@wrapped, $policy);
    }
    for my $columns (('-c1,3', '-c2-', '-c1')) {
        push @which, my $policy = shift @which;
        replays($_, $name, $rows{$name}, $policy, $columns) for filters();
        composes($name, $rows{$name}, \@pipe, $policy, $columns);
    }
}
understands_json();
replays_several_files();
understands_columns();
composes_columns();
forgets_what_was_taken_back();
refuses_to_join_what_was_cut();
names_what_is_wrong();
keeps_the_contract();
done();

sub replays {
    my ($tool, $name, $input, @options) = @_;
    my ($out, $err, $status) =
        run($input, $tool, @{ $more{$tool} // [] }, '-q', @options, "--edits=$tmp/log");
    ok($status == 0, "$tool takes $name (@options)", $err);
    inverts($input, $out, "$tmp/log", "$tool, $name (@options)");
}

# Does the log lead from the one text to the other and back?
sub inverts {
    my ($input, $output, $log, $title) = @_;
    my ($out, $err, $status) = run($input, 'prep-edits', 'apply', $log);
    is_same($out, $output, "$title: apply");
    ok($status == 0 && $err eq '', "$title: apply without problems", $err);
    ($out, $err, $status) = run($output, 'prep-edits', 'revert', $log);
    is_same($out, $input, "$title: revert");
    ok($status == 0 && $err eq '', "$title: revert without problems", $err);
}

# Run some tools one after the other: the output, and the files of their logs.
sub run_pipe {
    my ($input, @stages) = @_;
    my ($text, @logs) = ($input);
    for my $stage (@stages) {
        push @logs, "$tmp/log" . @logs;
        my ($out, $err, $status) = run($text, @$stage, "--edits=$logs[-1]");
        ok($status == 0, "@$stage takes it", $err) if $status;
        $text = $out;
    }
    return ($text, @logs);
}

sub composes {
    my ($name, $input, $pipe, @options) = @_;
    my ($output, @logs) = run_pipe($input, map { [ @$_, '-q', @options ] } @$pipe);
    $name .= ', unwrapped' if @$pipe == @wrapped;
    my ($out, $err, $status) = run('', 'prep-edits', 'compose', @logs, '-o', "$tmp/joined");
    ok($status == 0 && $out eq '' && $err eq '', "the pipe, $name (@options): compose", $err);
    inverts($input, $output, "$tmp/joined", "the pipe, $name (@options)");
    # The same, two by two.
    run('', 'prep-edits', 'compose', '-o', "$tmp/left", @logs[ 0, 1 ]);
    run('', 'prep-edits', 'compose', '-o', "$tmp/right", @logs[ 2 .. $#logs ]);
    ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/left", "$tmp/right");
    if (@$pipe == @wrapped) {
        # Where lines were joined and cut again, touching changes may be named in another order.
        write_file("$tmp/halves", $out);
        inverts($input, $output, "$tmp/halves", "the pipe, $name (@options), by halves");
    } else {
        is_same($out, read_file("$tmp/joined"),
            "the pipe, $name (@options): two halves make the whole");
    }
    is_same((run('', 'prep-edits', 'compose', $logs[0]))[0], read_file($logs[0]),
        "the pipe, $name (@options): one log alone stays as it is");
}

# Strings in JSON objects. Those that prep-split cuts are told as changes of the record, which do not
# go with changes of strings: in a pipe it keeps the lines.
sub understands_json {
    my @keep = map { $_->[0] eq 'prep-split' ? [ @$_, '--keep-lines', ' | ' ] : $_ } @pipe;
    for my $name ('bitext.de-en.tsv', 'random lines', 'an open last line', 'an emptied last line') {
        my $n     = 0;
        my $input = join "\n", map {
            my $string = json_string($_);
            my $id     = ++$n . '.50';
            $n % 7 == 6   ? '{"no": "JSON"'
                : $n % 2 ? qq({"id": $id, "text" : "$string","more":{"x":[ 1,"$string"]}, "u": "\\u00fc  "})
                : qq({"more": {"x": ["$string" , "a  b"]},\t"text":"$string"})
        } split /\n/, $text{$name}, -1;
        for my $policy (@policies[ 0, 3 ]) {
            for my $members ('--json=text,more.x.1', '--json=text') {
                for my $stage (@keep, ['prep-split'], [ 'prep-split', '--explode' ], ['prep-unwrap']) {
                    my ($tool, @options) = @$stage;
                    my ($out) = run($input, $tool, @options, '-q', $policy, $members, "--edits=$tmp/log");
                    inverts($input, $out, "$tmp/log", "$tool @options, JSON of $name ($policy $members)");
                }
                my ($output, @logs) = run_pipe($input, map { [ @$_, '-q', $policy, $members ] } @keep);
                run('', 'prep-edits', 'compose', @logs, '-o', "$tmp/joined");
                inverts($input, $output, "$tmp/joined", "the pipe, JSON of $name ($policy $members)");
            }
        }
    }
    write_file("$tmp/log", "1\ta\t0\t1\t0\t1\tr\tx\ty\n1\tb\t2\t3\t2\t2\tr\tz\t\n");
    is_same((run(qq({"b":"\\u00fcz\\n","a":"x"}\n), 'prep-edits', 'apply', "$tmp/log"))[0],
        qq({"b":"\xC3\xBC\\n","a":"y"}\n), 'offsets are those of what a string means');
    for my $wrong ([ '{"a":"x","b":"--z"', 19 ], [ '{"a":"x","c":"--z"}', 1 ], [ '{"a":"x","b":2}', 1 ],
        [ '{"a":"x","b":"z"}', 16, 'within a' ], [ '{"a":"x","b":"--y"}', 17, 'other text' ])
    {
        my ($record, $byte, $reason) = @$wrong;
        my ($out, $err, $status) = run("$record\n", 'prep-edits', 'apply', "$tmp/log");
        $reason //= 'the record does not have just one such string';
        ok($status == 1 && $err =~ /^-:1:$byte: .*$reason.* \(.*:\d\)$/, "$record: $reason", $err);
    }
}

sub json_string {
    my ($text) = @_;
    my %name = ('"' => '"', '\\' => '\\', "\b" => 'b', "\f" => 'f', "\n" => 'n', "\r" => 'r', "\t" => 't');
    return $text =~ s{(["\\\b\f\n\r\t])|([\x00-\x1F])}
                     {defined $1 ? "\\$name{$1}" : sprintf '\\u%04x', ord $2}gexr;
}

sub replays_several_files {
    write_file("$tmp/open",  "Gut. Ja.\nschlecht \xFF");
    write_file("$tmp/empty", '');
    write_file("$tmp/whole", "Nein. Doch.\n");
    my @files = map { "$tmp/$_" } qw(open empty whole open);
    for my $policy (@policies) {
        my ($out) = run('', 'prep-split', '-q', $policy, "--edits=$tmp/log", @files);
        is_same((run('', 'prep-edits', 'apply', "$tmp/log", @files))[0], $out,
            "apply to several files ($policy)");
        is_same((run($out, 'prep-edits', 'revert', "$tmp/log"))[0],
            "Gut. Ja.\nschlecht \xFF\nNein. Doch.\nGut. Ja.\nschlecht \xFF",
            "revert to their sum ($policy)");
        write_file("$tmp/out", $out);
        run('', 'prep-edits', 'revert', "$tmp/log", "$tmp/out", '-o', "$tmp/out");
        is_same(read_file("$tmp/out"), "Gut. Ja.\nschlecht \xFF\nNein. Doch.\nGut. Ja.\nschlecht \xFF",
            "a file may be its own output ($policy)");
    }
    my ($out, undef, $status) = run(read_file("$tmp/log"), 'prep-edits', 'apply', '-', @files);
    is_same($out, (run('', 'prep-split', '-q', $policies[-1], @files))[0],
        'the log may come from standard input');
}

# Rows with columns: what the filters write with -c.
sub understands_columns {
    my @cases = (
        [ 'one column', "a\tb b\tc\n", "a\tBB\tc\n", "1\t2\t0\t3\t0\t2\tr\tb b\tBB\n" ],
        [   'two columns and an empty one', "aa\t\tcc\n", "a\tx\tc\n",
            "1\t1\t1\t2\t1\t1\tr\ta\t\n1\t2\t0\t0\t0\t1\tr\t\tx\n1\t3\t0\t1\t0\t0\tr\tc\t\n" ],
        [   'cut into rows', "id\tJa. Nein.\tx\n", "id\tJa.\tx\nid\tNein.\tx\n",
            "1\t2\t3\t4\t3\t4\tfull-stop\t \t\\n\n" ],
        [   'two columns cut into rows, the last line open', "Ja. Nein.\tx\tYes. No.",
            "Ja.\tx\tYes.\nNein.\tx\tNo.",
            "1\t1\t3\t4\t3\t4\tfull-stop\t \t\\n\n1\t3\t4\t5\t4\t5\tfull-stop\t \t\\n\n" ],
        [   'cut beside a change that is repeated', "a\tJa. Nein.\n", "b\tJa.\nb\tNein.\n",
            "1\t1\t0\t1\t0\t1\tr\ta\tb\n1\t2\t3\t4\t3\t4\tfull-stop\t \t\\n\n" ],
        [   'repaired first', "k\xFF\ta  b\nx\ty\n", "k\xC3\xBF\ta b\nx\ty\n",
            "1\t\t1\t2\t1\t3\tlatin1\t\\xFF\t\xC3\xBF\n1\t2\t1\t3\t1\t2\tspaces\t  \t \n" ],
        [   'repaired first, then cut', "k\xFF\ta. b\nx\ty\n",
            "k\xC3\xBF\ta.\nk\xC3\xBF\tb\nx\ty\n",
            "1\t\t1\t2\t1\t3\tlatin1\t\\xFF\t\xC3\xBF\n1\t2\t2\t3\t2\t3\tfull-stop\t \t\\n\n" ],
        [   'an emptied only field', "x\xFF", '', "1\t1\t0\t2\t0\t0\tdrop\tx\\xFF\t\n" ],
    );
    for my $case (@cases) {
        my ($title, $input, $output, $log) = @$case;
        write_file("$tmp/log", $log);
        inverts($input, $output, "$tmp/log", "columns, $title");
    }
}

# Two hand-made logs of which the first cuts rows.
sub composes_columns {
    my $input = "a\tJa. Na  gut.\tYes. Well.\n";
    write_file("$tmp/log0", "1\t2\t3\t4\t3\t4\tcut\t \t\\n\n1\t3\t4\t5\t4\t5\tcut\t \t\\n\n");
    my $middle = "a\tJa.\tYes.\na\tNa  gut.\tWell.\n";
    is_same((run($input, 'prep-edits', 'apply', "$tmp/log0"))[0], $middle, 'columns are cut');
    my @cases = (
        [   'a change in each row', "a\tNein.\tYes.\na\tNa gut.\tWELL.\n",
            "1\t2\t0\t2\t0\t4\tno\tJa\tNein\n2\t2\t3\t4\t3\t3\tspaces\t \t\n"
          . "2\t3\t1\t4\t1\t4\tloud\tell\tELL\n" ],
        [   'a change at the cut', "a\tJa!\tYes.\na\tna  gut.\tWell.\n",
            "1\t2\t2\t3\t2\t3\tmark\t.\t!\n2\t2\t0\t1\t0\t1\tcase\tN\tn\n" ],
        [   'a repeated column', "b\tJa.\tYes.\nb\tNa  gut.\tWell.\n",
            "1\t1\t0\t1\t0\t1\tab\ta\tb\n2\t1\t0\t1\t0\t1\tab\ta\tb\n" ],
        [   'a second cut', "a\tJa.\tYes.\na\tNa\tWe\na\tgut.\tll.\n",
            "2\t2\t2\t4\t2\t3\tcut\t  \t\\n\n2\t3\t2\t2\t2\t3\tcut\t\t\\n\n" ],
    );
    for my $case (@cases) {
        my ($title, $output, $log) = @$case;
        write_file("$tmp/log1", $log);
        inverts($middle, $output, "$tmp/log1", "columns, $title, second log");
        my (undef, $err) =
            run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1", '-o', "$tmp/joined");
        is_same($err, '', "columns, $title: compose");
        inverts($input, $output, "$tmp/joined", "columns, $title, joined");
    }
    my %wrong = (
        "1\t1\t0\t1\t0\t1\tab\ta\tb\n" => 'not changed alike in all rows',
        "1\t1\t0\t1\t0\t1\tab\ta\tb\n2\t1\t0\t1\t0\t1\tab\ta\tc\n" =>
            'not changed alike in all rows',
        "1\t1\t0\t0\t0\t2\tcut\t\tx\\n\n2\t1\t0\t0\t0\t2\tcut\t\tx\\n\n" =>
            'a column is cut in rows that',
        "1\t2\t0\t0\t0\t2\tcut\t\tx\\n\n" => 'cut together are not cut together',
        "1\t\t0\t1\t0\t1\tfix\ta\tb\n"    => 'a change of the whole line',
        "1\t2\t0\t9\t0\t0\tno\tJa. Na gu\t\n" => 'past the end of the line',
        "1\t2\t1\t4\t1\t1\tno\ta.\\x01\t\n"     => 'past the end of the line',
    );
    for my $log (sort keys %wrong) {
        write_file("$tmp/log1", $log);
        my ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1");
        ok($status == 1 && $err =~ /^\Q$tmp\E\/log1:\d+:1: .*\Q$wrong{$log}\E/,
            "compose: $wrong{$log}", $err);
    }
    write_file("$tmp/log0", "1\t\t3\t4\t3\t4\tcut\t \t\\n\n");
    write_file("$tmp/log1", "2\t1\t0\t1\t0\t1\tr\ta\tb\n");
    my ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1");
    ok($status == 1 && $err =~ /a change of a column, in a line that the logs before cut/,
        'compose: lines cut, then columns', $err);
}

sub forgets_what_was_taken_back {
    write_file("$tmp/log0", "1\t\t0\t1\t0\t2\tone\ta\tbb\n3\t\t0\t0\t0\t1\tone\t\tx\n");
    write_file("$tmp/log1", "1\t\t0\t2\t0\t1\ttwo\tbb\ta\n3\t\t0\t2\t0\t2\ttwo+one\txy\tyx\n");
    my ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1");
    is_same($out, "3\t\t0\t1\t0\t2\tone+two\ty\tyx\n",
        'compose: what is taken back is no change, each rule is named once');
    # But a line end that is there again keeps together what is counted across it.
    write_file("$tmp/log0", "1\t\t1\t2\t1\t2\tjoin\t\\n\t \n");
    write_file("$tmp/log1", "1\t\t1\t2\t1\t2\tcut\t \t\\n\n1\t\t2\t3\t2\t3\tbig\tb\tB\n");
    ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1", '-o', "$tmp/joined");
    inverts("a\nb\nc\n", "a\nB\nc\n", "$tmp/joined", 'lines joined and cut again');
}

# A log may join lines, but not those that a log before cut out of one.
sub refuses_to_join_what_was_cut {
    write_file("$tmp/log0", "2\t\t1\t2\t1\t2\tcut\t \t\\n\n");
    for my $case ([ 1, 2 ], [ 2, 1 ], [ 3, 1 ]) {
        my ($line, $at) = @$case;
        write_file("$tmp/log1", "$line\t\t$at\t" . ($at + 1) . "\t$at\t$at\tjoin\t\\n\t\n");
        my ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1");
        ok($status == 1 && $err =~ /^\Q$tmp\E\/log1:1:1: lines are joined that the logs before cut/,
            "compose: line $line of a line that was cut is joined with the next", $err);
    }
}

sub names_what_is_wrong {
    my $text = "eins zwei\ndrei vier\nsechs\n";
    my $good = "1\t\t0\t4\t0\t1\tr\teins\t1\n";
    my @logs = (    # log, byte and reason
        [ "1\t\t0\t4\t0\t1\tr\teins\n", '1:18: a row has 9 cells, this one 8' ],
        [ "${good}2\t\t0\t4\t0", '2:9: a row has 9 cells, this one 5' ],
        [ "\n", '1:1: a row has 9 cells, this one 1' ],
        [ "1\t\t0\t4\t0\t1\tr\teins\t1\tx\n", '1:22: a row has 9 cells, this one 10' ],
        [ substr($good, 0, -1), '1:20: the log is cut off: its last row has no line end' ],
        [ "x$good", '1:1: not a number' ],
        [ "\t\t0\t4\t0\t1\tr\teins\t1\n", '1:1: a number is missing' ],
        [ "0\t\t0\t4\t0\t1\tr\teins\t1\n", '1:1: lines count from 1' ],
        [ "99999999999999999999$good", '1:1: a number too large' ],
        [ "1\t\t0\t-4\t0\t1\tr\teins\t1\n", '1:6: not a number' ],
        [ "1\t\t5\t4\t0\t1\tr\teins\t1\n", '1:6: a span ends before it begins' ],
        [ "1\t\t0\t4\t0\t1\tr\tei\\qs\t1\n", '1:16: a bad escape' ],
        [ "1\t\t0\t4\t0\t1\tr\teins\t\\\n", '1:19: a bad escape' ],
        [ "1\t\t0\t4\t0\t1\tr\teins\t\\x4\n", '1:19: a bad escape' ],
        [ "1\t\t0\t4\t0\t1\tr\teins\t\\xg0\n", '1:19: a bad escape' ],
        [ "1\t\t0\t5\t0\t1\tr\teins\t1\n", '1:14: the text has 4 bytes, its span 5' ],
        [ "1\t\t0\t4\t0\t2\tr\teins\t1\n", '1:19: the text has 1 bytes, its span 2' ],
        [ "1\t1\t0\t5\t0\t1\tr\teins\\n\t1\n", '1:15: a line end within a column' ],
        [ "1\t\t9\t10\t9\t9\tr\t\\n\t\n2\t\t0\t0\t0\t1\tr\t\tx\n",
            "2:1: the line was joined with one before" ],
        [ "2\t\t0\t1\t0\t1\tr\td\tD\n$good", '2:1: lines are not in order' ],
        [ "1\t\t2\t3\t2\t3\tr\tn\tN\n$good", '2:4: spans overlap or are not in order' ],
        [ "${good}1\t\t3\t5\t1\t1\tr\ts \t\n", '2:4: spans overlap or are not in order' ],
        [ "${good}1\t\t4\t5\t0\t0\tr\t \t\n", '2:8: spans overlap or are not in order' ],
        [ "${good}1\t\t5\t6\t1\t1\tr\tz\t\n", '2:8: the unchanged text in front has two lengths' ],
        [ "1\t2\t0\t0\t0\t1\tr\t\tx\n$good", '2:3: columns are not in order' ],
        [ "1\t0\t0\t4\t0\t1\tr\teins\t1\n", '1:3: columns count from 1' ],
        [ "1\t1\t0\t1\t0\t1\tr\te\t1\n1\tx.y\t0\t1\t0\t1\tr\te\t1\n",
            '2:3: columns and members of JSON objects do not go together' ],
        [ "1\tx\t0\t1\t0\t1\tr\te\t1\n1\ty\t0\t1\t0\t1\tr\te\t1\n1\tx\t2\t3\t2\t3\tr\te\t1\n",
            '3:1: rows of the same member are not together' ],
        [ "1\tx\t0\t1\t0\t1\tr\te\t1\n1\t\t0\t1\t0\t1\tr\te\t1\n", '2:3: columns are not in order' ],
        [ "1\tx\\q\t0\t1\t0\t1\tr\te\t1\n", '1:4: a bad escape' ],
        [ "1\tx\\x00\t0\t1\t0\t1\tr\te\t1\n", '1:3: no member of a JSON object' ],
        [ "1\tx\t0\t1\t0\t1\tfull-stop\t \t\\n\n", '1:1: a string of JSON that was cut' ],
        [ "1\t1\t0\t0\t0\t1\tr\t\t\\n\n1\t2\t0\t0\t0\t2\tr\t\t\\n\\n\n",
            '2:1: columns of one line were cut into different numbers of lines' ],
        [ "1\t\t0\t0\t0\t1\tr\t\t\\n\n1\t2\t0\t0\t0\t1\tr\t\tx\n",
            '2:1: a line that was cut into several has changes of columns' ],
    );
    for my $case (@logs) {
        my ($log, $message) = @$case;
        write_file("$tmp/log", $log);
        for my $command (qw(apply revert compose)) {
            my ($out, $err, $status) = run($text, 'prep-edits', $command, "$tmp/log");
            ok($status == 1 && index($err, "$tmp/log:$message") == 0 && ($err =~ tr/\n//) == 1,
                "$command: $message", $err);
        }
    }
    # A log that is none of this text: command, log, message.
    my @others = (
        [ apply => "2\t\t0\t4\t0\t1\tr\teins\t1\n", '-:2:1: here the log has other text (LOG:1)' ],
        [ apply => "2\t\t0\t4\t0\t1\tr\tdrej\t1\n", '-:2:4: here the log has other text (LOG:1)' ],
        [ apply => "3\t\t3\t6\t3\t3\tr\thsx\t\n", '-:3:6: the text ends within a change (LOG:1)' ],
        [ apply => "3\t\t9\t9\t9\t10\tr\t\tx\n", '-:3:6: the text ends before a change (LOG:1)' ],
        [ apply => "1\t3\t0\t0\t0\t1\tr\t\tx\n", '-:1:10: the row has no such column (LOG:1)' ],
        [ apply => "4\t\t0\t0\t0\t1\tr\t\tx\n", 'LOG:1:1: the text ends before line 4' ],
        [ revert => "4\t\t0\t1\t0\t1\tr\ty\tx\n", '-:4:1: the text ends within a change (LOG:1)' ],
        [ revert => "5\t\t0\t1\t0\t1\tr\ty\tx\n", 'LOG:1:1: the text ends before line 5' ],
        [ revert => "1\t\t4\t5\t4\t5\tr\t \t\\n\n", '-:1:5: here the log has other text (LOG:1)' ],
        [ revert => "1\t\t9\t10\t9\t10\tr\t \t\\n\n1\t\t12\t13\t12\t13\tr\tx\ty\n",
            '-:2:3: here the log has other text (LOG:2)' ],
        [ revert => "3\t\t0\t0\t0\t2\tr\t\t\\n\\n\n",
            'LOG:1:1: the text ends within the lines that line 3 was cut into' ],
        [ revert => "1\t1\t9\t10\t9\t10\tr\t \t\\n\n1\t1\t12\t13\t12\t13\tr\tx\ty\n",
            '-:2:3: here the log has other text (LOG:2)' ],
        [ revert => "1\t2\t0\t1\t0\t1\tr\t \t\\n\n", '-:1:10: the row has no such column (LOG:1)' ],
    );
    for my $case (@others) {
        my ($command, $log, $message) = @$case;
        write_file("$tmp/log", $log);
        my ($out, $err, $status) = run($text, 'prep-edits', $command, "$tmp/log");
        $message =~ s/LOG/$tmp\/log/;
        is_same($err, "$message\n", "$command: $message");
        ok($status == 1, "$command: $message: exit status 1");
        my ($line) = $message =~ /^-:(\d+)/ or next;
        my ($row) = $log =~ /^(\d+)/;
        is_same($out, join('', ($text =~ /.*\n/g)[ 0 .. $row - 2 ]), 'what came before is written');
    }
    # Rows made of one that were edited later.
    write_file("$tmp/log", "1\t2\t3\t4\t3\t4\tcut\t \t\\n\n");
    for my $rows ([ "a\tJa.\tx\nb\tNein.\tx\n", '-:2:1' ], [ "a\tJa.\tx\na\tNein.\tz\n", '-:2:9' ]) {
        my ($out, $err, $status) = run($rows->[0], 'prep-edits', 'revert', "$tmp/log");
        ok($status == 1 && index($err, "$rows->[1]: the rest of the row is not as in") == 0,
            "revert: rows that no longer agree, $rows->[1]", $err);
    }
    # Logs in the wrong order.
    write_file("$tmp/log0", "1\t\t0\t1\t0\t2\tr\ta\tbb\n");
    write_file("$tmp/log1", "1\t\t1\t2\t1\t1\tr\tc\t\n");
    my ($out, $err, $status) = run('', 'prep-edits', 'compose', "$tmp/log0", "$tmp/log1");
    is_same($err, "$tmp/log1:1:1: the text before is not what the logs before made of it\n",
        'compose: logs that do not follow each other');
    ok($status == 1, 'compose: exit status 1');
}

sub keeps_the_contract {
    my ($out, $err, $status) = run('', 'prep-edits', '--help');
    ok($status == 0 && $err eq '' && $out =~ /^Usage: prep-edits apply /, '--help');
    is_same((run('', 'prep-edits', '-h'))[0], $out, '-h is --help');
    ($out, $err, $status) = run('', 'prep-edits', '-V');
    ok($status == 0 && $err eq '' && $out =~ /^prep-edits \(libprep\) [0-9.]+\nrules [0-9]+\nICU /,
        '--version');
    write_file("$tmp/log", "1\t\t0\t1\t0\t1\tr\ta\tb\n");
    for my $wrong ([], ['apply'], ['compose'], [ 'redo', "$tmp/log" ], [ 'apply', '-' ],
        [ 'apply', '-', '-' ], [ 'compose', '-', '-' ], [ 'apply', '--rules=x', "$tmp/log" ])
    {
        ($out, $err, $status) = run("a\n", 'prep-edits', @$wrong);
        ok($status == 2 && $out eq '' && $err =~ /^prep-edits: .*\nTry 'prep-edits --help'/,
            "wrong usage: prep-edits @$wrong", $err);
    }
    for my $files ([ 'apply', "$tmp/nowhere" ], [ 'apply', "$tmp/log", "$tmp/nowhere" ],
        [ 'compose', "$tmp/log", "$tmp/nowhere" ])
    {
        ($out, $err, $status) = run("a\n", 'prep-edits', @$files);
        is_same($err, "prep-edits: $tmp/nowhere: No such file or directory\n", "a missing file");
        ok($status == 1, 'a missing file: exit status 1');
    }
    write_file("$tmp/target", "old\n");
    run("x\n", 'prep-edits', 'apply', '-o', "$tmp/target", "$tmp/log");
    is_same(read_file("$tmp/target"), "old\n", 'after a problem the old file is still there');
    my $tool = "'$builddir/tools/prep-edits'";
    for my $command ("apply '$tmp/log'", "compose '$tmp/log'") {
        $status = system("echo a | $tool $command >/dev/full 2>'$tmp/err'") >> 8;
        ok($status == 1 && read_file("$tmp/err") =~ /No space left/, "$command: a full disk");
    }
    is_same(`(echo a; yes) | $tool apply '$tmp/log' 2>&1 | head -1`, "b\n", '| head -1 ends quietly');
}

# Lines of German text with what the tools change in it, code points of all kinds and random bytes;
# always the same.
sub random_lines {
    my ($count) = @_;
    my $seed  = 7;
    my $next  = sub { $seed = ($seed * 1103515245 + 12345) % 2147483648; return ($seed >> 8) % $_[0] };
    my @words = ('Herr', 'Dr.', 'am', '3.', 'Mai.', 'Tokajew', "\xE2\x80\x9EJa\xE2\x80\x9C", 'B.',
        'geht.', 'gut.', 'Er', "scho\xCC\x88n", "\xC2\xA0", "\xC2\xAD", "\xEF\xAC\x81nden", 'Taschkent',
        "\xD0\xA2\xD0\xBE\xD0\xBA\xD0\xB0\xD0\xB5\xD0\xB2", "\xF0\x9F\x91\x8D", '!', '?', '  ', "\t",
        'Strase', 'wiederspiegeln', "\r", "\xFF", "\xE2\x82", "\\", "\0", "\x1B", 'Sie', 'kam.');
    my $lines = '';
    for my $i (1 .. $count) {
        for (1 .. $next->(14)) {
            $lines .= $next->(12) ? $words[ $next->(scalar @words) ] : chr $next->(256);
            $lines .= ' ' if $next->(3);
        }
        $lines .= "\n";
    }
    return $lines;
}
