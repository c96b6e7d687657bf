# spell.pm - wrong and right words (spell/*.tsv: wrong, right), and alarms on clean text.
package spell;
use strict;
use warnings;
use table;
use prep qw(run);

my $pooled = qr/^(wiki|lo_|git_|native)/;    # one figure for --fix

sub measure {
    my ($data) = @_;
    my ($words, $changed, $right) = (0, 0, 0);
    for my $path (sort glob "$data/spell/*.tsv") {
        my ($set) = $path =~ m{([^/]+)\.tsv$};
        my @rows = grep { defined $_->[1] && length $_->[0] && length $_->[1] && "@$_[0,1]" !~ / .* / } rows_of($path);
        my @options = $set =~ /^old_spelling/ ? ('--rules', '+old-spelling') : ();
        my @counts = fix($set, \@rows, @options);
        if ($set =~ $pooled) { $words += $counts[0]; $changed += $counts[1]; $right += $counts[2] }
        suggest($set, \@rows) if !@options;
    }
    figure('spell', 'wiki lo git native pooled', '--fix coverage', $changed / ($words || 1), $words);
    figure('spell', 'wiki lo git native pooled', '--fix precision', $right / ($changed || 1), $changed);
    alarms($data);
}

sub fix {
    my ($set, $rows, @options) = @_;
    my $out = filter([ map { $_->[0] } @$rows ], 'prep-spell', '--fix', @options);
    my @changed = grep { $out->[$_] ne $rows->[$_][0] } 0 .. $#$rows;
    my $right = grep { $out->[$_] eq $rows->[$_][1] } @changed;
    figure('spell', $set, join(' ', '--fix coverage', @options), @changed / (@$rows || 1), scalar @$rows);
    figure('spell', $set, join(' ', '--fix precision', @options), $right / (@changed || 1), scalar @changed);
    return (scalar @$rows, scalar @changed, $right);
}

sub suggest {
    my ($set, $rows) = @_;
    my ($out, $err, $status) =
        run(join('', map { "$_->[0]\n" } @$rows), 'prep-spell', '--annotate', '--suggest', 5);
    die "prep-spell: $err" if $status;
    my %found;    # line -> suggestions for the whole word
    for (map { [ split /\t/, $_, -1 ] } split /\n/, $out) {
        my ($line, undef, undef, $word, undef, $suggestions) = @$_;
        $found{$line} //= [];
        $found{$line} = [ split /\|/, $suggestions ] if $word eq $rows->[ $line - 1 ][0];
    }
    my ($first, $five) = (0, 0);
    for my $line (keys %found) {
        my ($right, @list) = ($rows->[ $line - 1 ][1], @{ $found{$line} });
        $first++ if @list && $list[0] eq $right;
        $five++ if grep { $_ eq $right } @list;
    }
    my $n = @$rows || 1;
    figure('spell', $set, 'recall', keys(%found) / $n, scalar @$rows);
    figure('spell', $set, 'right suggestion first', $first / $n, scalar @$rows);
    figure('spell', $set, 'right suggestion in five', $five / $n, scalar @$rows);
}

sub alarms {
    my ($data) = @_;
    my ($tokens, $fixed, %class) = (0, 0);
    for my $path (grep { m{/de-(newstest|generaltest|pud)} } sort glob "$data/split/*.gold") {
        my $text = read_file($path);
        $tokens += () = $text =~ /\S+/g;
        my ($out, $err, $status) = run($text, 'prep-spell', '--list');
        die "prep-spell: $err" if $status;
        for (map { [ split /\t/ ] } split /\n/, $out) { $class{ $_->[2] } += $_->[1] }
        run($text, 'prep-spell', '--fix', '--edits', "$prep::tmp/edits");
        $fixed += () = read_file("$prep::tmp/edits") =~ /\n/g;
    }
    my $all = 0;
    $all += $class{$_} for grep { !/^(name|foreign)$/ } keys %class;
    figure('spell', 'clean news', 'alarms per 1000 tokens', 1000 * $all / ($tokens || 1), $tokens);
    figure('spell', 'clean news', 'of class lower per 1000 tokens', 1000 * ($class{lower} // 0) / ($tokens || 1), $tokens);
    figure('spell', 'clean news', '--fix changes per 1000 tokens', 1000 * $fixed / ($tokens || 1), $tokens);
}
1;
