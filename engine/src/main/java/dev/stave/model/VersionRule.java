package dev.stave.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the version of an image, and so its tag, comes from; decided when the stack is checked. */
public sealed interface VersionRule {
    <T> T match(
            Function<Known, T> known,
            Function<LatestOf, T> latestOf,
            Function<FromLabel, T> fromLabel,
            Function<FromCommand, T> fromCommand,
            Function<FromPackage, T> fromPackage);

    /** The version where it is known before anything runs. */
    default Optional<String> known() {
        return match(
                k -> Optional.of(k.version()),
                l -> Optional.empty(),
                l -> Optional.empty(),
                c -> Optional.empty(),
                p -> Optional.empty());
    }

    /**
     * Known from the stack alone.
     *
     * @param version   as written, before mapping to a tag
     * @param from      where it was found: {@code version}, {@code software NAME}, {@code FILE}, {@code mirror} or {@code
     *                  release}
     * @param unchecked whether the image may say another version
     */
    record Known(String version, String from, boolean unchecked) implements VersionRule {
        @Override
        public <T> T match(
                Function<Known, T> known,
                Function<LatestOf, T> latestOf,
                Function<FromLabel, T> fromLabel,
                Function<FromCommand, T> fromCommand,
                Function<FromPackage, T> fromPackage) {
            return known.apply(this);
        }
    }

    /** The version that a mirror's {@code latest} stands for: a version tag of the same digest, or its version label. */
    record LatestOf(ImageRef reference) implements VersionRule {
        @Override
        public <T> T match(
                Function<Known, T> known,
                Function<LatestOf, T> latestOf,
                Function<FromLabel, T> fromLabel,
                Function<FromCommand, T> fromCommand,
                Function<FromPackage, T> fromPackage) {
            return latestOf.apply(this);
        }
    }

    /** The value of a label of the built image. */
    record FromLabel(String label) implements VersionRule {
        @Override
        public <T> T match(
                Function<Known, T> known,
                Function<LatestOf, T> latestOf,
                Function<FromLabel, T> fromLabel,
                Function<FromCommand, T> fromCommand,
                Function<FromPackage, T> fromPackage) {
            return fromLabel.apply(this);
        }
    }

    /**
     * What a command prints inside the built image.
     *
     * @param command words, run without a shell
     * @param pattern a regular expression; its first group, else the whole match, is the version
     */
    record FromCommand(List<String> command, String pattern) implements VersionRule {
        @Override
        public <T> T match(
                Function<Known, T> known,
                Function<LatestOf, T> latestOf,
                Function<FromLabel, T> fromLabel,
                Function<FromCommand, T> fromCommand,
                Function<FromPackage, T> fromPackage) {
            return fromCommand.apply(this);
        }
    }

    /**
     * The version of an installed package.
     *
     * @param candidates names, the first that is installed counts; {@code category/name} or a plain name
     * @param declared   whether the stack names the package; else these are guesses and {@code release} may stand in
     * @param release    the stack's release, empty where there is none
     */
    record FromPackage(List<String> candidates, boolean declared, String release) implements VersionRule {
        @Override
        public <T> T match(
                Function<Known, T> known,
                Function<LatestOf, T> latestOf,
                Function<FromLabel, T> fromLabel,
                Function<FromCommand, T> fromCommand,
                Function<FromPackage, T> fromPackage) {
            return fromPackage.apply(this);
        }
    }
}
