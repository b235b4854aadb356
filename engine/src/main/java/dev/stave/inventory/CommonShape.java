package dev.stave.inventory;

import static dev.stave.inventory.Setting.optional;
import static dev.stave.inventory.Setting.required;

import dev.stave.inventory.Shape.Block;
import dev.stave.inventory.Shape.Either;
import dev.stave.inventory.Shape.Many;
import dev.stave.inventory.Shape.Word;
import java.util.List;

/** The part of the table that a stack and its images share. */
final class CommonShape {
    static final Word TEXT = word(ValueType.TEXT);
    static final Many TEXTS = new Many(TEXT);
    static final Word TRUTH = word(ValueType.TRUTH);
    static final Word NUMBER = word(ValueType.NUMBER);
    static final Word DURATION = word(ValueType.DURATION);

    /** A reference to a secret: what {@code secret('NAME')} makes. */
    static final Block SECRET = new Block("a secret", List.of(required("secret", TEXT, "Name of the secret.")));

    static final Block SCAN_BLOCK = new Block(
            "scan",
            List.of(
                    optional(
                            "failOn",
                            choice("unknown", "low", "medium", "high", "critical"),
                            "Findings of this severity and above refuse the image (default critical)."),
                    optional("ignoreUnfixed", TRUTH, "Findings without a fixed version do not count (default false)."),
                    optional(
                            "unscannable",
                            choice("fail", "warn", "allow"),
                            "What to do about an image in which nothing is known (default fail)."),
                    optional(
                            "noDatabase",
                            choice("fail", "warn", "allow"),
                            "What to do without a vulnerability database (default fail)."),
                    optional("ignoreFile", TEXT, "File of accepted findings, each with a reason and an end date."),
                    optional("database", TEXT, "Reference or folder that Trivy's databases come from.")));

    static final Setting SCAN = optional(
            "scan",
            new Either(List.of(choice("off"), SCAN_BLOCK)),
            "What a scan must say before an image may be tagged, or off.");
    static final Setting ON_CHANGE = optional(
            "onChange",
            choice("revision", "replace"),
            "What happens to a tag when the bytes changed and the version did not.");
    static final Setting PLATFORMS =
            optional("platforms", new Many(word(ValueType.PLATFORM)), "Platforms, such as linux/amd64.");

    private CommonShape() {}

    static Word word(ValueType type) {
        return new Word(type, List.of(), "");
    }

    static Word choice(String... words) {
        return new Word(ValueType.TEXT, List.of(words), "");
    }

    /** A text for which a reference to a secret is refused with this advice. */
    static Word secretless(String advice) {
        return new Word(ValueType.TEXT, List.of(), advice);
    }

    static List<Setting> common() {
        return List.of(PLATFORMS, SCAN, ON_CHANGE);
    }
}
