package dev.stave.build.dockerfile;

import java.util.Optional;

/**
 * One FROM.
 *
 * @param name  after AS, in lower case; empty where it has none
 * @param stage the earlier stage that it begins with
 * @param image the image that it begins with; neither for {@code scratch}
 */
record Stage(String name, Optional<Integer> stage, Optional<Reference> image) {}
