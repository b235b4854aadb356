#pragma once
void greet(const char *word);
