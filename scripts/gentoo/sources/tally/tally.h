#pragma once
#include <stdio.h>
long tally(FILE *in);
