package dev.stave.check.trivy;

/** There is no database, or one too old to be used; the message is a sentence about it. */
final class NoDatabaseException extends Exception {
    private static final long serialVersionUID = 1L;

    NoDatabaseException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
