# tools - the programs. Each is a file of its own plus the frame.

frame_sources = \
	tools/frame/frame.h tools/frame/columns.c tools/frame/data.c tools/frame/diff.c \
	tools/frame/editlog.c tools/frame/fields.c tools/frame/json.c tools/frame/jsontext.c \
	tools/frame/lines.c tools/frame/main.c tools/frame/message.c tools/frame/options.c tools/frame/pipeline.c \
	tools/frame/progress.c tools/frame/reader.c tools/frame/rows.c tools/frame/splice.c \
	tools/frame/stats.c \
	tools/frame/worker.c tools/frame/writer.c

noinst_LIBRARIES = tools/libframe.a
tools_libframe_a_SOURCES = $(frame_sources)
tools_libframe_a_CFLAGS = $(AM_CFLAGS) $(YAJL_CFLAGS) $(LIBMD_CFLAGS)

bin_PROGRAMS += tools/prep-normalize tools/prep-split tools/prep-transliterate tools/prep-spell \
	tools/prep-unwrap
tool_libs = tools/libframe.a libprep/libprep-all.la $(YAJL_LIBS) $(LIBMD_LIBS)
tools_prep_normalize_SOURCES = tools/normalize.c
tools_prep_normalize_LDADD = $(tool_libs)
tools_prep_split_SOURCES = tools/split.h tools/split.c tools/split-report.c
tools_prep_split_LDADD = $(tool_libs)
tools_prep_transliterate_SOURCES = \
	tools/transliterate.h tools/transliterate.c tools/transliterate-report.c
tools_prep_transliterate_LDADD = $(tool_libs)
tools_prep_spell_SOURCES = tools/spell.h tools/spell.c tools/spell-options.c tools/spell-report.c \
	tools/spell-index.c tools/spell-rows.c tools/spell-store.c tools/spell-tally.c tools/spell-tally.h
tools_prep_spell_CFLAGS = $(AM_CFLAGS) $(LIBMD_CFLAGS)
tools_prep_spell_LDADD = $(tool_libs)
tools_prep_unwrap_SOURCES = tools/unwrap.c
tools_prep_unwrap_LDADD = $(tool_libs)

# No filter: it reads what the filters log.
bin_PROGRAMS += tools/prep-edits
edits_sources = \
	tools/edits.h tools/edits.c tools/edits-columns.c tools/edits-compose.c \
	tools/edits-entry.c tools/edits-group.c tools/edits-join.c tools/edits-lines.c \
	tools/edits-log.c tools/edits-members.c tools/edits-paths.c tools/edits-replay.c
tools_prep_edits_SOURCES = $(edits_sources)
tools_prep_edits_LDADD = $(tool_libs)
dist_man_MANS += tools/prep-edits.1

# Where the tools of an uninstalled tree find its dictionaries; a relative path keeps the tree
# movable.
noinst_DATA += tools/prep-data-dir
CLEANFILES += tools/prep-data-dir
tools/prep-data-dir: Makefile
	$(AM_V_GEN)$(MKDIR_P) tools && echo ../dictionaries >$@

dist_man_MANS += \
	tools/prep-normalize.1 tools/prep-spell.1 tools/prep-split.1 tools/prep-transliterate.1 \
	tools/prep-unwrap.1 tools/prep-tools.7
