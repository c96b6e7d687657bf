#include "unit.h"
static void x(void **s) { (void)s; }
int main(void) { const struct CMUnitTest tests[] = { cmocka_unit_test(x) }; return RUN(tests); }
