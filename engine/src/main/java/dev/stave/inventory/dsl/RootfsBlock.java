package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import java.util.List;
import java.util.Map;

/** Words of {@code rootfs { }}. */
public final class RootfsBlock extends PackageWords {
    RootfsBlock(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** The builder to start from. */
    public void builder(CharSequence name) {
        one("builder", name);
    }

    /** Shell text, run before packages are installed. */
    public void configureRootfs(CharSequence shell) {
        one("configureRootfs", shell);
    }

    /** A tree of a git repository that goes into the image. */
    public void add(Map<String, ?> tree) {
        Node.Fields fields = values().fields(tree);
        many("add", new Node.Items(List.of(fields), fields.origin()));
    }

    /** The second phase. */
    public void dockerfile(CharSequence file) {
        one("dockerfile", file);
    }

    /** Whether what an image does not need is removed. */
    public void clean(boolean clean) {
        one("clean", clean);
    }

    /** Whether headers stay in the image. */
    public void keepHeaders(boolean keep) {
        one("keepHeaders", keep);
    }

    /** Whether static libraries stay in the image. */
    public void keepStaticLibs(boolean keep) {
        one("keepStaticLibs", keep);
    }

    /** Images whose headers the build needs. */
    public void headersFrom(Object... images) {
        many("headersFrom", images);
    }

    /** Images whose static libraries the build needs. */
    public void staticLibsFrom(Object... images) {
        many("staticLibsFrom", images);
    }

    /** Images whose iconv data the build needs. */
    public void iconvFrom(Object... images) {
        many("iconvFrom", images);
    }

    /** Atoms whose binary packages are not used. */
    public void noCache(Object... atoms) {
        many("noCache", atoms);
    }

    /** The most that the image's own layers may hold. */
    public void sizeBudget(CharSequence size) {
        one("sizeBudget", size);
    }
}
