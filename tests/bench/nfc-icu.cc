/* nfc-icu.c - the fastest way to Normalization Form C that ICU offers, as a filter: blocks of
 * 256 KiB that end at LF through unorm2's UTF-8 interface. For comparison; not installed.
 *
 * ICU's C interface is for UTF-16 only, so this file is compiled as C++. */
#include <cstdio>
#include <cstring>
#include <string>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unistd.h>

static bool write_all(const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(1, data, len);
        if (n <= 0)
            return false;
        data += n;
        len -= (size_t)n;
    }
    return true;
}

/* ICU's own sink for strings keeps the memory from block to block. */
static bool normalize(const icu::Normalizer2 *nfc, const char *data, size_t len, std::string &out)
{
    UErrorCode code = U_ZERO_ERROR;
    out.clear();
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, icu::StringPiece(data, (int32_t)len), sink, nullptr, code);
    return U_SUCCESS(code) && write_all(out.data(), out.size());
}

int main()
{
    enum { BLOCK = 256 * 1024 };
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2 *nfc = icu::Normalizer2::getNFCInstance(code);
    std::string in, out;
    size_t held = 0;
    bool good = U_SUCCESS(code);
    in.resize(BLOCK);
    out.reserve(2 * BLOCK);
    while (good) {
        if (held == in.size())
            in.resize(2 * in.size());
        ssize_t n = read(0, &in[held], in.size() - held);
        if (n <= 0)
            break;
        size_t len = held + (size_t)n;
        const char *lf = (const char *)memrchr(&in[0], '\n', len);
        size_t whole = lf ? (size_t)(lf - &in[0]) + 1 : 0;
        if (len < in.size() && whole < len / 2) { /* a short read from a pipe */
            held = len;
            continue;
        }
        good = normalize(nfc, in.data(), whole, out);
        memmove(&in[0], &in[whole], len - whole);
        held = len - whole;
    }
    return good && normalize(nfc, in.data(), held, out) ? 0 : 1;
}
