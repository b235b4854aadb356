#include <stdio.h>

/* Writes the lines it reads as one C array named after its argument. */
int main(int count, char **words) {
    char line[256];
    printf("static const char *const %s[] = {\n", count > 1 ? words[1] : "lines");
    while (fgets(line, sizeof line, stdin)) {
        fputs("    \"", stdout);
        for (char *c = line; *c && *c != '\n'; c++) putchar(*c);
        puts("\",");
    }
    return puts("};") < 0;
}
