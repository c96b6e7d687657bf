# tests - `make check` runs all of it. Programs and scripts speak TAP.

LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .t
T_LOG_DRIVER = $(LOG_DRIVER)
T_LOG_COMPILER = $(PERL)
AM_TESTS_ENVIRONMENT = \
	PREP_SRCDIR='$(abs_top_srcdir)'; export PREP_SRCDIR; \
	PREP_BUILDDIR='$(abs_top_builddir)'; export PREP_BUILDDIR;

# One program a topic: tests/unit/test-TOPIC.c.
unit_tests = \
	tests/unit/test-buf tests/unit/test-edits-join tests/unit/test-edits tests/unit/test-image tests/unit/test-lines tests/unit/test-map \
	tests/unit/test-names-block tests/unit/test-names-data tests/unit/test-names-ngrams tests/unit/test-names tests/unit/test-normalize-lines \
	tests/unit/test-normalize-random tests/unit/test-normalize-skip \
	tests/unit/test-normalize tests/unit/test-rules tests/unit/test-spell-affix tests/unit/test-spell-keep tests/unit/test-spell-token tests/unit/test-spell-words \
	tests/unit/test-spell tests/unit/test-split-random tests/unit/test-split \
	tests/unit/test-table tests/unit/test-transform tests/unit/test-unicode tests/unit/test-unwrap \
	tests/unit/test-utf8-valid tests/unit/test-utf8

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

tests_unit_test_spell_affix_LDADD = $(LDADD) $(HUNSPELL_LIBS)

# Against the data of the Unicode consortium and against other libraries.
conformance_tests = tests/conformance/normalization
check_PROGRAMS += $(conformance_tests)
TESTS += $(conformance_tests)
tests_conformance_normalization_CPPFLAGS = $(AM_CPPFLAGS) $(ICU_CFLAGS) $(UTF8PROC_CFLAGS)

# Automake takes tests/unit/test-TOPIC.c as the source of each; all programs link the whole library
# in one file, so that the internal functions can be tested too.
AM_DEFAULT_SOURCE_EXT = .c
LDADD = libprep/libprep-all.la $(CMOCKA_LIBS)

# Of a tool: what it needs of its own, and the frame.
tests_unit_test_edits_join_SOURCES = \
	tests/unit/test-edits-join.c tools/edits-entry.c tools/edits-join.c
tests_unit_test_edits_join_LDADD = $(tool_libs) $(CMOCKA_LIBS)
tests_unit_test_lines_LDADD = $(tool_libs) $(CMOCKA_LIBS)

# The frame without a job.
check_PROGRAMS += tests/bench/prep-copy
tests_bench_prep_copy_SOURCES = tests/bench/prep-copy.c
tests_bench_prep_copy_LDADD = $(tool_libs)

# What the normalizer is measured against. ICU's UTF-8 interface is for C++ only, and nothing else
# here is, so that configure does not ask for a compiler: this is built for `make bench` alone.
EXTRA_DIST += tests/bench/nfc-icu.cc
CLEANFILES += tests/bench/nfc-icu$(EXEEXT) tests/bench/spell-cache
tests/bench/nfc-icu$(EXEEXT): tests/bench/nfc-icu.cc
	$(AM_V_GEN)$(MKDIR_P) tests/bench && $(CXX) -O2 $(ICU_CFLAGS) -o $@ \
		$(top_srcdir)/tests/bench/nfc-icu.cc $(ICU_LIBS)

# ICU's sentences, to time prep-split against.
check_PROGRAMS += tests/bench/break-icu
tests_bench_break_icu_SOURCES = tests/bench/break-icu.c
tests_bench_break_icu_CPPFLAGS = $(AM_CPPFLAGS) $(ICU_CFLAGS)
tests_bench_break_icu_LDADD = $(ICU_LIBS)

# Scripts; they share tests/prep.pm.
scripts = \
	tests/contract.t tests/corpora.t tests/dictionaries.t tests/edits-random.t tests/edits.t \
	tests/equal.t tests/exports.t tests/fields.t tests/frame.t tests/golden.t tests/manual.t tests/names-spell.t tests/spell-cache.t \
	tests/policies.t tests/split.t
dist_check_SCRIPTS = $(scripts) tests/install.t
TESTS += $(scripts)
EXTRA_DIST += \
	tests/prep.pm tests/demo.pl tests/golden/policies.tsv tests/golden/normalize.test tests/golden/spell.test \
	tests/golden/split.test tests/golden/transliterate.test tests/golden/unwrap.test \
	tests/golden/transliterate-bad-count.txt tests/golden/transliterate-bad-lexicon.txt \
	tests/golden/transliterate-two-forms.txt \
	tests/golden/transliterate-lexicon.txt tests/golden/spell-bad.tsv \
	tests/golden/spell-counts.tsv tests/golden/spell-names.tsv tests/unit/random.h \
	tests/unit/replay.h tests/unit/spell-data/en_US.aff tests/unit/spell-data/en_US.dic \
	tests/unit/spell-data/personal.txt tests/unit/spell-data/xx.aff \
	tests/unit/spell-data/xx.dic tests/unit/unit.h

