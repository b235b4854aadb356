#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <greet.h>

int main(int count, char **words) {
    if (count > 1 && !strcmp(words[1], "--version")) return puts("hello " VERSION) < 0;
    char name[64] = "world";
    if (count > 1) snprintf(name, sizeof name, "%s", words[1]);
    if (SHOUT) for (char *c = name; *c; c++) *c = (char)toupper(*c);
    greet(name);
    return 0;
}
