# programs.pm - what the benchmark runs: the tools in their modes and, beside each, what does
# similar work elsewhere.
package programs;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT = qw(groups skipped);

my ($srcdir, $builddir);
my (%skipped, %help);

# Groups of programs that are timed in turns, and compared with each other:
# [ topic, corpus, [ name, role, command, bytes at most ]... ]; a tool is compared with the peers, and
# with the sum of its parts.
sub groups {
    ($srcdir, $builddir, my @topics) = @_;
    my %made = (
        frame => \&frame, normalize => \&normalize, split => \&split_, transliterate => \&names,
        spell => \&spell, chain => \&chain,
    );
    my @order = qw(frame normalize split transliterate spell chain);
    return map { ($made{$_} or die "no topic $_: @order\n")->() } @topics ? @topics : @order;
}

# Peers that are not here, and why.
sub skipped {
    return map { "$_: $skipped{$_}" } sort keys %skipped;
}

sub frame {
    my @copy = map { ours('prep-copy', "-j$_") } 1, 2;
    return (
        [ 'frame', 'clean', @copy, cat() ],
        # Between two pipes, where a filter stands.
        [
            'frame', 'clean',
            [ 'cat | prep-copy | cat', 'tool', [ 'sh', '-c', "cat | '$builddir/tests/bench/prep-copy' | cat" ] ],
            [ 'cat | cat | cat', 'peer', [ 'sh', '-c', 'cat | cat | cat' ] ],
        ],
        grep { @$_ > 3 }
            [ 'frame', 'tsv', with_option('prep-copy', '--columns', '2'), cat() ],
            [ 'frame', 'jsonl', with_option('prep-copy', '--json', 'text'), cat() ],
            [ 'frame', 'clean', with_option('prep-copy', '--edits', '/dev/null'), cat() ],
    );
}

sub normalize {
    my @tool = map { ours('prep-normalize', "-j$_") } 1, 2;
    my @icu  = own('nfc-icu');
    return (
        [
            'normalize', 'clean', @tool, cat(), @icu,
            installed(20e6, 'uconv', '-x', 'nfc'),
            given('MOSES', 4e6, 'Moses normalize-punctuation', 'perl',
                'scripts/tokenizer/normalize-punctuation.perl', '-l', 'de'),
            given('KPU', 20e6, 'kpu process_unicode', undef,
                'process_unicode', '-l', 'de', '--flatten', '--normalize'),
        ],
        map { [ 'normalize', $_, $tool[0], cat(), @icu ] } qw(nfd dirty cyrillic long),
    );
}

sub split_ {
    my @tool = map { ours('prep-split', "-j$_") } 1, 2;
    my @icu  = own('break-icu', 'de');
    my @bling = own('blingfire', $ENV{BLINGFIRE} // '');
    if (!$ENV{BLINGFIRE}) {
        $skipped{BlingFire} = 'BLINGFIRE=FILE tells where libblingfiretokdll.so is';
        @bling = ();
    }
    $_->[3] = 20e6 for @bling;
    return (
        [
            'split', 'clean', @tool, cat(), @icu, @bling,
            given('MOSES', 4e6, 'Moses split-sentences', 'perl',
                'scripts/ems/support/split-sentences.perl', '-l', 'de'),
        ],
        map { [ 'split', $_, $tool[0], @icu ] } qw(dirty cyrillic long),
    );
}

sub names {
    my @tool = map { ours('prep-transliterate', "-j$_") } 1, 2;
    my @script = installed(20e6, 'python3', "$srcdir/tests/bench/names.py",
        "$srcdir/dictionaries/names/names.tsv");
    $_->[0] = 'python3 names.py' for @script;
    return (
        [ 'transliterate', 'clean', @tool, cat(), @script ],
        [ 'transliterate', 'cyrillic', $tool[0], installed(4e6, 'uconv', '-x', 'Cyrillic-Latin') ],
        [ 'transliterate', 'long', $tool[0], @script ],
    );
}

# The tools start with an empty cache in each run.
sub spell {
    my $cache = ($ENV{BENCH_DATA} || "$builddir/bench-data") . '/spell-cache';
    my @check = installed(500e3, 'hunspell', '-l', '-i', 'utf-8', '-d', 'de_DE');
    return (
        [
            'spell', 'clean', ours('prep-spell', '--list', '-j1'), ours('prep-spell', '--list', '-j2'),
            ours('prep-spell', '--fix', '-j1'), ours('prep-spell', '--fix', '-j2'),
            # Warm but for the first run, which the best of several leaves out.
            ours('prep-spell', '--list', '-j1', '--cache', $cache),
            ours('prep-spell', '--list', '-j2', '--cache', $cache),
            @check
        ],
        [ 'spell', 'long', ours('prep-spell', '--list', '-j1') ],
    );
}

# Three tools in a pipe, and what the pipe alone takes.
sub chain {
    my $pipe = join ' | ', map { "'$builddir/tools/$_'" } qw(prep-normalize prep-split prep-transliterate);
    return [
        'chain', 'clean',
        [ 'normalize | split | transliterate', 'tool', [ 'sh', '-c', $pipe ] ],
        [ 'cat | cat | cat', 'peer', [ 'sh', '-c', 'cat | cat | cat' ] ],
        map { [ $_, 'part', ["$builddir/tools/$_"] ] } qw(prep-normalize prep-split prep-transliterate),
    ];
}

sub ours {
    my ($tool, @options) = @_;
    my $folder = $tool eq 'prep-copy' ? 'tests/bench' : 'tools';
    return [ "$tool @options", 'tool', [ "$builddir/$folder/$tool", @options ] ];
}

# The tool with an option it may not have yet.
sub with_option {
    my ($tool, $option, $argument) = @_;
    my $run = ours($tool, $option, $argument);
    $help{$tool} //= do { open my $out, '-|', $run->[2][0], '--help' or die; local $/; <$out> };
    return $help{$tool} =~ /\Q$option\E\b/ ? $run : ();
}

sub cat {
    return [ 'cat', 'peer', ['cat'] ];
}

# A program of tests/bench.
sub own {
    my ($name, @arguments) = @_;
    my $path = "$builddir/tests/bench/$name";
    return [ $name, 'peer', [ $path, @arguments ] ] if -x $path;
    $skipped{$name} = 'not built';
    return ();
}

sub installed {
    my ($bytes, $name, @arguments) = @_;
    for my $folder (split /:/, $ENV{PATH}) {
        return [ "$name @arguments", 'peer', [ "$folder/$name", @arguments ], $bytes ]
            if -x "$folder/$name";
    }
    $skipped{$name} = 'not installed';
    return ();
}

# A program below a folder that a variable names.
sub given {
    my ($variable, $bytes, $name, $interpreter, $path, @arguments) = @_;
    if (!$ENV{$variable} || !-e "$ENV{$variable}/$path") {
        $skipped{$name} = "$variable=FOLDER tells where $path is";
        return ();
    }
    return [ $name, 'peer', [ $interpreter // (), "$ENV{$variable}/$path", @arguments ], $bytes ];
}

1;
