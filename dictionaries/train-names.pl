#!/usr/bin/perl
# train-names.pl - makes rules/respelling.tsv and names/english.tsv from names/names.tsv and
# names/training.tsv: how English spells each letter group of a German transcription, by what stands
# around it, and the English words themselves, whose letters are counted (libprep/names-ngrams.c).
#
#   perl dictionaries/train-names.pl dictionaries
#
# The German and the English form of every regular entry are cut into letter groups that belong
# together. Then, for each German group that English spells in several ways, a log-linear model is
# trained to choose by context: the letters to the left and to the right, alone and together, their
# classes, and the end of the word. English forms are learned from, too, as what stays as it is: a
# text may have them already. Weights are kept in hundredths; small ones are dropped. The order of
# the examples is fixed, so the same lexicon gives the same table.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Encode qw(encode_utf8);

my $EPOCHS  = 8;       # passes over the examples
my $RATE    = 0.35;    # AdaGrad's first step
my $DECAY   = 0.0003;  # pull of weights to zero (L1) per example
my $ROUNDS  = 2;       # trainings in another order of the examples, of which the mean counts
my $SMALL   = 0.30;    # weights below are dropped
my $CONTEXT = 5;       # letters on each side

# German letter groups and what English may write for them; the first is what is most usual.
# A group with '*' counts before a consonant and at the end of a word only.
my @GROUPS = (
    [qw(schtsch shch sch)], [qw(schch shch sch)], [qw(tsch ch tch)],         [qw(dsch j dzh dj g zh)],
    [qw(sch sh zh j sch)],  [qw(ch kh h ch)],          [qw(z ts z tz c)],
    [qw(s s z)],            [qw(ss s ss z)],           [qw(w v w)],
    [qw(x x ks)],           [qw(ja ya ia a ja)],       [qw(je ye ie e je)],
    [qw(jo yo io o e ye)],  [qw(ju yu iu u ju)],       [qw(ji yi i ii)],
    [qw(ij* iy y i)],       [qw(yj* yi yy y i)],       [qw(aj* ai ay)],
    [qw(ej* ei ey)],        [qw(oj* oi oy)],           [qw(uj* ui uy)],
    [qw(ai* ai ay)],        [qw(ei* ei ey)],           [qw(oi* oi oy)],
    [qw(ui* ui uy)],        [qw(i i y iy)],            [ 'y', 'y', 'i', 'yy' ],
    [ 'j', 'y', 'i', 'j', '' ], [qw(e e ye ie)],       [qw(o o e yo)],
    [qw(ä a e ä)],          [qw(ö o ö)],               [qw(ü u ü)],
    [qw(q q)],            [qw(gh gh g)],             [qw(tz ts tz)],
    [qw(a a)], [qw(u u)], map { [ $_, $_ ] } qw(b c d f g h k l m n p r t kh zh sh ya yu ye yo),
);
my (%options, %final_only);
for (@GROUPS) {
    my ($group, @english) = @$_;
    $final_only{$group} = 1 if $group =~ s/\*$//;
    $options{$group} = \@english;
}
my $longest = 7;

# "jelzin" -> j|e|l|z|i|n, each with its offset.
sub cut {
    my ($word) = @_;
    my @parts;
    for (my $at = 0; $at < length $word;) {
        my $length = $longest;
        for (; $length > 1; $length--) {
            my $group = substr $word, $at, $length;
            next if length $group < $length || !$options{$group};
            next if $final_only{$group} && substr($word, $at + $length) =~ /^[aeiouyäöü]/;
            last;
        }
        push @parts, [ $at, substr $word, $at, $length ];
        $at += $length;
    }
    return @parts;
}

