#pragma once
static const char *const words[] = {
    "a cask is as tight as its worst stave",
    "the hoop holds what the stave is",
    "empty casks ring loudest",
};
#define WORDS (sizeof words / sizeof *words)
