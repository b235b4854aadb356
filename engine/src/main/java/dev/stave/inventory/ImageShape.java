package dev.stave.inventory;

import static dev.stave.inventory.CommonShape.DURATION;
import static dev.stave.inventory.CommonShape.NUMBER;
import static dev.stave.inventory.CommonShape.SECRET;
import static dev.stave.inventory.CommonShape.TEXT;
import static dev.stave.inventory.CommonShape.TEXTS;
import static dev.stave.inventory.CommonShape.TRUTH;
import static dev.stave.inventory.CommonShape.choice;
import static dev.stave.inventory.CommonShape.secretless;
import static dev.stave.inventory.CommonShape.word;
import static dev.stave.inventory.Setting.optional;
import static dev.stave.inventory.Setting.required;

import dev.stave.inventory.Shape.Block;
import dev.stave.inventory.Shape.Either;
import dev.stave.inventory.Shape.Many;
import dev.stave.inventory.Shape.Named;
import java.util.ArrayList;
import java.util.List;

/** The part of the table that says what an image may set. */
final class ImageShape {
    static final String IN_HISTORY = "it would be kept in the image for everybody who has it";

    private static final Setting COMMAND = optional("command", TEXTS, "Words of the command.");

    static final Block ROOTFS = new Block("rootfs", RootfsShape.settings());

    static final Block DOCKERFILE = new Block(
            "dockerfile",
            List.of(
                    required("file", TEXT, "The Dockerfile."),
                    optional("context", TEXT, "Folder that is sent (default: the Dockerfile's own)."),
                    optional("args", new Named(secretless("use a build secret")), "Build arguments."),
                    optional("target", TEXT, "Stage to stop at."),
                    optional("secrets", new Named(SECRET), "Build secrets, by id."),
                    optional("cache", TRUTH, "Whether the engine's layer cache may be used (default false).")));

    static final Block SCRIPT = new Block(
            "script",
            List.of(
                    required("file", TEXT, "The program."),
                    optional("in", TEXT, "Image of the stack that it runs inside (default: the host)."),
                    optional("inputs", TEXTS, "Globs of the files that it reads (default: its own folder)."),
                    optional("secrets", new Named(SECRET), "Secrets, by environment variable.")));

    static final Block COPY = new Block(
            "files",
            List.of(
                    required("copy", TEXT, "A file, or a folder whose content is meant."),
                    required("to", word(ValueType.INNER_PATH), "Where it goes inside the image."),
                    optional(
                            "mode",
                            word(ValueType.MODE),
                            "Mode of the files (default 0644, or 0755 with the exec bit)."),
                    optional("owner", word(ValueType.OWNER), "Owner (default 0:0).")));

    static final Block MIRROR =
            new Block("mirror", List.of(required("source", TEXT, "A registry reference, or oci:FOLDER[:NAME].")));

    static final Block VERSION = new Block(
            "version",
            List.of(
                    optional("value", TEXT, "The version itself."),
                    optional("fromFile", TEXT, "File whose first line is the version."),
                    optional("fromLabel", TEXT, "Label of the image that holds it."),
                    optional(
                            "fromCommand",
                            new Many(new Either(List.of(TEXT, TEXTS))),
                            "A command inside the image, and a regular expression whose first group is the version."),
                    optional("fromPackage", TEXT, "Package whose version it is."),
                    optional("unchecked", TRUTH, "Whether the image may say another version (default false).")));

    static final Block TEST = new Block(
            "test",
            List.of(
                    COMMAND,
                    optional("entrypoint", TRUTH, "Keep the image's entrypoint (default false)."),
                    optional("shell", TRUTH, "Run the one text given by sh (default false)."),
                    optional("script", TEXT, "Script of the image's folder, run by sh inside."),
                    optional("label", TEXT, "Label of the image that holds the command."),
                    optional(
                            "healthy",
                            new Block(
                                    "healthy",
                                    List.of(
                                            optional("within", DURATION, "How long to wait (default 30s)."),
                                            optional("streak", NUMBER, "How often in a row (default 1)."))),
                            "Wait for the image's health check.")));

    static final Block HEALTHCHECK = new Block(
            "healthcheck",
            List.of(
                    required("command", TEXTS, "Words of the command, run without a shell."),
                    optional("interval", DURATION, "Time between two checks (default 30s)."),
                    optional("timeout", DURATION, "Time that a check may take (default 30s)."),
                    optional("startPeriod", DURATION, "Time in which failures do not count (default 0s)."),
                    optional("retries", NUMBER, "Failures in a row that make it unhealthy (default 3).")));

    static final Block IMAGE = new Block("an image", settings());

    private ImageShape() {}

    private static List<Setting> settings() {
        List<Setting> all = new ArrayList<>(List.of(
                optional("section", TEXT, "Section; the identity is section/name."),
                optional("from", TEXT, "Image of the stack that it is built on."),
                optional("requires", TEXTS, "Images of the stack that must exist first.")));
        all.addAll(CommonShape.common());
        all.addAll(List.of(
                optional("rootfs", ROOTFS, "A minimal root file system from Portage packages and hooks."),
                optional("dockerfile", new Either(List.of(TEXT, DOCKERFILE)), "A Dockerfile."),
                optional("script", new Either(List.of(TEXT, SCRIPT)), "Any program."),
                optional("files", new Many(COPY), "Files onto a parent or onto nothing."),
                optional(
                        "mirror",
                        new Either(List.of(TEXT, MIRROR)),
                        "An image that exists elsewhere, kept byte for byte."),
                optional("version", new Either(List.of(TEXT, VERSION)), "The version, or where it comes from."),
                optional(
                        "test",
                        new Either(List.of(TEXTS, new Many(TEST))),
                        "What must work before the image is tagged."),
                COMMAND,
                optional("entrypoint", TEXTS, "Words of the entrypoint."),
                optional("ports", new Many(word(ValueType.PORT)), "Ports that it listens on."),
                optional("env", new Named(secretless(IN_HISTORY)), "Environment variables."),
                optional("labels", new Named(secretless(IN_HISTORY)), "Labels."),
                optional("user", word(ValueType.USER), "User that it runs as."),
                optional("workdir", word(ValueType.INNER_PATH), "Folder that it starts in."),
                optional("volumes", new Many(word(ValueType.INNER_PATH)), "Folders that are volumes."),
                optional("stopSignal", word(ValueType.SIGNAL), "Signal that ends it."),
                optional("healthcheck", new Either(List.of(TEXTS, HEALTHCHECK)), "Docker's health check."),
                optional(
                        "layers",
                        choice("one", "packages"),
                        "One layer, or one for each group of packages (default one)."),
                optional("compression", choice("gzip", "zstd"), "How layers are compressed (default gzip).")));
        return List.copyOf(all);
    }
}
