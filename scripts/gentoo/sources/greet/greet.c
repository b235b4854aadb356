#include <stdio.h>
#include "greet.h"

void greet(const char *word) { printf("hello %s (greet %s)\n", word, VERSION); }
