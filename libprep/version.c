/* version.c - versions of the library, its rules and what stands behind. */
#include "internal.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <utf8proc.h>

#define STRING_(x) #x
#define STRING(x)  STRING_(x)

const char *prep_version(void)
{
    return PREP_VERSION;
}

const char *prep_rules_version(void)
{
    return PREP_RULES_VERSION;
}

const char *prep_version_detail(size_t i)
{
    /* From the headers where they say it: the .pc file of utf8proc 2.8.0 says 2.6.0. */
    static const char *const details[] = {
        "ICU " U_ICU_VERSION,
        "Unicode " U_UNICODE_VERSION,
        "utf8proc " STRING(UTF8PROC_VERSION_MAJOR) "." STRING(UTF8PROC_VERSION_MINOR) "." STRING(
            UTF8PROC_VERSION_PATCH),
        "Hunspell " PREP_HUNSPELL_VERSION,
        "names " PREP_NAMES_EDITION,
    };
    return i < sizeof details / sizeof *details ? details[i] : NULL;
}
