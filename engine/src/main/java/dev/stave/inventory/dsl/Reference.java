package dev.stave.inventory.dsl;

/**
 * A value that stands for something found later: {@code secret('N')}, {@code fromFile('F')}. It becomes a map of its one
 * word.
 */
record Reference(String word, Object value) {}