AM_DISTCHECK_CONFIGURE_FLAGS = --enable-werror

installcheck-local:
	PREP_SRCDIR='$(abs_top_srcdir)' CC='$(CC)' PREP_TOOLDIR='$(DESTDIR)$(bindir)' \
	PREP_LIBDIR='$(DESTDIR)$(libdir)' PREP_INCLUDEDIR='$(DESTDIR)$(includedir)' \
	$(PERL) $(top_srcdir)/tests/install.t

# How right the tools are on data of your own; tests/accuracy.pl describes it. Not part of check.
# (DATA on the command line hides automake's list of the same name: "all" would not build all.)
accuracy: $(bin_PROGRAMS) tools/prep-data-dir
	PREP_SRCDIR='$(abs_top_srcdir)' PREP_BUILDDIR='$(abs_top_builddir)' FORMAT='$(FORMAT)' \
	$(PERL) $(top_srcdir)/tests/accuracy.pl '$(DATA)' $(TOPICS)
.PHONY: accuracy
EXTRA_DIST += \
	tests/accuracy.pl tests/accuracy/names.pm tests/accuracy/normalize.pm \
	tests/accuracy/spell.pm tests/accuracy/split.pm tests/accuracy/table.pm

# Fuzz targets. Each is built with any compiler and replays its folder of tests/fuzz/corpus here;
# tests/fuzz/fuzz.sh runs them with libFuzzer.
fuzz_tests = \
	tests/fuzz/fuzz-chain tests/fuzz/fuzz-edits tests/fuzz/fuzz-fields \
	tests/fuzz/fuzz-names tests/fuzz/fuzz-nomem tests/fuzz/fuzz-normalize tests/fuzz/fuzz-spell-token \
	tests/fuzz/fuzz-spell tests/fuzz/fuzz-split tests/fuzz/fuzz-tables tests/fuzz/fuzz-unwrap tests/fuzz/fuzz-utf8
check_PROGRAMS += $(fuzz_tests)
TESTS += $(fuzz_tests)
fuzz_shared = tests/fuzz/replay.c tests/fuzz/fuzz.c tests/fuzz/fuzz.h tests/unit/replay.h
tests_fuzz_fuzz_chain_SOURCES = tests/fuzz/fuzz-chain.c $(fuzz_shared)
tests_fuzz_fuzz_edits_SOURCES = tests/fuzz/fuzz-edits.c $(fuzz_shared)
tests_fuzz_fuzz_fields_SOURCES = tests/fuzz/fuzz-fields.c $(fuzz_shared)
tests_fuzz_fuzz_fields_LDADD = $(tool_libs)
tests_fuzz_fuzz_names_SOURCES = tests/fuzz/fuzz-names.c $(fuzz_shared)
tests_fuzz_fuzz_nomem_SOURCES = tests/fuzz/fuzz-nomem.c $(fuzz_shared)
fuzz_wrap = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
tests_fuzz_fuzz_nomem_LDFLAGS = $(AM_LDFLAGS) $(fuzz_wrap)
tests_fuzz_fuzz_normalize_SOURCES = tests/fuzz/fuzz-normalize.c $(fuzz_shared)
tests_fuzz_fuzz_spell_token_SOURCES = tests/fuzz/fuzz-spell-token.c $(fuzz_shared)
tests_fuzz_fuzz_spell_SOURCES = tests/fuzz/fuzz-spell.c $(fuzz_shared)
tests_fuzz_fuzz_split_SOURCES = tests/fuzz/fuzz-split.c $(fuzz_shared)
tests_fuzz_fuzz_tables_SOURCES = tests/fuzz/fuzz-tables.c $(fuzz_shared)
tests_fuzz_fuzz_unwrap_SOURCES = tests/fuzz/fuzz-unwrap.c $(fuzz_shared)
tests_fuzz_fuzz_utf8_SOURCES = tests/fuzz/fuzz-utf8.c $(fuzz_shared)
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/fuzz.dict tests/fuzz/fuzz.sh

# make fuzz [SECONDS=60] [TARGET=split]: a build of its own, by clang with libFuzzer and the
# sanitizers (package libclang-rt-14-dev). What breaks a promise is kept in tests/fuzz/corpus.
FUZZ_CC = clang
FUZZ_CFLAGS = -g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all \
	-fsanitize=fuzzer-no-link,address,undefined
