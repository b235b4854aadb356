package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import java.util.Map;

/** Words that a build from Portage and its builders share. */
public abstract class PackageWords extends Block {
    PackageWords(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** Portage atoms. */
    public void packages(Object... atoms) {
        many("packages", atoms);
    }

    /** USE flags of an atom. */
    public void useFlags(CharSequence atom, Object... flags) {
        ofAtom("useFlags", atom, flags);
    }

    /** Accepted keywords of an atom. */
    public void keywords(CharSequence atom, Object... keywords) {
        ofAtom("keywords", atom, keywords);
    }

    /** Accepted licences of an atom. */
    public void licenses(CharSequence atom, Object... licenses) {
        ofAtom("licenses", atom, licenses);
    }

    /** Atoms that are not to be used. */
    public void mask(Object... atoms) {
        many("mask", atoms);
    }

    /** Atoms that may be used although the tree masks them. */
    public void unmask(Object... atoms) {
        many("unmask", atoms);
    }

    /** Shell text, run in the builder first. */
    public void configureBuilder(CharSequence shell) {
        one("configureBuilder", shell);
    }

    /** Shell text, run when packages are installed. */
    public void finishRootfs(CharSequence shell) {
        one("finishRootfs", shell);
    }

    /** Shell files that declare phases. */
    public void hooks(Object... files) {
        many("hooks", files);
    }

    /** Folder of user patches. */
    public void patches(CharSequence folder) {
        one("patches", folder);
    }

    /** How hooks are read. */
    public void dialect(CharSequence dialect) {
        one("dialect", dialect);
    }

    /** Variables of the build. */
    public void env(Map<String, ?> variables) {
        entries("env", values().fields(variables));
    }

    private void ofAtom(String setting, CharSequence atom, Object[] words) {
        Object[] all = new Object[words.length + 1];
        all[0] = atom;
        System.arraycopy(words, 0, all, 1, words.length);
        // positions count from the atom, so that each word keeps its line
        Node.Items items = values().items(all);
        entry(
                setting,
                atom.toString(),
                new Node.Items(items.nodes().subList(1, items.nodes().size()), items.origin()));
    }
}
