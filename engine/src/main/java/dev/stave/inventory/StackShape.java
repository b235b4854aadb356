package dev.stave.inventory;

import static dev.stave.inventory.CommonShape.NUMBER;
import static dev.stave.inventory.CommonShape.ON_CHANGE;
import static dev.stave.inventory.CommonShape.PLATFORMS;
import static dev.stave.inventory.CommonShape.SCAN;
import static dev.stave.inventory.CommonShape.SECRET;
import static dev.stave.inventory.CommonShape.TEXT;
import static dev.stave.inventory.CommonShape.TEXTS;
import static dev.stave.inventory.CommonShape.TRUTH;
import static dev.stave.inventory.CommonShape.choice;
import static dev.stave.inventory.CommonShape.secretless;
import static dev.stave.inventory.Setting.optional;
import static dev.stave.inventory.Setting.required;

import dev.stave.inventory.Shape.Block;
import dev.stave.inventory.Shape.Either;
import dev.stave.inventory.Shape.Named;
import java.util.List;

/**
 * The one table of every setting of a stack file: the check for unknown settings and wrong types, the JSON Schema and
 * the docs come from it.
 */
public final class StackShape {
    static final Block HOST = new Block(
            "a host",
            List.of(
                    optional("insecure", TRUTH, "Plain http."),
                    optional("ca", TEXT, "Certificates to trust, a file or folder."),
                    optional(
                            "auth",
                            new Either(List.of(
                                    TEXT,
                                    new Block(
                                            "auth",
                                            List.of(
                                                    required("username", TEXT, "Name to log in with."),
                                                    required("password", SECRET, "A secret."))))),
                            "An auth file, or a username and a secret as password."),
                    optional("requestsPerSecond", NUMBER, "Limit of requests a second."),
                    optional("connections", NUMBER, "Limit of requests at once."),
                    optional("mirrorOf", TEXT, "The host whose images this one is asked for instead.")));

    static final Block SOFTWARE = new Block(
            "software",
            List.of(
                    required("version", TEXT, "The version that the stack pins."),
                    optional(
                            "latest",
                            new Block(
                                    "latest",
                                    List.of(
                                            optional(
                                                    "githubRelease",
                                                    TEXT,
                                                    "OWNER/REPOSITORY whose releases are looked at."),
                                            optional("registryTags", TEXT, "Repository whose tags are looked at."))),
                            "Where newer versions are found.")));

    /** A whole stack file. */
    public static final Block STACK = new Block(
            "a stack",
            List.of(
                    required("stack", TEXT, "Name of the stack; never part of a repository."),
                    optional(
                            "registry",
                            TEXT,
                            "Registry that images are released to, or oci:FOLDER (default oci:images)."),
                    optional("section", TEXT, "Section of images that name none."),
                    PLATFORMS,
                    optional("release", TEXT, "The last resort for a tag."),
                    optional(
                            "publish",
                            choice("each", "together"),
                            "Whether a tag waits until all images passed (default each)."),
                    ON_CHANGE,
                    optional("certificates", TEXTS, "Files or folders of certificates that every download trusts."),
                    optional("builderRepository", TEXT, "Repository that builders are pushed to for other machines."),
                    optional("vars", new Named(secretless("a variable holds no secret")), "Values for ${vars.NAME}."),
                    optional("hosts", new Named(HOST), "What is to be known of registry hosts."),
                    optional("software", new Named(SOFTWARE), "Versions that the stack pins."),
                    SCAN,
                    optional("builders", new Named(BuilderShape.BUILDER), "Build containers of rootfs images."),
                    optional("images", new Named(ImageShape.IMAGE), "Images, by name or section/name.")));

    private StackShape() {}
}
