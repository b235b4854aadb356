package dev.stave.imports;

import dev.stave.model.Origin;

/** Something of the source that the stack does not have, or has in another way. */
public record Note(Origin at, String message) implements Comparable<Note> {
    @Override
    public int compareTo(Note other) {
        int byPlace = at.compareTo(other.at);
        return byPlace != 0 ? byPlace : message.compareTo(other.message);
    }

    @Override
    public String toString() {
        return at + ": " + message;
    }
}
