/* split-find.c - where there may be something to decide. Text has few such bytes: how fast the
 * others are passed over is how fast splitting is. */
#include "split-find.h"

enum kind { NOTHING, MARK, OTHER, CLOSE, OPEN, LF };

static const uint8_t kinds[256] = {
    ['.'] = MARK,   ['!'] = MARK,  ['?'] = MARK,  [':'] = OTHER, [';'] = OTHER,
    [0xE2] = OTHER, [0xF0] = MARK, [')'] = CLOSE, ['('] = OPEN,  ['\n'] = LF,
};

static void take(const struct prep_split_stops *stops, const char *text, size_t len, size_t at,
                 enum kind kind, struct prep_split_window *window, size_t block, uint64_t bit);

void prep_split_stops(uint64_t enabled, bool few, struct prep_split_stops *stops)
{
    stops->few = few;
    stops->close = (enabled >> PREP_SPLIT_LIST_ITEM | enabled >> PREP_SPLIT_LEGAL_NOTE) & 1;
    stops->signs = (enabled >> PREP_SPLIT_SEMICOLON | enabled >> PREP_SPLIT_COLON) & 1;
}

size_t prep_split_look(const struct prep_split_stops *stops, const char *text, size_t len,
                       size_t at, struct prep_split_window *window)
{
    size_t blocks = (len - at) / 64;
    if (blocks > PREP_SPLIT_BLOCKS)
        blocks = PREP_SPLIT_BLOCKS;
#ifdef PREP_HAVE_AVX2
    if (blocks > 0 && __builtin_cpu_supports("avx2")) {
        (__builtin_cpu_supports("avx512bw") ? prep_split_look_avx512 : prep_split_look_avx2)(
            stops, text, len, at, blocks, window);
        return blocks * 64;
    }
#endif
    size_t span = blocks ? blocks * 64 : len - at;
    prep_split_look_portable(stops, text, len, at, span, window);
    return span;
}

void prep_split_look_portable(const struct prep_split_stops *stops, const char *text, size_t len,
                              size_t at, size_t span, struct prep_split_window *window)
{
    for (size_t block = 0; block * 64 < span; block++, at += 64) {
        size_t end = span - block * 64 < 64 ? span - block * 64 : 64;
        window->stop[block] = window->lf[block] = window->open[block] = 0;
        window->lf_before[block] = window->lf_last;
        window->open_before[block] = window->open_last;
        for (size_t i = 0; i < end; i++) {
            enum kind kind = kinds[(unsigned char)text[at + i]];
            if (kind != NOTHING)
                take(stops, text, len, at + i, kind, window, block, (uint64_t)1 << i);
        }
    }
}

/* A byte of some kind; bit is its own. */
static void take(const struct prep_split_stops *stops, const char *text, size_t len, size_t at,
                 enum kind kind, struct prep_split_window *window, size_t block, uint64_t bit)
{
    bool stop = false;
    switch (kind) {
    case MARK:
        stop = !stops->few || !prep_split_is_tight(text, len, at + 1);
        break;
    case OTHER:
        stop = prep_split_is_other_stop(stops, text, len, at);
        break;
    case CLOSE:
        stop = stops->close;
        break;
    case OPEN:
        window->open[block] |= bit;
        window->open_last = at + 1;
        break;
    case LF:
        window->lf[block] |= bit;
        window->lf_last = at + 1;
        break;
    default:
        break;
    }
    if (stop)
        window->stop[block] |= bit;
}

size_t prep_split_find_ahead(struct prep_split_finder *finder, size_t at)
{
    while (at < finder->len) {
        if (at - finder->begin >= finder->span) {
            finder->begin = at;
            finder->span =
                prep_split_look(finder->stops, finder->text, finder->len, at, &finder->window);
        }
        const uint64_t *stop = finder->window.stop;
        size_t offset = at - finder->begin, block = offset / 64;
        uint64_t bits = stop[block] >> (offset & 63);
        if (bits)
            return at + (size_t)__builtin_ctzll(bits);
        while (++block * 64 < finder->span)
            if (stop[block])
                return finder->begin + block * 64 + (size_t)__builtin_ctzll(stop[block]);
        at = finder->begin + finder->span;
    }
    return finder->len;
}
