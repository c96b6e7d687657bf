# tools - the programs. Each is a file of its own plus the frame.

frame_sources = \
	tools/frame/frame.h tools/frame/data.c tools/frame/editlog.c tools/frame/main.c \
	tools/frame/message.c tools/frame/options.c tools/frame/pipeline.c tools/frame/reader.c \
	tools/frame/worker.c tools/frame/writer.c

noinst_LIBRARIES = tools/libframe.a
tools_libframe_a_SOURCES = $(frame_sources)

bin_PROGRAMS += tools/prep-normalize tools/prep-split tools/prep-transliterate tools/prep-spell
tool_libs = tools/libframe.a libprep/libprep-all.la
tools_prep_normalize_SOURCES = tools/normalize.c
tools_prep_normalize_LDADD = $(tool_libs)
tools_prep_split_SOURCES = tools/split.c
tools_prep_split_LDADD = $(tool_libs)
tools_prep_transliterate_SOURCES = \
	tools/transliterate.h tools/transliterate.c tools/transliterate-report.c
tools_prep_transliterate_LDADD = $(tool_libs)
tools_prep_spell_SOURCES = tools/spell.h tools/spell.c tools/spell-report.c
tools_prep_spell_LDADD = $(tool_libs)

# Where the tools of an uninstalled tree find its dictionaries; a relative path keeps the tree
# movable where it was configured with one.
noinst_DATA += tools/prep-data-dir
CLEANFILES += tools/prep-data-dir
tools/prep-data-dir: Makefile
	$(AM_V_GEN)$(MKDIR_P) tools && case '$(top_srcdir)' in \
	/*) echo '$(top_srcdir)/dictionaries' ;; \
	*) echo '../$(top_srcdir)/dictionaries' ;; esac >$@

dist_man_MANS = \
	tools/prep-normalize.1 tools/prep-spell.1 tools/prep-split.1 tools/prep-transliterate.1 \
	tools/prep-tools.7
