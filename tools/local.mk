# tools - the programs. Each is a file of its own plus the frame.

frame_sources = \
	tools/frame/frame.h tools/frame/editlog.c tools/frame/main.c tools/frame/message.c \
	tools/frame/options.c tools/frame/pipeline.c tools/frame/reader.c tools/frame/worker.c tools/frame/writer.c

noinst_LIBRARIES = tools/libframe.a
tools_libframe_a_SOURCES = $(frame_sources)

# Where the tools of an uninstalled tree find its dictionaries; a relative path keeps the tree
# movable where it was configured with one.
noinst_DATA += tools/prep-data-dir
CLEANFILES += tools/prep-data-dir
tools/prep-data-dir: Makefile
	$(AM_V_GEN)$(MKDIR_P) tools && case '$(top_srcdir)' in \
	/*) echo '$(top_srcdir)/dictionaries' ;; \
	*) echo '../$(top_srcdir)/dictionaries' ;; esac >$@
