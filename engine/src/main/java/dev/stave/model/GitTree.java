package dev.stave.model;

/**
 * A tree of a git repository that goes into an image; the commit is pinned by the lock.
 *
 * @param git address of the repository
 * @param ref branch, tag or commit
 * @param to  absolute path inside the image
 */
public record GitTree(String git, String ref, String to) {}
