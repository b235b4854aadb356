#include <stdio.h>
#include <stdlib.h>
#include <words.h>
#include "colors.h"

int main(int count, char **arguments) {
    unsigned wanted = count > 1 ? (unsigned)atoi(arguments[1]) : 0;
    const char *before = COLOR ? colors[wanted % 2] : "";
    return printf("%s%s%s\n", before, words[wanted % WORDS], COLOR ? "\033[0m" : "") < 0;
}