fuzz_compile = $(MKDIR_P) $(@D) && $(FUZZ_CC) -std=gnu11 -DPREP_FUZZING $(DEFS) $(FUZZ_CFLAGS) \
	$(libprep_libprep_all_la_CPPFLAGS) $(ICU_CFLAGS) $(HUNSPELL_CFLAGS) $(UTF8PROC_CFLAGS) \
	$(XXHASH_CFLAGS)
fuzz_objects = $(patsubst %.c,fuzz-build/%.o,\
	$(filter %.c,$(libprep_libprep_all_la_SOURCES) $(frame_sources)) tests/fuzz/fuzz.c)
fuzz_targets = $(if $(TARGET),$(TARGET:%=fuzz-build/fuzz-%),$(fuzz_tests:tests/fuzz/%=fuzz-build/%))
fuzz_headers = $(wildcard $(top_srcdir)/libprep/*.h $(top_srcdir)/tests/*/*.h)
fuzz-build/%.o: $(top_srcdir)/%.c $(fuzz_headers)
	$(AM_V_CC)$(fuzz_compile) -c -o $@ $<
fuzz-build/fuzz-%: $(top_srcdir)/tests/fuzz/fuzz-%.c $(fuzz_objects)
	$(AM_V_CCLD)$(fuzz_compile) -fsanitize=fuzzer -o $@ $< $(fuzz_objects) \
	$(if $(filter %-nomem,$@),$(fuzz_wrap)) $(ICU_LIBS) $(HUNSPELL_LIBS) $(UTF8PROC_LIBS) \
	$(YAJL_LIBS) $(LIBMD_LIBS) -lpthread
fuzz: $(fuzz_targets)
	PREP_SRCDIR='$(abs_top_srcdir)' PREP_BUILDDIR='$(abs_top_builddir)' \
	$(SHELL) $(top_srcdir)/tests/fuzz/fuzz.sh \
	'$(or $(SECONDS),60)' $(fuzz_targets)
clean-local-fuzz:
	rm -rf fuzz-build
clean-local: clean-local-fuzz
.PHONY: fuzz clean-local-fuzz

# How fast the tools are; tests/bench/bench.pl and instructions.pl describe it. Not part of check.
# All programs of tests/bench that are built are used.
check_PROGRAMS += tests/bench/blingfire tests/bench/measure
tests_bench_blingfire_SOURCES = tests/bench/blingfire.c
tests_bench_blingfire_LDADD =
tests_bench_measure_SOURCES = tests/bench/measure.c
tests_bench_measure_LDADD =
check_PROGRAMS += tests/bench/verdicts
tests_bench_verdicts_SOURCES = tests/bench/verdicts.c
tests_bench_verdicts_CFLAGS = $(AM_CFLAGS) $(HUNSPELL_CFLAGS)
tests_bench_verdicts_LDADD = libprep/libprep-all.la $(HUNSPELL_LIBS)
verdicts: tests/bench/verdicts$(EXEEXT)
	tests/bench/verdicts$(EXEEXT) '$(DICTIONARY)' <'$(CORPUS)'
bench_environment = \
	PREP_SRCDIR='$(abs_top_srcdir)' PREP_BUILDDIR='$(abs_top_builddir)' \
	CC='$(CC)' CFLAGS='$(CFLAGS)' BENCH_DATA='$(BENCH_DATA)' SIZE='$(SIZE)' \
	CORPUS='$(CORPUS)' RUNS='$(RUNS)' FORMAT='$(FORMAT)' UPDATE='$(UPDATE)' \
	MOSES='$(MOSES)' KPU='$(KPU)' BLINGFIRE='$(BLINGFIRE)'
bench: $(bin_PROGRAMS) tools/prep-data-dir $(filter tests/bench/%,$(check_PROGRAMS))
	-$(MAKE) $(AM_MAKEFLAGS) tests/bench/nfc-icu$(EXEEXT)
	$(bench_environment) $(PERL) $(top_srcdir)/tests/bench/bench.pl $(TOPICS)
bench-instructions: $(bin_PROGRAMS) tools/prep-data-dir
	$(bench_environment) $(PERL) $(top_srcdir)/tests/bench/instructions.pl
clean-local-bench:
	rm -rf bench-data
clean-local: clean-local-bench
.PHONY: bench bench-instructions verdicts clean-local-bench
EXTRA_DIST += \
	tests/bench/bench.pl tests/bench/corpora.pm tests/bench/instructions.pl \
	tests/bench/instructions.tsv tests/bench/names.py tests/bench/programs.pm
