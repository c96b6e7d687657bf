#!/usr/bin/perl
# accuracy.pl - how right the tools are on data that is not part of the project.
#
#   make accuracy DATA=FOLDER [TOPICS="split names"] [FORMAT=json]
#
# FOLDER has split/*.gold, names/*.tsv and spell/*.tsv; what they look like is described in
# tests/accuracy/TOPIC.pm. Prints a table of figures, or JSON Lines.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin, "$FindBin::Bin/accuracy";
use table;

my ($data, @topics) = @ARGV;
die "usage: make accuracy DATA=FOLDER [TOPICS='normalize split names spell'] [FORMAT=json]\n"
    if !defined $data || !-d $data;
for my $topic (@topics ? @topics : qw(normalize split names spell)) {
    require "$topic.pm";
    $topic->can('measure')->($data);
}
($ENV{FORMAT} // '') eq 'json' ? print_json() : print_table();
