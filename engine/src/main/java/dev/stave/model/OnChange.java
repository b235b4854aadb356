package dev.stave.model;

/** What happens to a tag when the bytes changed and the version did not. */
public enum OnChange {
    /** Not said: a revision over our own tags, a refusal over foreign ones. */
    DEFAULT,
    /** A revision, also over a foreign tag. */
    REVISION,
    /** The tag moves, also a foreign one. */
    REPLACE
}
