# table.pm - rows of figures, and running the tools on texts of one line a segment.
package table;
use strict;
use warnings;
use Exporter 'import';
use FindBin;
use lib "$FindBin::Bin";
use prep qw(run read_file);
our @EXPORT = qw(figure rows_of filter has_option print_table print_json read_file f1);

my @figures;

# One figure: what was measured, on which set, its name, its value, and on how many cases.
sub figure {
    my ($topic, $set, $name, $value, $cases) = @_;
    push @figures, [ $topic, $set, $name, $value, $cases ];
}

# The rows of a table, without comments.
sub rows_of {
    my ($path) = @_;
    return map { [ split /\t/, $_, -1 ] } grep { length && !/^#/ } split /\n/, read_file($path);
}

# Lines through a tool that gives a line for each.
sub filter {
    my ($lines, $tool, @options) = @_;
    my ($out, $err, $status) = run(join('', map { "$_\n" } @$lines), $tool, @options);
    die "$tool @options: exit status $status: $err" if $status;
    my @out = split /\n/, $out, -1;
    pop @out;
    die "$tool @options: " . @$lines . ' lines in, ' . @out . " out\n" if @out != @$lines;
    return \@out;
}

my %help;

sub has_option {
    my ($tool, $option) = @_;
    $help{$tool} //= (run('', $tool, '--help'))[0];
    return $help{$tool} =~ /\Q$option\E\b/;
}

sub f1 {
    my ($p, $r) = @_;
    return $p + $r ? 2 * $p * $r / ($p + $r) : 0;
}

sub print_table {
    printf "%-10s %-28s %-38s %10s %8s\n", qw(topic set figure value cases);
    printf "%-10s %-28s %-38s %10s %8s\n", @$_[ 0 .. 2 ],
        $_->[3] =~ /\./ ? sprintf('%.4f', $_->[3]) : $_->[3], $_->[4]
        for @figures;
}

sub print_json {
    for (@figures) {
        my ($topic, $set, $name) = map { s/(["\\])/\\$1/gr } @$_[ 0 .. 2 ];
        printf qq({"topic":"%s","set":"%s","figure":"%s","value":%s,"cases":%d}\n),
            $topic, $set, $name, 0 + $_->[3], $_->[4];
    }
}
1;