# Share the English word out among the groups; nothing if it cannot be done.
sub align {
    my ($english, @parts) = @_;
    my @ways = ({ 0 => [] });
    for my $part (@parts) {
        my %next;
        for my $at (sort { $a <=> $b } keys %{ $ways[-1] }) {
            my $rank = 0;
            for my $option (@{ $options{ $part->[1] } // [ $part->[1] ] }) {
                $rank++;
                next if substr($english, $at, length $option) ne $option;
                my ($cost, @path) = @{ $ways[-1]{$at} } ? @{ $ways[-1]{$at} } : (0);
                my $end = $at + length $option;
                next if $next{$end} && $next{$end}[0] <= $cost + $rank;
                $next{$end} = [ $cost + $rank, @path, $option ];
            }
        }
        push @ways, \%next;
    }
    my $way = $ways[-1]{ length $english } or return;
    my ($cost, @path) = @$way;
    return @path;
}

sub class {
    my ($letter) = @_;
    return $letter =~ /^[aeiouyäöü]/ ? 'V' : $letter =~ /^[\^\$]/ ? $letter
        : $letter =~ /^[lmnrjw]/ ? 'L' : $letter =~ /^[bdg]/ ? 'D' : 'T';
}

# What the program looks at, too: names-respell.c.
sub features {
    my ($word, $at, $length, $is_german) = @_;
    my $left  = '^' . substr $word, 0, $at;
    my $right = substr($word, $at + $length) . '$';
    my @features = ('');
    for my $n (1 .. $CONTEXT) {
        push @features, substr($left, -$n) . '_' if $n <= length $left;
        push @features, '_' . substr($right, 0, $n) if $n <= length $right;
    }
    for ([ 1, 1 ], [ 2, 1 ], [ 1, 2 ], [ 2, 2 ], [ 3, 1 ], [ 1, 3 ], [ 3, 2 ], [ 2, 3 ], [ 3, 3 ],
        [ 1, 4 ], [ 1, 5 ], [ 2, 4 ], [ 4, 1 ], [ 4, 2 ]) {
        my ($l, $r) = @$_;
        push @features, substr($left, -$l) . '_' . substr($right, 0, $r)
            if $l <= length $left && $r <= length $right;
    }
    # The bones of the word: the nearest consonants.
    my ($before, $behind) = map { tr/aeiouyäöüj//dr } $left, $right;
    $behind = substr $behind, 0, 3;
    $before = substr reverse($before), 0, 2;
    push @features, "%${before}_$behind", "%_$behind";
    push @features, class(substr $left, -1) . '-' . class($right);
    for my $n (2 .. 4) {
        push @features, '~' . substr $word, -$n if $n <= length $word;
    }
    # In a word with w, j or sch, z is hardly English, but before n and the like (Kuznezow).
    push @features, '#' . class($right) if $is_german && substr($word, $at, $length) eq 'z';
    return @features;
}

my $folder = shift // 'dictionaries';
my (%examples, %seen, %english);
# Note what a pair of words shows, letter group by letter group.
sub learn {
    my ($g, $e, $language) = @_;
    my $is_german = $g =~ /w|j|sch/;
    $g =~ tr/v/w/; # some write it as English does
    # Of towns Ukraine's own spelling is known (Avdiivka); villages are spelled as older maps have it.
    $e =~ s/iiv/iyiv/ if $g =~ /ijiw/;
    return if $seen{"$g $e $language"}++ || $g =~ /[^a-zäöü]/;
    my @parts = cut($g);
    my @path = align($e, @parts) or return;
    $english{$e} = 1;
    for my $k (0 .. $#parts) {
        my ($at, $group) = @{ $parts[$k] };
        push @{ $examples{$group} }, [ $path[$k], $g, $at, $language, $is_german ]
            if @{ $options{$group} // [] } > 1;
    }
}

# Papers mix the two: Zastawna, Hoschcha, Ljubech, Perwomajsk. Of some words learn such a form, too;
# of all words where the German letters hardly stand for anything else (no ts before a voiced
# consonant, no khn).
my $n_learned = 0;
my %english_of;
sub both {
    my ($g, $e, $language) = @_;
    learn($g, $e, $language);
    $english_of{$e} //= $language if $g ne $e;
    $n_learned++;
    learn($g =~ s/(?<=[aeiouy])s(?=[bdglmnrw])/z/r, $e, $language)
        if $e =~ /[aeiouy]z(?=[bdglmnrv])/ && $g !~ /[aeiouy]s(?=[bdglmnrw]).*[aeiouy]s(?=[bdglmnrw])/;
    learn($g =~ s/tschn/chn/r, $e, $language) if $g =~ /tschn/;
    if ($n_learned % 4 == 0 && $e =~ /^z/ && $g =~ /^s(?=[aeiouylmnw])/) {
        learn('z' . substr($g, 1), $e, $language);
    }
    if ($n_learned % 4 == 3 && $g =~ /(?<=[aeiouy])ss(?=[aeiouyj])/ && $e =~ /[aeiouy]s[aeiouy]/) {
        learn($g =~ s/(?<=[aeiouy])ss(?=[aeiouyj])/s/gr, $e, $language);
    }
    if ($n_learned % 3 == 2 && $e =~ /[aeou]y[b-df-hk-np-tvz]/ && $g =~ /[aeou]i[b-df-hk-np-twz]/) {
        learn($g =~ s/(?<=[aeou])i(?=[b-df-hk-np-twz])/j/gr, $e, $language);
    }
    if ($n_learned % 12 == 1 && $g =~ /(?<!s)ch|tsch/ && $e =~ /(?<!s)ch/) {
        learn($g =~ s/schtsch/schch/gr =~ s/(?<!s)tsch/ch/gr, $e, $language);
    }
}

open my $file, '<', "$folder/names/names.tsv" or die "$folder/names/names.tsv: $!\n";
while (<$file>) {
    chomp;
    next if /^#/;
    my @cell = split /\t/;
    next if $cell[2] eq '-' || $cell[6] =~ /^(exonym|organisation)$/;
    my $english = lc $cell[3];
    # Gorbachew: half English already, and never Gorbakhev.
    my @forms = map { lc } split /\|/, $cell[2];
    # Nor what is half English in its z: that is for both() to deal out.
    my $n_z = $forms[0] =~ tr/z//;
    @forms = grep { tr/z// == $n_z } @forms;
    push @forms, map { s/tsch(ewa?)$/ch$1/r } grep { /tschewa?$/ } @forms;
    for my $german (@forms) {
        my @g = split /[ -]/, $german;
        my @e = split /[ -]/, $english;
        next if @g != @e;
        both($g[$_], $e[$_], $cell[1]) for 0 .. $#g;
    }
}
close $file;
if (open $file, '<', "$folder/names/training.tsv") {
    while (<$file>) {
        chomp;
        next if /^#/;
        my ($german, $english, $language) = split /\t/;
        both(lc $german, lc $english, $language);
    }
    close $file;
}

# What is English already stays; a word with letters that German has in other places is hardly English.
for (sort keys %english_of) { learn($_, $_, $english_of{$_}) if /^[a-z]+$/ && !/j|sch|w/ }

my %table;
for my $group (sort keys %examples) {
    my %count;
    $count{ $_->[0] }++ for @{ $examples{$group} };
    my ($default, @others) = grep { $count{$_} } @{ $options{$group} };
    next if !@others;
    # Features and options are numbers from here on.
    my (%number, @names);
    my $number = sub { $number{ $_[0] } //= do { push @names, $_[0]; $#names } };
    my %option = map { $others[$_] => $_ } 0 .. $#others;
    my @items = map {
        my ($wanted, $word, $at, $language, $is_german) = @$_;
        my @features = features($word, $at, length $group, $is_german);
        [ $option{$wanted} // -1, [ map { $number->($_) } @features ], $number->("\@$language") ]
    } @{ $examples{$group} };
    my @sum = map { [ (0) x @names ] } @others;
    for my $seed (1 .. $ROUNDS) {
        my $weights = train(\@items, scalar @others, scalar @names, $seed);
        for my $k (0 .. $#others) { $sum[$k][$_] += $weights->[$k][$_] for 0 .. $#names }
    }
    for my $k (0 .. $#others) {
        for (0 .. $#names) {
            my $weight = $sum[$k][$_] / $ROUNDS;
            $table{$group}{ $names[$_] }{ $others[$k] } = sprintf '%.0f', 100 * $weight
                if abs $weight >= $SMALL;
        }
    }
}

# The weights of each context for each option, by gradient descent in an order that the seed decides.
sub train {
    my ($items, $n_options, $n_features, $seed) = @_;
    my @weight = map { [ (0) x $n_features ] } 1 .. $n_options;
    my @square = map { [ (0) x $n_features ] } 1 .. $n_options;
    my $pull_rate = $DECAY * 40;
    for my $epoch (1 .. $EPOCHS) {
        for (1 .. @$items) {
            $seed = ($seed * 1103515245 + 12345) % 2147483648;
            my ($wanted, $known, $language) = @{ $items->[ ($seed >> 8) % @$items ] };
            # The language is known to the program now and then only.
            my @features = $epoch % 3 == 1 ? (@$known, $language) : @$known;
            my ($all, @score) = (1);
            for my $weight (@weight) {
                my $score = 0;
                $score += $_ for @$weight[@features];
                $all += $score = exp($score > 30 ? 30 : $score);
                push @score, $score;
            }
            for my $k (0 .. $n_options - 1) {
                my $gradient = ($k == $wanted) - $score[$k] / $all;
                next if abs $gradient < 0.002;
                my ($weight, $square) = ($weight[$k], $square[$k]);
                for (@features) {
                    my $rate = $RATE / sqrt(0.5 + ($square->[$_] += $gradient * $gradient));
                    my $new = $weight->[$_] + $rate * $gradient;
                    my $pull = $rate * $pull_rate;
                    $weight->[$_] = $new > $pull ? $new - $pull : $new < -$pull ? $new + $pull : 0;
                }
            }
        }
    }
    return \@weight;
}

open my $out, '>', "$folder/names/english.tsv" or die "$folder/names/english.tsv: $!\n";
print $out <<'END';
# How English spells names and their parts: the words whose letters names-ngrams.c counts.
# Made by train-names.pl from names/names.tsv and names/training.tsv: do not edit, change those and
# make it again. One word a line, in lower case, sorted by byte.
END
print $out map { "$_\n" } sort { encode_utf8($a) cmp encode_utf8($b) } keys %english;
close $out or die "$folder/names/english.tsv: $!\n";

open $out, '>', "$folder/rules/respelling.tsv" or die "$folder/rules/respelling.tsv: $!\n";
print $out <<'END';
# How English spells the letter groups of a German transcription: group, context, spelling, weight.
# Made by train-names.pl from names/names.tsv and names/training.tsv: do not edit, change those and
# make it again.
# `=`: the spelling that counts where the weights of no other are above zero ('-' is nothing);
# a group with '*' counts before a consonant and at the end of a word only.
# Contexts: letters to the left _ letters to the right, ^ and $ the ends of the word; classes
# joined by '-'; % the nearest consonants; ~ the end of the word; # what follows in a word with w, j
# or sch; @ the language, where it is known; '.' always.
END
for (sort { $a->[0] cmp $b->[0] } @GROUPS) {
    my ($group, $first) = @$_;
    print $out join("\t", $group, '=', $first, 0), "\n";
}
for my $group (sort keys %table) {
    for my $context (sort keys %{ $table{$group} }) {
        for my $option (sort keys %{ $table{$group}{$context} }) {
            print $out join("\t", $group, $context eq '' ? '.' : $context,
                $option eq '' ? '-' : $option, $table{$group}{$context}{$option}), "\n";
        }
    }
}
close $out or die "$folder/rules/respelling.tsv: $!\n";
