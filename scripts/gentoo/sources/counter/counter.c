#include <tally.h>

int main(void) { return printf("%ld lines\n", tally(stdin)) < 0; }
