# libprep - the library. A topic lists its files in a variable of its own.

normalize_sources = \
	libprep/normalize-block-marks.c \
	libprep/normalize-block.c libprep/normalize-block.h libprep/normalize-class.c libprep/normalize-compose.c \
	libprep/normalize-core.c libprep/normalize-entities.c libprep/normalize-entity.c \
	libprep/normalize-homoglyph.c libprep/normalize-markup.c libprep/normalize-nfkc.c \
	libprep/normalize-passes.c libprep/normalize-quotes.c libprep/normalize-rewrite.c \
	libprep/normalize-signs.c \
	libprep/normalize-filter.c libprep/normalize-invisible.c libprep/normalize-mojibake.c \
	libprep/normalize-scan.c libprep/normalize-skip-avx2.c libprep/normalize-skip-avx512.c \
	libprep/normalize-look-kernel.h libprep/normalize-skip-kernel.h libprep/normalize-skip.c \
	libprep/normalize-tidy-kernel.h \
	libprep/normalize.c \
	libprep/normalize.h libprep/nfc.c libprep/nfc.h
split_sources = \
	libprep/split-block.c libprep/split-clause.c libprep/split-decide.c libprep/split-fast-run.c libprep/split-fast-veto.c libprep/split-fast.c libprep/split-fast.h \
	libprep/split-find-avx.c libprep/split-find.c libprep/split-find.h libprep/split-item.c \
	libprep/split-legal.c \
	libprep/split-mark.c libprep/split-model.c libprep/split-next.c libprep/split-number.c libprep/split-plain.c libprep/split-plain.h libprep/split-scan.c \
	libprep/split.c libprep/split.h
unwrap_sources = libprep/unwrap.c libprep/unwrap-model.c libprep/unwrap.h
names_sources = \
	libprep/names-block.c libprep/names-context.c libprep/names-cyrillic.c libprep/names-evidence.c \
	libprep/names-filter.c libprep/names-find.c libprep/names-find.h \
	libprep/names-language.c libprep/names-lexicon-image.c libprep/names-lexicon-read.c libprep/names-lexicon.c libprep/names-lexicon.h libprep/names-model.c libprep/names-ngrams.c \
	libprep/names-candidates.c libprep/names-code.c libprep/names-markup.c \
	libprep/names-propose.c libprep/names-run.c libprep/names-run.h libprep/names-respell-read.c libprep/names-respell.c libprep/names-respell.h libprep/names-scan.c libprep/names-skeleton.c libprep/names.c libprep/names.h
spell_sources = \
	libprep/spell-affix-read.c libprep/spell-affix.c libprep/spell-affix.h \
	libprep/spell-cache.c libprep/spell-candidates.c libprep/spell-cases.c libprep/spell-class.c \
	libprep/spell-compound.c libprep/spell-distance.c \
	libprep/spell-derived.c libprep/spell-derived.h libprep/spell-edits.c libprep/spell-forms.c \
	libprep/spell-near.c libprep/spell-near.h libprep/spell-nearby.c libprep/spell-roots.c libprep/spell-verdicts.c libprep/spell-verdicts.h \
	libprep/spell-fix.c libprep/spell-form.c libprep/spell-hunspell.c libprep/spell-keep.c \
	libprep/spell-hash.c libprep/spell-hash.h libprep/spell-late.c libprep/spell-lists.c libprep/spell-lookup.c libprep/spell-name.c \
	libprep/spell-run.c libprep/spell-scan.c libprep/spell-suggest.c libprep/spell-tables.c libprep/spell-token.c \
	libprep/spell-variant.c libprep/spell-words-avx.c libprep/spell-words-fill.h libprep/spell-words.c \
	libprep/spell-words.h libprep/spell.c libprep/spell.h

# Everything is compiled once, into a helper library: libprep.la shows the public part of it, the
# tools and the unit tests link it whole, so that they are single files that run from anywhere.
noinst_LTLIBRARIES += libprep/libprep-all.la
libprep_libprep_all_la_SOURCES = \
	libprep/prep.h libprep/internal.h libprep/byte-sets.h \
	libprep/buf.c libprep/chain.c libprep/edits.c libprep/image.c libprep/map.c libprep/rules.c \
	libprep/status.c libprep/table.c libprep/transform.c libprep/unicode.c libprep/utf8-avx2.c libprep/utf8.c \
	libprep/version.c \
	$(normalize_sources) $(split_sources) $(unwrap_sources) $(names_sources) $(spell_sources)
libprep_libprep_all_la_CPPFLAGS = $(AM_CPPFLAGS) \
	-DPREP_DATA_DIR='"$(pkgdatadir)/dictionaries"' \
	-DPREP_VERSION='"$(PACKAGE_VERSION)"' -DPREP_RULES_VERSION='"$(PREP_RULES_VERSION)"' \
	-DPREP_NAMES_EDITION='"$(PREP_NAMES_EDITION)"' \
	-DPREP_HUNSPELL_VERSION='"$(HUNSPELL_VERSION)"'
libprep_libprep_all_la_CFLAGS = $(AM_CFLAGS) \
	$(ICU_CFLAGS) $(HUNSPELL_CFLAGS) $(UTF8PROC_CFLAGS) $(XXHASH_CFLAGS)
libprep_libprep_all_la_LIBADD = $(ICU_LIBS) $(HUNSPELL_LIBS) $(UTF8PROC_LIBS) -lpthread

lib_LTLIBRARIES += libprep/libprep.la
libprep_libprep_la_SOURCES =
libprep_libprep_la_LIBADD = libprep/libprep-all.la
libprep_libprep_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined -version-info $(LIBPREP_VERSION_INFO) \
	-export-symbols $(top_srcdir)/libprep/exports.txt
libprep_libprep_la_DEPENDENCIES = libprep/libprep-all.la $(top_srcdir)/libprep/exports.txt

include_HEADERS += libprep/prep.h
dist_man_MANS += libprep/libprep.3
pkgconfig_DATA += libprep/libprep.pc
EXTRA_DIST += libprep/exports.txt
