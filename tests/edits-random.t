#!/usr/bin/perl
# edits-random.t - prep-edits on random logs: of whole lines, of lines some of which are joined, and
# of columns of which some are cut into rows. Three logs follow each other; each is done and undone, and so is what they make joined.
# Logs that were damaged anywhere end a run in good order or do what they say.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use prep;

my $seed  = 11;
my @rules = qw(nfc space full-stop gazetteer);

for my $case ([ 'lines', 0 ], [ 'paragraphs', 0 ], [ 'paragraphs', 1 ], [ 'columns', 0 ]) {
    my ($kind, $turn) = @$case;
    # Lines that are one in the input stay together: [ rows, { column that was cut => 1 } ].
    my @groups = map { [ [ random_row() ], {} ] } 1 .. 4_000;
    my @texts = (text_of(@groups));
    for my $stage (0 .. 2) {
        my $log;
        ($log, @groups) =
              $kind eq 'columns'                  ? edit_columns($stage, @groups)
            : $kind eq 'lines'                    ? edit_lines(2, @groups)
            : $stage == 1 || ($stage == 0 && $turn) ? join_lines(@groups)
            :                                         edit_lines($stage, @groups);
        write_file("$tmp/log$stage", $log);
        push @texts, text_of(@groups);
        inverts($texts[-2], $texts[-1], "$tmp/log$stage", "$kind, log $stage");
    }
    my @logs = map { "$tmp/log$_" } 0 .. 2;
    for my $joined ([@logs], [ @logs[ 0, 1 ] ], [ @logs[ 1, 2 ] ]) {
        my ($out, $err, $status) =
            run('', 'prep-edits', 'compose', '-o', "$tmp/joined", @$joined);
        my ($from, $to) = ($joined->[0] =~ /(\d)$/, ($joined->[-1] =~ /(\d)$/)[0] + 1);
        # What went before may have cut rows that these logs do not know to belong together.
        ok($status == 0, "$kind: logs $from to $to are joined", $err);
        inverts($texts[$from], $texts[$to], "$tmp/joined", "$kind, logs $from to $to joined");
    }
    damage($texts[0], read_file($logs[0]), $kind);
}
done();

sub inverts {
    my ($input, $output, $log, $title) = @_;
    for my $case ([ 'apply', $input, $output ], [ 'revert', $output, $input ]) {
        my ($command, $from, $to) = @$case;
        my ($out, $err, $status) = run($from, 'prep-edits', $command, $log);
        ok($out eq $to && $status == 0, "$title: $command", $err);
    }
}

# Edit whole lines, each by itself, whatever they were made of, with up to so many line ends.
sub edit_lines {
    my ($ends, @groups) = @_;
    my ($log, $line, @new) = ('', 0);
    for my $group (@groups) {
        my @rows;
        for my $row (@{ $group->[0] }) {
            $line++;
            my ($out, @edits) = below(3) ? edit($row, below(4) ? 0 : below($ends + 1)) : $row;
            $log .= log_rows($line, '', @edits);
            push @rows, length $out ? split /\n/, $out, -1 : '';
        }
        push @new, [ \@rows, {} ];
    }
    return ($log, @new);
}

# Join some lines with the next, changing what stands beside the line ends.
sub join_lines {
    my @rows = map { @{ $_->[0] } } @_;
    my ($log, $line, @new) = ('', 1);
    while (@rows) {
        my $lines = below(3) ? 1 : 2 + below(3);
        my $text = join "\n", splice @rows, 0, $lines;
        my ($out, $done, @edits) = ('', 0);
        while ($text =~ /\n/g) {
            my ($begin, $end) = (pos($text) - 1, pos $text);
            my $more = $begin - $done;
            $begin -= below($more < 3 ? $more + 1 : 3);
            $end++ while $end < length $text && below(2);
            my $after = random_text(3);
            $out .= substr $text, $done, $begin - $done;
            push @edits, [ $begin, $end, length $out, length($out) + length $after,
                $rules[ below(4) ], substr($text, $begin, $end - $begin), $after ];
            $out .= $after;
            pos($text) = $done = $end;
        }
        $log .= log_rows($line, '', @edits);
        $line += $text =~ tr/\n// + 1;
        push @new, [ [ $out . substr $text, $done ], {} ];
    }
    return ($log, @new);
}

