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
	tests/unit/test-buf tests/unit/test-edits tests/unit/test-map tests/unit/test-names-data \
	tests/unit/test-names tests/unit/test-normalize-random tests/unit/test-normalize \
	tests/unit/test-rules tests/unit/test-spell-affix tests/unit/test-spell-token tests/unit/test-spell \
	tests/unit/test-split tests/unit/test-table tests/unit/test-transform \
	tests/unit/test-utf8

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

# The frame without a job.
check_PROGRAMS += tests/bench/prep-copy
tests_bench_prep_copy_SOURCES = tests/bench/prep-copy.c
tests_bench_prep_copy_LDADD = tools/libframe.a libprep/libprep-all.la

# Scripts; they share tests/prep.pm.
scripts = \
	tests/contract.t tests/corpora.t tests/dictionaries.t tests/exports.t tests/frame.t \
	tests/golden.t tests/manual.t
dist_check_SCRIPTS = $(scripts) tests/install.t
TESTS += $(scripts)
EXTRA_DIST += \
	tests/prep.pm tests/demo.pl tests/golden/normalize.test tests/golden/spell.test \
	tests/golden/split.test tests/golden/transliterate.test tests/unit/random.h \
	tests/unit/replay.h tests/unit/spell-data/en_US.aff tests/unit/spell-data/en_US.dic \
	tests/unit/spell-data/personal.txt tests/unit/spell-data/xx.aff \
	tests/unit/spell-data/xx.dic tests/unit/unit.h

AM_DISTCHECK_CONFIGURE_FLAGS = --enable-werror

installcheck-local:
	PREP_SRCDIR='$(abs_top_srcdir)' CC='$(CC)' PREP_TOOLDIR='$(DESTDIR)$(bindir)' \
	PREP_LIBDIR='$(DESTDIR)$(libdir)' PREP_INCLUDEDIR='$(DESTDIR)$(includedir)' \
	$(PERL) $(top_srcdir)/tests/install.t
