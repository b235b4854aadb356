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

/** The part of the table that says what a build from Portage may set, and what its builders share with it. */
final class RootfsShape {
    static final String IN_BUILDER = "it would be kept in the builder for everybody who has it";

    private static final Block GIT_TREE = new Block(
            "a tree",
            List.of(
                    required("git", TEXT, "Address of a git repository."),
                    required("ref", TEXT, "Branch, tag or commit of it; the commit is pinned by the lock."),
                    required("to", word(ValueType.INNER_PATH), "Where it goes inside the image.")));

    private RootfsShape() {}

    static List<Setting> settings() {
        List<Setting> all = new ArrayList<>(List.of(
                optional("builder", TEXT, "Builder to start from (default: the parent's, or the only one)."),
                optional("packages", TEXTS, "Portage atoms to install.")));
        all.addAll(ofPackages());
        all.addAll(List.of(
                optional("configureBuilder", TEXT, "Shell text, run in the builder first."),
                optional("configureRootfs", TEXT, "Shell text, run before packages are installed."),
                optional("finishRootfs", TEXT, "Shell text, run when packages are installed.")));
        all.addAll(ofHooks());
        all.addAll(List.of(
                optional("add", new Many(GIT_TREE), "Trees of git repositories that go into the image."),
                optional("dockerfile", TEXT, "Second phase: a Dockerfile with rootfs.tar in its context."),
                optional(
                        "clean",
                        TRUTH,
                        "Whether what an image does not need is removed (default true; false with gentoo-image-builder)."),
                optional("keepHeaders", TRUTH, "Whether headers stay in the image (default false)."),
                optional("keepStaticLibs", TRUTH, "Whether static libraries stay in the image (default false)."),
                optional("headersFrom", TEXTS, "Images whose headers the build needs."),
                optional("staticLibsFrom", TEXTS, "Images whose static libraries the build needs."),
                optional("iconvFrom", TEXTS, "Images whose iconv data the build needs."),
                optional("noCache", TEXTS, "Atoms whose binary packages are not used."),
                optional("sizeBudget", word(ValueType.SIZE), "The most that its own layers may hold, unpacked.")));
        return List.copyOf(all);
    }

    /** What is said of packages. */
    static List<Setting> ofPackages() {
        return List.of(
                optional("useFlags", new Named(TEXTS), "USE flags, by atom."),
                optional("keywords", new Named(TEXTS), "Accepted keywords such as ~amd64, by atom."),
                optional("licenses", new Named(TEXTS), "Accepted licences, by atom."),
                optional("mask", TEXTS, "Atoms that are not to be used."),
                optional("unmask", TEXTS, "Atoms that may be used although the tree masks them."));
    }

    /** The shell of a build and of a builder. */
    static List<Setting> ofHooks() {
        return List.of(
                optional("hooks", TEXTS, "Shell files that declare phases, kubler's build.sh among them."),
                optional("patches", TEXT, "Folder of user patches, by category/package."),
                optional(
                        "dialect",
                        choice("stave", "kubler", "gentoo-image-builder"),
                        "How hooks are read (default stave)."),
                optional("env", new Named(secretless(IN_BUILDER)), "Variables of the build, BOB_* among them."));
    }
}
