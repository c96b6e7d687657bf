#!/usr/bin/perl
# golden.t - runs tests/golden/TOOL.test, blocks of options, input and expected output.
#
#   == title                   starts a block; blocks are separated by an empty line
#   $ --options                shell words; without this line the tool runs without options
#   < an input line            \n \t \r \\ \xHH \u{HEX} are escapes, \c at the end: no LF follows
#   > an expected line         the same escapes
#   ? 1                        expected exit status (0 without this line)
#   ! part of the messages     must occur on standard error
#   % de_AT                    skipped where this Hunspell dictionary is not installed
#   # comment
#
# `perl tests/golden.t --update [TOOL...]` writes what the tools say now into the files: read the
# difference before you commit it. {golden} in options stands for the folder tests/golden.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Encode qw(encode_utf8);
use Text::ParseWords qw(shellwords);
use prep;

my $update = @ARGV && $ARGV[0] eq '--update' ? shift @ARGV : 0;
my $folder = "$srcdir/tests/golden";
my %wanted = map { $_ => 1 } @ARGV;

for my $path (sort glob "$folder/*.test") {
    my ($topic) = $path =~ m{([^/]+)\.test$};
    next if %wanted && !$wanted{$topic};
    my @blocks = read_blocks($path);
    my %seen;
    for my $block (@blocks) {
        next if !defined $block->{title};
        die "$path: title used twice: $block->{title}\n" if $seen{ $block->{title} }++;
        run_block("prep-$topic", $block);
    }
    write_file($path, join "\n", map { join '', map { "$_\n" } @{ $_->{lines} } } @blocks)
        if $update;
}
done();

sub run_block {
    my ($tool, $block) = @_;
    my $options = $block->{options} // '';
    return if !has_dictionary($block->{dictionary});
    $options =~ s/\{golden\}/$folder/g;
    my ($out, $err, $status) = run($block->{input}, $tool, shellwords($options));
    return update_block($block, $out, $status) if $update;
    my @wrong;
    push @wrong, 'expected: ' . show($block->{expected}), 'got:      ' . show($out)
        if $out ne $block->{expected};
    push @wrong, "exit status $status, expected $block->{status}" if $status != $block->{status};
    push @wrong, 'messages:', $err if @wrong && length $err;
    push @wrong, "no message has: $_", "messages: $err"
        for grep { index($err, $_) < 0 } @{ $block->{messages} };
    ok(!@wrong, "$tool: $block->{title}", "options: $options", 'input:    ' . show($block->{input}),
        @wrong);
}

sub has_dictionary {
    my ($name) = @_;
    my @folders = (split(/:/, $ENV{DICPATH} // ''), '/usr/share/hunspell', '/usr/share/myspell/dicts');
    return !defined $name || grep { -e "$_/$name.dic" } @folders;
}

# A block keeps its lines as they stand, for --update.
sub read_blocks {
    my ($path) = @_;
    my @blocks;
    for my $text (split /\n\n+/, read_file($path)) {
        my %block = (lines => [ split /\n/, $text ], input => '', expected => '', status => 0,
            messages => []);
        for (@{ $block{lines} }) {
            if    (/^== (.+)/)     { $block{title} = $1 }
            elsif (/^\$ (.*)/)     { $block{options} = $1 }
            elsif (/^<(?: (.*))?$/) { $block{input}    .= unescape($1 // '') }
            elsif (/^>(?: (.*))?$/) { $block{expected} .= unescape($1 // '') }
            elsif (/^\? (\d+)/)    { $block{status} = $1 }
            elsif (/^! (.*)/)      { push @{ $block{messages} }, $1 }
            elsif (/^% (\w+)$/)    { $block{dictionary} = $1 }
            elsif (!/^(#|$)/)      { die "$path: what is this line: $_\n" }
        }
        push @blocks, \%block;
    }
    return @blocks;
}

sub update_block {
    my ($block, $out, $status) = @_;
    my @lines = grep { !/^[>?]/ } @{ $block->{lines} };
    push @lines, '>' . (length $_ ? ' ' . escape($_) : '') for $out =~ /[^\n]*\n/g;
    push @lines, '> ' . escape($1) . '\\c' if $out =~ /([^\n]+)\z/;
    push @lines, "? $status" if $status;
    my @messages = grep { /^!/ } @lines;
    $block->{lines} = [ (grep { !/^!/ } @lines), @messages ];
}

sub unescape {
    my ($text) = @_;
    my $lf = $text =~ s/\\c$// ? '' : "\n";
    my %plain = (n => "\n", t => "\t", r => "\r", '\\' => '\\');
    $text =~ s{\\(?:([ntr\\])|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\})}
              {defined $1 ? $plain{$1} : defined $2 ? chr hex $2 : encode_utf8(chr hex $3)}ge;
    return $text . $lf;
}

sub escape {
    my ($text) = @_;
    chomp $text;
    $text =~ s/\\/\\\\/g;
    $text =~ s/\t/\\t/g;
    $text =~ s/\r/\\r/g;
    $text =~ s/([\x00-\x1F\x7F])/sprintf '\\x%02X', ord $1/ge;
    # Invisible or look-alike characters are unreadable as they are.
    $text =~ s/(\xC2[\x80-\xA0\xAD]|\xE2\x80[\x80-\x8F\xA8-\xAF]|\xE2\x81[\x9F-\xAF]|\xEF\xBB\xBF)/
               sprintf '\\u{%04X}', ord Encode::decode_utf8("$1")/gex;
    $text =~ s/ $/\\x20/;
    return $text;
}
