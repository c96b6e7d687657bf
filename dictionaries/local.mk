# dictionaries - the tables; read at run time, installed as they are.
nobase_dist_pkgdata_DATA = \
	dictionaries/de/abbreviations.tsv dictionaries/de/clauses.tsv \
	dictionaries/de/frequency.tsv dictionaries/de/hyphens.tsv dictionaries/de/legal.tsv \
	dictionaries/de/openers.tsv dictionaries/de/ordinals.tsv dictionaries/de/spelling.tsv dictionaries/de/words.tsv \
	dictionaries/en/abbreviations.tsv dictionaries/en/clauses.tsv dictionaries/en/hyphens.tsv \
	dictionaries/en/legal.tsv dictionaries/en/openers.tsv \
	dictionaries/en/ordinals.tsv dictionaries/en/spelling.tsv dictionaries/names/common.tsv dictionaries/names/world.tsv dictionaries/names/cues.tsv dictionaries/names/english.tsv \
	dictionaries/names/keep.tsv dictionaries/names/names.tsv dictionaries/names/suffixes.tsv \
	dictionaries/rules/all-iso9.txt \
	dictionaries/rules/be-bgn.txt dictionaries/rules/bg-bgn.txt dictionaries/rules/kk-bgn.txt \
	dictionaries/rules/ky-bgn.txt dictionaries/rules/mk-bgn.txt dictionaries/rules/mn-bgn.txt \
	dictionaries/rules/ru-bgn.txt dictionaries/rules/sr-bgn.txt dictionaries/rules/tg-bgn.txt \
	dictionaries/rules/tk-bgn.txt dictionaries/rules/uk-bgn.txt dictionaries/rules/uz-bgn.txt \
	dictionaries/rules/az-de.txt dictionaries/rules/az-en.txt \
	dictionaries/rules/be-de.txt dictionaries/rules/be-en.txt dictionaries/rules/bg-de.txt \
	dictionaries/rules/bg-en.txt dictionaries/rules/bullets.tsv \
	dictionaries/rules/respelling.tsv dictionaries/rules/hy-de.txt \
	dictionaries/rules/hy-en.txt dictionaries/rules/ka-de.txt dictionaries/rules/ka-en.txt \
	dictionaries/rules/kk-de.txt \
	dictionaries/rules/kk-en.txt dictionaries/rules/ky-de.txt dictionaries/rules/ky-en.txt \
	dictionaries/rules/letters.tsv dictionaries/rules/mk-de.txt dictionaries/rules/mk-en.txt \
	dictionaries/rules/mn-de.txt dictionaries/rules/mn-en.txt dictionaries/rules/ru-de.txt \
	dictionaries/rules/ru-en.txt dictionaries/rules/sr-de.txt dictionaries/rules/sr-en.txt \
	dictionaries/rules/tg-de.txt dictionaries/rules/tg-en.txt dictionaries/rules/tk-de.txt \
	dictionaries/rules/tk-en.txt dictionaries/rules/uk-de.txt dictionaries/rules/uk-en.txt \
	dictionaries/rules/uz-de.txt dictionaries/rules/uz-en.txt
# A build beside the source has links to the tables, so that their images are next to them.
noinst_DATA += dictionaries/tables-are-here
CLEANFILES += dictionaries/tables-are-here
dictionaries/tables-are-here: Makefile
	$(AM_V_GEN)for table in $(nobase_dist_pkgdata_DATA); do \
		test -f $$table && test ! -h $$table && continue; \
		$(MKDIR_P) `dirname $$table` && rm -f $$table && \
		$(LN_S) '$(abs_top_srcdir)'/$$table $$table || exit 1; \
	done; echo >$@
clean-local: clean-table-links
clean-table-links:
	for table in $(nobase_dist_pkgdata_DATA); do \
		test ! -h $$table || rm -f $$table; \
	done

EXTRA_DIST += dictionaries/README.md dictionaries/names/training.tsv dictionaries/train-names.pl

# Images of the tables that take long to read (libprep/image.c). A build for another machine cannot
# make them: there the tables are read.
if !CROSS_COMPILING
noinst_PROGRAMS += dictionaries/compile-tables
dictionaries_compile_tables_SOURCES = dictionaries/compile-tables.c
dictionaries_compile_tables_LDADD = libprep/libprep-all.la

table_images = dictionaries/names/names.tsv.image dictionaries/names/english.tsv.image \
	dictionaries/rules/respelling.tsv.image
nobase_nodist_pkgdata_DATA = $(table_images)
CLEANFILES += $(table_images)

dictionaries/names/names.tsv.image: dictionaries/compile-tables$(EXEEXT) \
		$(srcdir)/dictionaries/names/names.tsv $(srcdir)/dictionaries/names/english.tsv \
		$(srcdir)/dictionaries/rules/respelling.tsv
	$(AM_V_GEN)$(MKDIR_P) dictionaries/names dictionaries/rules && \
		dictionaries/compile-tables $(srcdir)/dictionaries dictionaries
dictionaries/names/english.tsv.image dictionaries/rules/respelling.tsv.image: \
		dictionaries/names/names.tsv.image
	@test -f $@ || { rm -f dictionaries/names/names.tsv.image; \
		$(MAKE) $(AM_MAKEFLAGS) dictionaries/names/names.tsv.image; }
endif
