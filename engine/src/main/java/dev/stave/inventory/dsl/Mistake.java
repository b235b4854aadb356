package dev.stave.inventory.dsl;

/** A setting written wrong, in a sentence for the person who wrote it; the setting is left out and reading goes on. */
final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistake(String message) {
        super(message, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
