#!/usr/bin/python3
"""names.py - what a script does instead of prep-transliterate: a dictionary of names, looked up for
each word. names.py NAMES.TSV <text (dictionaries/names/names.tsv)."""
import re
import sys

names = {}
with open(sys.argv[1], encoding="utf-8") as table:
    for row in table:
        if row.startswith("#") or not row.strip():
            continue
        cells = row.rstrip("\n").split("\t")
        for german in cells[2].split("|"):
            if german != "-" and german != cells[3]:
                names[german] = cells[3]

sys.stdin.reconfigure(encoding="utf-8", newline="\n")
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
word = re.compile(r"\b[A-ZÄÖÜ]\w+")
get = names.get
for line in sys.stdin:
    sys.stdout.write(word.sub(lambda m: get(m[0], m[0]), line))
