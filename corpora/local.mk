# corpora - samples for the demo and the tests.
EXTRA_DIST += \
	corpora/README.md corpora/bitext.de-en.tsv corpora/c5plus1.de.txt corpora/harbour.en.txt \
	corpora/markt.de.txt corpora/reise.de.txt
