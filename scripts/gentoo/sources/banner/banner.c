#include <stdio.h>

int main(int count, char **words) {
    fputs("==", stdout);
    for (int n = 1; n < count; n++) printf(" %s", words[n]);
    return puts(" ==") < 0;
}
