# corpora.pm - the texts of the benchmark, made once and kept: German as it is, and what spoils it.
package corpora;
use strict;
use warnings;
use utf8;
use Exporter 'import';
use Unicode::Normalize qw(NFD);
our @EXPORT = qw(bytes_of prepare_corpora corpus head_of derived);

my ($folder, $srcdir);
# Raise it when a corpus is made in another way.
my $recipe = 1;

# "100M" in bytes.
sub bytes_of {
    my ($size) = @_;
    my ($number, $unit) = $size =~ /^(\d+(?:\.\d+)?)([kMG]?)$/ or die "SIZE=$size: as in 20M\n";
    return int $number * { '' => 1, k => 1e3, M => 1e6, G => 1e9 }->{$unit};
}

# Say where the corpora are kept and what the German is made from; forget those made otherwise.
sub prepare_corpora {
    ($folder, $srcdir, my $size, my @files) = @_;
    my $key = join "\n", $recipe, $size, map { join ' ', $_, (stat)[ 7, 9 ] or die "$_: $!\n" } @files;
    mkdir $folder;
    if (!-e "$folder/key" || slurp("$folder/key") ne $key) {
        unlink glob "$folder/*.txt $folder/key";
        my $different = make_german("$folder/clean.txt", $size, @files);
        printf STDERR "bench: %.1f MB of different German, %.1f MB in all\n", $different / 1e6,
            (-s "$folder/clean.txt") / 1e6;
        spew("$folder/different", $different);
        spew("$folder/key", $key);
    }
    return slurp("$folder/different");
}

# The path of a corpus: clean, nfd, dirty, cyrillic, long, tsv, jsonl. All but clean are made from
# its first quarter.
sub corpus {
    my ($name) = @_;
    my $path = "$folder/$name.txt";
    return $path if $name eq 'clean' || -e $path;
    my $size = (-s "$folder/clean.txt") / 4;
    open my $in,  '<:raw', "$folder/clean.txt" or die;
    open my $out, '>:raw', "$path.new"         or die "$path: $!";
    my $derive = derived($name);
    my $got    = 0;
    while (my $line = <$in>) {
        last if ($got += length $line) > $size;
        print $out $derive->($line);
    }
    close $out or die "$path: $!";
    rename "$path.new", $path or die;
    return $path;
}

# The first $bytes of a corpus, up to the end of a line, for programs too slow for all of it.
sub head_of {
    my ($name, $bytes) = @_;
    my $path = corpus($name);
    return $path if !defined $bytes || -s $path <= 1.1 * $bytes;
    my $head = "$folder/$name-$bytes.txt";
    return $head if -e $head;
    open my $in,  '<:raw', $path       or die;
    open my $out, '>:raw', "$head.new" or die "$head: $!";
    while (my $line = <$in>) {
        print $out $line;
        last if ($bytes -= length $line) < 0;
    }
    close $out or die "$head: $!";
    rename "$head.new", $head or die;
    return $head;
}

# A function from lines to lines (bytes) that gives the corpus; the same in each run.
sub derived {
    my ($name) = @_;
    my $seed = 1;
    my $random = sub { ($seed = ($seed * 1103515245 + 12345) % 2**31) / 2**31 };
    my %of = (
        nfd      => sub { NFD($_[0]) },
        dirty    => sub { dirty($_[0], $random) },
        cyrillic => \&cyrillic,
        long     => \&long,
        tsv      => sub { chomp(my $text = $_[0] =~ tr/\t/ /r); "id\t$text\t0.50\t$text\n" },
        jsonl    => \&jsonl,
    );
    my $function = $of{$name} or die "no corpus $name\n";
    return sub {
        my ($line) = @_;
        utf8::decode($line);
        $line = $function->($line);
        utf8::encode($line);
        return $line;
    };
}

# About one spot in 60 bytes has something that prep-normalize repairs.
sub dirty {
    my ($line, $random) = @_;
    $line =~ s{(?<=[a-zäöü])(?=[bdfgklmnprst][aeiou])}{$random->() < 0.06 ? "\x{AD}" : ''}ge;
    $line =~ s{ }{my $r = $random->(); $r < 0.03 ? "\x{A0}" : $r < 0.06 ? '  ' : $r < 0.065 ? " \x{200B}" : ' '}ge;
    $line =~ s{fi}{$random->() < 0.5 ? "\x{FB01}" : 'fi'}ge;
    $line =~ s{ü}{$random->() < 0.2 ? "u\x{308}" : 'ü'}ge;
    $line =~ s{\n}{\r\n} if $random->() < 0.1;
    return $line;
}

# Every letter a Cyrillic one: words as long as in natural text, not a byte of them ASCII.
sub cyrillic {
    my ($line) = @_;
    $line =~ tr/a-zA-ZäöüßÄÖÜ/абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗэёюъЭЁЮ/;
    return $line;
}

my $joined = 0;

