#!/bin/sh
# fuzz.sh - run fuzz targets: fuzz.sh SECONDS PROGRAM... (see `make fuzz`).
#
# What libFuzzer finds interesting is kept beside the program, in corpus-TOPIC; what breaks a promise
# goes to tests/fuzz/corpus/TOPIC, where `make check` replays it from then on.
set -u
seconds=$1
shift
broken=
for program in "$@"; do
    topic=${program##*/fuzz-}
    seeds=$PREP_SRCDIR/tests/fuzz/corpus/$topic
    found=${program%/*}/corpus-$topic
    mkdir -p "$found" "$seeds"
    echo "== $topic, $seconds s"
    "$program" -max_total_time="$seconds" -max_len=2048 -timeout=20 -rss_limit_mb=2048 \
        -report_slow_units=10 -print_final_stats=1 -dict="$PREP_SRCDIR/tests/fuzz/fuzz.dict" \
        -artifact_prefix="$seeds/" "$found" "$seeds" >"$found.log" 2>&1
    status=$?
    grep -E '^stat::(number_of_executed_units|new_units_added|slowest_unit)|cov:' "$found.log" |
        tail -4
    if [ "$status" -ne 0 ]; then
        broken="$broken $topic"
        grep -vE '^#[0-9]+' "$found.log" | tail -40
        echo "whole log: $found.log"
    fi
done
[ -z "$broken" ] && exit 0
echo "broken:$broken"
exit 1
