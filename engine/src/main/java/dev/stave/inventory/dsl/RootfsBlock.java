package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;

/** Words of {@code rootfs { }}. */
public final class RootfsBlock extends Block {
    RootfsBlock(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** The builder to start from. */
    public void builder(CharSequence name) {
        one("builder", name);
    }

    /** Portage atoms. */
    public void packages(Object... atoms) {
        many("packages", atoms);
    }

    /** USE flags of an atom. */
    public void useFlags(CharSequence atom, Object... flags) {
        Object[] all = new Object[flags.length + 1];
        all[0] = atom;
        System.arraycopy(flags, 0, all, 1, flags.length);
        // positions count from the atom, so that each flag keeps its line
        Node.Items items = values().items(all);
        entry(
                "useFlags",
                atom.toString(),
                new Node.Items(items.nodes().subList(1, items.nodes().size()), items.origin()));
    }

    /** Shell text, run in the builder first. */
    public void configureBuilder(CharSequence shell) {
        one("configureBuilder", shell);
    }

    /** Shell text, run before packages are installed. */
    public void configureRootfs(CharSequence shell) {
        one("configureRootfs", shell);
    }

    /** Shell text, run when packages are installed. */
    public void finishRootfs(CharSequence shell) {
        one("finishRootfs", shell);
    }

    /** Shell files that declare phases. */
    public void hooks(Object... files) {
        many("hooks", files);
    }

    /** How hooks are read. */
    public void dialect(CharSequence dialect) {
        one("dialect", dialect);
    }
}