# Lines of about 1 MB.
sub long {
    my ($line) = @_;
    return $line if ($joined += length $line) > 1e6 && !($joined = 0);
    return $line =~ s/\n/ /r;
}

sub jsonl {
    chomp(my $text = $_[0]);
    $text =~ s/(["\\])/\\$1/g;
    $text =~ s/([\x00-\x1F])/sprintf '\\u%04X', ord $1/ge;
    return qq({"id": 1, "text": "$text", "score": 0.50}\n);
}

# German in lines until there are $size bytes; over again from the start where there is less.
# Returns the bytes of the first time.
sub make_german {
    my ($path, $size, @files) = @_;
    open my $out, '>:raw', $path or die "$path: $!";
    my ($all, $different) = (0, undef);
    my @sources = @files ? map { my $file = $_; sub { lines_of_file($file, @_) } } @files : packaged();
    while ($all < $size) {
        for my $source (@sources) {
            $source->(sub {
                my ($line) = @_;
                return $all < $size if $line !~ /\S/ || !utf8::decode(my $copy = $line);
                print $out $line;
                return ($all += length $line) < $size;
            });
        }
        die "no German text found: give CORPUS=FILES\n" if !$all;
        $different //= $all;
    }
    close $out or die "$path: $!";
    return $different;
}

# Hand over the lines of a file until it is enough; packed files through what unpacks them.
sub lines_of_file {
    my ($path, $take) = @_;
    my ($unpack) = map { $_->[1] } grep { $path =~ $_->[0] }
        ([ qr/\.zst$/, 'zstd' ], [ qr/\.gz$/, 'gzip' ], [ qr/\.xz$/, 'xz' ], [ qr/\.bz2$/, 'bzip2' ]);
    my $in;
    ($unpack ? open $in, '-|:raw', $unpack, '-dc', $path : open $in, '<:raw', $path)
        or die "$path: $!\n";
    while (my $line = <$in>) {
        $line .= "\n" if $line !~ /\n\z/;
        last if !$take->($line);
    }
}

# What a Debian machine has of German: manual pages, documentation, translated messages, the word
# list of Hunspell; and the project's corpora.
sub packaged {
    my @pages = glob '/usr/share/man/de/man*/*.gz';
    my @docs  = map { glob "/usr/share/doc/*/$_" } qw(*.de *.de.gz *.de.txt *.de.txt.gz *_de.txt);
    my @messages = glob '/usr/share/locale/de/LC_MESSAGES/*.mo';
    return (
        (map { my $file = $_; sub { lines_of_file($file, @_) } } glob("$srcdir/corpora/*.de.txt"), @docs),
        (map { my $file = $_; sub { page($file, @_) } } @pages),
        (map { my $file = $_; sub { messages($file, @_) } } @messages),
        sub { word_list('/usr/share/hunspell/de_DE.dic', @_) },
    );
}

# A manual page: a paragraph a line, without the macros of its source.
sub page {
    my ($path, $take) = @_;
    my $paragraph = '';
    lines_of_file($path, sub {
        my ($line) = @_;
        if ($line =~ /^[.']/) {
            my $done = $paragraph;
            $paragraph = '';
            return length $done < 40 || $take->("$done\n");
        }
        chomp $line;
        $line =~ s/\\f(?:.|\(..|\[[^]]*\])|\\&|\\c$//g;
        $line =~ s/\\-/-/g;
        $paragraph .= ($paragraph eq '' ? '' : ' ') . $line if $line !~ /\\/;
        return 1;
    });
}

# The translations in a catalogue of messages (GNU gettext, "The Format of GNU MO Files").
sub messages {
    my ($path, $take) = @_;
    my $catalogue = slurp($path);
    return if length $catalogue < 28;
    my $order = unpack('V', $catalogue) == 0x950412DE ? 'V' : 'N';
    my (undef, undef, $n, undef, $table) = unpack "${order}5", $catalogue;
    for my $i (1 .. $n - 1) {    # the first is about the catalogue
        my ($len, $at) = unpack "x" . ($table + 8 * $i) . " ${order}2", $catalogue;
        my $text = substr($catalogue, $at, $len) =~ s/\s*[\n\0]\s*/ /gr;
        last if length $text >= 40 && !$take->("$text\n");
    }
}

# The words, in an order of no meaning, 12 a line.
sub word_list {
    my ($path, $take) = @_;
    return if !-e $path;
    my @words = map { m{^([^/\s]{3,})} ? $1 : () } split /\n/, slurp($path);
    utf8::encode($_) for grep { !utf8::decode(my $copy = $_) } @words;    # ISO 8859-1
    for (my $at = 0, my $step = 7919; $at < @words; $at += 12) {
        last if !$take->(join(' ', map { $words[ ($at + $_) * $step % @words ] } 0 .. 11) . "\n");
    }
}

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!\n";
    local $/;
    return scalar(<$file>) // '';
}

sub spew {
    my ($path, $bytes) = @_;
    open my $file, '>:raw', $path or die "$path: $!";
    print $file $bytes;
    close $file or die "$path: $!";
}

1;
