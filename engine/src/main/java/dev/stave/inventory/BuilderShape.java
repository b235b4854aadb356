package dev.stave.inventory;

import static dev.stave.inventory.CommonShape.TEXT;
import static dev.stave.inventory.CommonShape.TEXTS;
import static dev.stave.inventory.CommonShape.TRUTH;
import static dev.stave.inventory.CommonShape.choice;
import static dev.stave.inventory.CommonShape.secretless;
import static dev.stave.inventory.CommonShape.word;
import static dev.stave.inventory.Setting.optional;
import static dev.stave.inventory.Setting.required;

import dev.stave.inventory.Shape.Block;
import dev.stave.inventory.Shape.Many;
import dev.stave.inventory.Shape.Named;
import java.util.ArrayList;
import java.util.List;

/** The part of the table that says what a builder may set. */
final class BuilderShape {
    private static final Block STAGE3 = new Block(
            "stage3",
            settings(
                    List.of(
                            optional("flavour", TEXT, "Flavour, such as amd64-musl-hardened."),
                            optional("date", TEXT, "Time stamp of the stage3, such as 20261115T164556Z."),
                            optional("arch", TEXT, "Folder of the architecture on the mirror, such as amd64."),
                            optional("catalyst", TEXT, "A spec file that catalyst builds the stage from.")),
                    fetched()));

    private static final Block PORTAGE = new Block(
            "portage",
            settings(
                    List.of(
                            optional("snapshot", TEXT, "Date of the snapshot, such as 20261115."),
                            optional("git", TEXT, "Address of a git repository of the tree."),
                            optional("ref", TEXT, "Branch, tag or commit of it."),
                            optional("rsync", TEXT, "Address of an rsync server of the tree."),
                            optional("path", TEXT, "A local tree instead.")),
                    fetched()));

    private static final Block OVERLAY = new Block(
            "an overlay",
            List.of(
                    optional("path", TEXT, "A local folder."),
                    optional("git", TEXT, "Address of a git repository."),
                    optional("ref", TEXT, "Branch, tag or commit of it."),
                    optional("rsync", TEXT, "Address of an rsync server.")));

    private static final Block SIGNING = new Block(
            "signPackages",
            List.of(
                    required("key", TEXT, "Fingerprint of the key."),
                    required("home", TEXT, "GnuPG's home folder that has it.")));

    private static final Block TRUST = new Block(
            "trustPackages",
            List.of(
                    required("keyring", TEXT, "File of OpenPGP keys that may sign them."),
                    required("keys", TEXTS, "Fingerprints of the primary keys that may sign them.")));

    static final Block BUILDER = new Block(
            "a builder",
            settings(
                    List.of(
                            optional("from", TEXT, "The builder that this one extends."),
                            optional("stage3", STAGE3, "The stage3 to start from."),
                            optional("portage", PORTAGE, "The tree that packages come from."),
                            optional("overlays", new Named(OVERLAY), "Further trees, by name."),
                            optional("profile", TEXT, "Profile, such as default/linux/amd64/23.0."),
                            optional(
                                    "makeConf",
                                    new Named(secretless(RootfsShape.IN_BUILDER)),
                                    "Settings of make.conf."),
                            optional("packages", TEXTS, "Portage atoms that the builder itself needs.")),
                    RootfsShape.ofPackages(),
                    List.of(
                            optional("configureBuilder", TEXT, "Shell text that prepares the builder."),
                            optional("finishRootfs", TEXT, "Shell text, run at the end of every image built in it.")),
                    RootfsShape.ofHooks(),
                    List.of(
                            optional("chost", word(ValueType.TARGET), "CHOST of the images."),
                            optional("crossdev", word(ValueType.TARGET), "Target that a cross compiler is made for."),
                            optional("distcc", TEXTS, "Hosts that compile, such as host/4."),
                            optional("ccache", TRUTH, "Whether compiled files are kept (default false)."),
                            optional("binhost", TEXTS, "Addresses that binary packages are read from."),
                            optional("binhostPush", TEXT, "Address that new binary packages are sent to."),
                            optional("signPackages", SIGNING, "The key that signs binary packages."),
                            optional("trustPackages", TRUST, "Who must have signed the packages of every binhost."),
                            optional(
                                    "capabilities",
                                    new Many(word(ValueType.CAPABILITY)),
                                    "Capabilities that build containers have beyond the usual."),
                            optional("mounts", TEXTS, "FROM:TO[:ro], FROM a path of the host."))));

    private BuilderShape() {}

    private static List<Setting> fetched() {
        return List.of(
                optional("mirror", TEXT, "Base address to fetch it from."),
                optional("mirrors", TEXTS, "Base addresses to fetch it from, the first that works."),
                optional("file", TEXT, "A local archive instead."),
                optional("sha256", TEXT, "Digest of the archive."),
                optional("verify", choice("signature", "digest"), "How it is verified (default signature)."),
                optional("keyring", TEXT, "File of OpenPGP keys that may sign it (default: Gentoo's own)."),
                optional("keys", TEXTS, "Fingerprints of the primary keys that may sign it."));
    }

    @SafeVarargs
    private static List<Setting> settings(List<Setting>... parts) {
        List<Setting> all = new ArrayList<>();
        for (List<Setting> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
