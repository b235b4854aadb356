package dev.stave.build.dockerfile;

/**
 * A range of a file.
 *
 * @param line  of the instruction it belongs to, counted from 1
 * @param start offset of its first character
 * @param end   offset behind its last
 */
record Span(int line, int start, int end) {}
