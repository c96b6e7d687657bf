/* spell-hash.c - the hash of a token wherever it stands. */
#include "spell-hash.h"

struct prep_token_hash prep_token_hash(const char *token, size_t len, bool dotted)
{
    struct prep_token_hash state = {0, dotted};
    char last[16] = {0};
    for (; len > 16; len -= 16, token += 16)
        state = prep_hash_step(state, token);
    memcpy(last, token, len);
    return prep_hash_last(state, last, len);
}
