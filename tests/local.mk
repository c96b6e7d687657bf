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
	tests/unit/test-buf tests/unit/test-edits tests/unit/test-map tests/unit/test-rules \
	tests/unit/test-spell tests/unit/test-spell-token tests/unit/test-table \
	tests/unit/test-transform tests/unit/test-utf8

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif
# Automake takes tests/unit/test-TOPIC.c as the source of each; all programs link the whole library
# in one file, so that the internal functions can be tested too.
AM_DEFAULT_SOURCE_EXT = .c
LDADD = libprep/libprep-all.la $(CMOCKA_LIBS)

EXTRA_DIST += \
	tests/unit/spell-data/xx.aff tests/unit/spell-data/xx.dic \
	tests/unit/spell-data/en_US.aff tests/unit/spell-data/en_US.dic \
	tests/unit/spell-data/personal.txt
