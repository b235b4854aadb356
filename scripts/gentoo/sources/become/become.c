#include <stdio.h>
#include <unistd.h>

int main(void) { return printf("user %d, effective %d\n", getuid(), geteuid()) < 0; }