sub edit_columns {
    my ($stage, @groups) = @_;
    my ($log, $line, @new) = ('', 0);
    for my $group (@groups) {
        my ($rows, $cut) = @$group;
        my %cut = %$cut;
        # Columns are cut for the first time in a row that is still alone.
        %cut = map { $_ => 1 } grep { below(2) } 0 .. 2 if !%cut && !below(3);
        # What is not cut is the same in all rows of the group and changes alike.
        my @alike = map { [ edit((split /\t/, $rows->[0], -1)[$_], 0) ] } 0 .. 2;
        my @wanted = map { !below(3) } 0 .. 2;
        my @rows;
        for my $row (@$rows) {
            $line++;
            if ($stage == 0 && !below(4)) {
                # A repair of the first column, told as one of the row.
                my ($first, $rest) = $row =~ /^([^\t]*)(.*)$/s;
                my ($out, @edits) = edit($first, 0);
                $log .= log_rows($line, '', @edits);
                $row      = $out . $rest;
                $alike[0] = [ edit($out, 0) ];
            }
            my @fields = split /\t/, $row, -1;
            my $ends   = %cut && !below(3) ? below(3) : 0;
            my @pieces;
            for my $i (0 .. 2) {
                my ($out, @edits) = $fields[$i];
                if ($cut{$i}) {
                    ($out, @edits) = edit($fields[$i], $ends) if $ends || below(2);
                } elsif ($wanted[$i]) {
                    ($out, @edits) = @{ $alike[$i] };
                }
                $log .= log_rows($line, $i + 1, @edits);
                push @pieces, $cut{$i} && $ends ? [ split /\n/, $out, -1 ] : [ ($out) x ($ends + 1) ];
            }
            for my $k (0 .. $ends) {
                push @rows, join "\t", map { $_->[$k] } @pieces;
            }
        }
        # Alone still: nothing is decided.
        push @new, [ \@rows, @rows > 1 ? \%cut : {} ];
    }
    return ($log, @new);
}

# Change a text at random places, with so many line ends: (result, edits).
sub edit {
    my ($text, $ends) = @_;
    my $count = $ends + below(3);
    my @at    = sort { $a <=> $b } map { below(length($text) + 1) } 1 .. 2 * $count;
    my @left  = (1) x $ends;
    my ($out, $done, @edits) = ('', 0);
    for my $i (0 .. $count - 1) {
        my ($begin, $end) = @at[ 2 * $i, 2 * $i + 1 ];
        my $after = random_text(3);
        if (@left && (@left == $count - $i || below(2))) {
            pop @left;
            substr($after, below(length($after) + 1), 0) = "\n";
        }
        $out .= substr $text, $done, $begin - $done;
        push @edits, [ $begin, $end, length $out, length($out) + length $after,
            $rules[ below(4) ], substr($text, $begin, $end - $begin), $after ];
        $out .= $after;
        $done = $end;
    }
    return ($out . substr($text, $done), @edits);
}

sub log_rows {
    my ($line, $column, @edits) = @_;
    return join '', map {
        join("\t", $line, $column, @$_[ 0 .. 4 ], map { cell($_) } @$_[ 5, 6 ]) . "\n"
    } @edits;
}

sub cell {
    my ($text) = @_;
    my %name = ("\t" => 't', "\n" => 'n', "\r" => 'r', '\\' => '\\');
    return $text =~ s{([\t\n\r\\])|([\x00-\x1F\x7F-\xFF])}
                     {defined $1 ? "\\$name{$1}" : sprintf '\\x%02X', ord $2}ger;
}

# Damage a log at one place at a time: no signal ends the run, and every problem has its place.
sub damage {
    my ($text, $log, $kind) = @_;
    my @rows = ($log =~ /.*\n/g)[ 0 .. 60 ];
    my @lines = ($text =~ /.*\n/g)[ 0 .. 99 ];
    my @wrong;
    for my $i (1 .. 100) {
        my $bad = join '', @rows;
        my $at  = below(length $bad);
        my $how = below(5);
        if    ($how == 0) { substr($bad, $at, 1) = chr below(256) }
        elsif ($how == 1) { substr($bad, $at, 1 + below(4)) = '' }
        elsif ($how == 2) { substr($bad, $at, 0) = ("\t", "\n", "\\", '9', "\\n")[ below(5) ] }
        elsif ($how == 3) { substr($bad, $at) = '' }
        else { my $k = below(60); $bad = join '', @rows[ 0 .. $k - 1, $k + 1, $k, $k + 2 .. 60 ] }
        write_file("$tmp/bad", $bad);
        for my $command (qw(apply revert compose)) {
            my @second = $command eq 'compose' ? ("$tmp/log1") : ();
            my ($out, $err, $status) =
                run(join('', @lines), 'prep-edits', $command, "$tmp/bad", @second);
            push @wrong, "damage $i: $command: status $status, $err"
                if $status > 1 || ($status == 1) != ($err =~ /^[^\n]*:\d+:\d+: [^\n]+\n\z/);
        }
    }
    ok(!@wrong, "$kind: damaged logs", @wrong);
}

sub text_of {
    return join '', map { "$_\n" } map { @{ $_->[0] } } @_;
}

sub random_row {
    return join "\t", map { random_text(12) } 1 .. 3;
}

sub random_text {
    my ($max) = @_;
    my @letters = ('a' .. 'f', ' ', ' ', "\\", "\r", "\xC3\xBC", "\xFF", "\0");
    return join '', map { $letters[ below(scalar @letters) ] } 1 .. below($max + 1);
}

sub below {
    $seed = ($seed * 1103515245 + 12345) % 2147483648;
    return ($seed >> 8) % $_[0];
}
