# names.pm - names that should change, names and words that must not.
#
#   names/keep*        a word or text a line (first column): comes out as it is
#   names/*keep*.tsv   text, English, tokens that must stay
#   names/*.text.tsv   text, "de=>en|en2 ; de=>en": these names, and nothing else, change
#   split/de-legal*.gold, de-gsd*, de-empirist*, de-pcc*   text: each rewrite in it goes to stderr
#   names/systematic*.tsv, unchanged*.tsv, known*.tsv   name, English forms with '|' between; of the
#                      systematic ones also those alone that neither the lexicon nor the training has
package names;
use strict;
use warnings;
use utf8;
use Encode qw(decode encode);
use Unicode::Normalize;
use table;
use prep qw(run);

sub measure {
    my ($data) = @_;
    for my $path (sort glob "$data/names/*") {
        my ($set) = $path =~ m{([^/]+)\.(?:tsv|txt)$} or next;
        if ($set =~ /keep/) { keep($set, $path) }
        elsif ($set =~ /\.text$/) { text($set, $path) }
        elsif ($set =~ /^(systematic|unchanged|known)/ && $set !~ /train/) { pairs($set, $path) }
    }
    my @lines = map { grep { length } split /\n/, read_file($_) }
        grep { m{/de-(legal|gsd|empirist|pcc)} } sort glob "$data/split/*.gold";
    my ($rows, $err, $status) = run(join('', map { "$_\n" } @lines), 'prep-transliterate', '--annotate');
    die $err if $status;
    my @hits = grep { $_->[3] ne $_->[4] } map { [ split /\t/ ] } split /\n/, $rows;
    figure('names', 'legal gsd empirist pcc', 'rewrites per 1000 sentences', 1000 * @hits / (@lines || 1), scalar @lines);
    # Whether they are right is for a person to say.
    print STDERR "rewritten: $_->[3] -> $_->[4] ($_->[7]): $lines[ $_->[0] - 1 ]\n" for @hits;
}

sub keep {
    my ($set, $path) = @_;
    my @rows = rows_of($path);
    my $out = filter([ map { $_->[0] } @rows ], 'prep-transliterate');
    my $damaged = 0;
    for my $i (0 .. $#rows) {
        my $tokens = $rows[$i][2];
        $damaged += defined $tokens
            ? !!grep { index($out->[$i], $_) < 0 } grep { length } split /[\s,|;]+/, $tokens
            : $out->[$i] ne $rows[$i][0];
    }
    figure('names', $set, 'damaged', $damaged, scalar @rows);
}

sub pairs {
    my ($set, $path) = @_;
    my @options = has_option('prep-transliterate', '--assume-name') ? '--assume-name' : ();
    my @rows = rows_of($path);
    my $out = filter([ map { $_->[0] } @rows ], 'prep-transliterate', @options);
    my @pairs = map { [ $rows[$_][0], $out->[$_], split /\|/, $rows[$_][1] ] } 0 .. $#rows;
    rate($set, join(' ', @options), @pairs);
    return if $set !~ /systematic/;
    my $known = known();
    my @new = grep { !$known->{ $_->[0] } } @pairs;
    rate($set, 'new', @new);
    rate($set, 'new, English differs', grep { $_->[0] ne $_->[2] } @new);
    rate($set, 'new, English is the same', grep { $_->[0] eq $_->[2] } @new);
}

# How many came out as one of the right forms: name, what came out, right forms.
sub rate {
    my ($set, $what, @pairs) = @_;
    my ($exact, $lenient) = (0, 0);
    for (@pairs) {
        my (undef, $got, @right) = @$_;
        $exact++ if grep { $_ eq $got } @right;
        $lenient++ if grep { fold($_) eq fold($got) } @right;
    }
    figure('names', $set, "exact $what", $exact / (@pairs || 1), scalar @pairs);
    figure('names', $set, "lenient $what", $lenient / (@pairs || 1), scalar @pairs);
}

# The German words of the lexicon and of the list that the respelling model was trained on.
sub known {
    my %known;
    my $folder = "$prep::srcdir/dictionaries/names";
    for (rows_of("$folder/names.tsv")) {
        for my $form (split /\|/, $_->[2]) { $known{$_} = 1 for $form, split /[ -]/, $form }
    }
    $known{ $_->[0] } = 1 for rows_of("$folder/training.tsv");
    return \%known;
}

sub text {
    my ($set, $path) = @_;
    my @rows = rows_of($path);
    my $out = filter([ map { $_->[0] } @rows ], 'prep-transliterate');
    my ($wanted, $right, $wrong, $other) = (0, 0, 0, 0);
    for my $i (0 .. $#rows) {
        my ($before, $after) = map { decode('UTF-8', $_) } $rows[$i][0], $out->[$i];
        my %english = map { split /=>/, $_, 2 } grep { length } split / ; /, decode('UTF-8', $rows[$i][1] // '');
        $english{$_} = [ split /\|/, $english{$_} ] for keys %english;
        my $names = join '|', map { quotemeta } sort { length $b <=> length $a || $a cmp $b } keys %english;
        my ($pattern, $at, @seen) = ('', 0);
        while (%english && $before =~ /(?<![^\W\d_])($names)(?![^\W\d_])/g) {
            my $name = $1;
            my $start = pos($before) - length $name;
            $pattern .= quotemeta(substr($before, $at, $start - $at))
                . '(' . join('|', map({ quotemeta } @{ $english{$name} }, $name), '\S+') . ')';
            $at = pos $before;
            push @seen, $name;
        }
        $pattern .= quotemeta substr $before, $at;
        my @got = $after =~ /^$pattern$/;
        if (!@got) { $other++ }
        for my $name (keys %english) {
            $wanted++;
            my @forms = map { $got[$_] // () } grep { $seen[$_] eq $name } 0 .. $#seen;
            my $bad = grep { my $form = $_; !grep { $_ eq $form } @{ $english{$name} } } @forms;
            if (@forms && !$bad) { $right++ }
            $wrong += !!grep { my $form = $_; $form ne $name && !grep { $_ eq $form } @{ $english{$name} } } @forms;
        }
    }
    figure('names', $set, 'right', $right / ($wanted || 1), $wanted);
    figure('names', $set, 'rewritten to a wrong form', $wrong, $wanted);
    figure('names', $set, 'sentences with other changes', $other, scalar @rows);
}

# Forms that differ by scheme only come out equal.
my @fold = (
    [qw(tch ch)], [qw(iy i)], [qw(yy i)], [qw(yi i)], [qw(ii i)], [qw(ye e)], [qw(ie e)], [qw(ya a)],
    [qw(ia a)], [qw(yu u)], [qw(iu u)], [qw(yo o)], [qw(io o)], [qw(x ks)], [qw(y i)], [qw(j i)],
);

sub fold {
    my $word = NFD(lc decode('UTF-8', $_[0]));
    $word =~ s/[\p{M}'’ʹʼ`]//g;
    for (@fold) { my ($from, $to) = @$_; $word =~ s/$from/$to/g }
    return $word =~ s/(.)\1/$1/gr;
}
1;
