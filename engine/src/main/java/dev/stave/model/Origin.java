package dev.stave.model;

/**
 * Where something is declared.
 *
 * @param file the stack file's path as it was given, never made absolute
 * @param line counted from 1; 0 where only the file is known
 */
public record Origin(String file, int line) implements Comparable<Origin> {
    @Override
    public int compareTo(Origin other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
