# prep.pm - what the TAP scripts share: where the tools are, running them, counting test points.
package prep;
use strict;
use warnings;
use Exporter 'import';
use File::Temp qw(tempdir);
our @EXPORT = qw(ok is_same done skip_all run tools filters write_file read_file show $srcdir $builddir $tmp);

our $srcdir   = $ENV{PREP_SRCDIR}   // '.';
our $builddir = $ENV{PREP_BUILDDIR} // '.';
our $tmp      = tempdir(CLEANUP => 1);
my $tooldir = $ENV{PREP_TOOLDIR} // "$builddir/tools";
my ($points, $failed) = (0, 0);

# A test point; the extra lines explain a failure. The prototype keeps a match that fails, an empty
# list, from handing the title over as the result.
sub ok($$@) {
    my ($good, $title, @explain) = @_;
    $title =~ s/#/number sign/g;    # TAP reads '#' as the start of a directive
    printf "%s %d - %s\n", $good ? 'ok' : 'not ok', ++$points, $title;
    if (!$good) {
        $failed++;
        print "# $_\n" for map { split /\n/ } @explain;
    }
    return $good;
}

sub is_same {
    my ($got, $expected, $title) = @_;
    return ok($got eq $expected, $title, 'expected: ' . show($expected), 'got:      ' . show($got));
}

sub done {
    ok(0, 'something was tested') if $points == 0;
    print "1..$points\n";
    exit($failed ? 1 : 0);
}

sub skip_all {
    print "1..0 # SKIP $_[0]\n";
    exit 0;
}

# Bytes so that a person can read them.
sub show {
    my ($bytes) = @_;
    $bytes = substr($bytes, 0, 600) . '...' if length $bytes > 600;
    $bytes =~ s/\\/\\\\/g;
    $bytes =~ s/\n/\\n/g;
    $bytes =~ s/\t/\\t/g;
    $bytes =~ s/([\x00-\x1F\x7F])/sprintf '\\x%02X', ord $1/ge;
    return $bytes;
}

# Run a tool of the tree: (input, name, arguments) -> (output, messages, exit status).
sub run {
    my ($input, $tool, @arguments) = @_;
    my $command = "$tooldir/$tool";
    write_file("$tmp/run.in", $input);
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        open STDIN,  '<', "$tmp/run.in"  or die;
        open STDOUT, '>', "$tmp/run.out" or die;
        open STDERR, '>', "$tmp/run.err" or die;
        exec { $command } $command, @arguments or exit 127;
    }
    waitpid $pid, 0;
    my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
    return (read_file("$tmp/run.out"), read_file("$tmp/run.err"), $status);
}

# The names of all tools that are there.
sub tools {
    return map { m{([^/]+)$} } grep { -f && -x } glob "$tooldir/prep-*";
}

# Those that are filters: the contract of prep-tools(7) holds for them, and the options of all tools
# are theirs. A tool that is none has a test script of its own and is named here.
my %no_filter = ('prep-edits' => 'edits.t');

sub filters {
    return grep { !$no_filter{$_} } tools();
}

sub write_file {
    my ($path, $bytes) = @_;
    open my $file, '>:raw', $path or die "$path: $!";
    print $file $bytes;
    close $file or die "$path: $!";
}

sub read_file {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar(<$file>) // '';
}

1;
