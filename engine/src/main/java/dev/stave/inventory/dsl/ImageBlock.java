package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words of {@code image('NAME') { }}. */
public final class ImageBlock extends Block {
    private final List<Node.Fields> tests = new ArrayList<>();

    ImageBlock(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** Section; the identity is {@code section/name}. */
    public void section(CharSequence section) {
        one("section", section);
    }

    /** The image of the stack that it is built on. */
    public void from(CharSequence image) {
        one("from", image);
    }

    /** Images of the stack that must exist first. */
    public void requires(Object... images) {
        many("requires", images);
    }

    /** What it is built or copied for. */
    public void platforms(Object... platforms) {
        many("platforms", platforms);
    }

    /** {@code revision} or {@code replace}. */
    public void onChange(CharSequence what) {
        one("onChange", what);
    }

    /** {@code off}. */
    public void scan(CharSequence off) {
        one("scan", off);
    }

    /** What a scan must say. */
    public void scan(@DelegatesTo(value = ScanBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        put("scan", inner(ScanBlock::new, body).fields());
    }

    /** A minimal root file system from Portage packages and hooks. */
    public void rootfs(@DelegatesTo(value = RootfsBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        put("rootfs", inner(RootfsBlock::new, body).fields());
    }

    /** A Dockerfile. */
    public void dockerfile(CharSequence file) {
        one("dockerfile", file);
    }

    /** A Dockerfile, with {@code context}, {@code args}, {@code target}, {@code secrets}, {@code cache}. */
    public void dockerfile(Map<String, ?> settings, CharSequence file) {
        valueAnd("dockerfile", "file", file, settings);
    }

    /** Any program. */
    public void script(CharSequence file) {
        one("script", file);
    }

    /** Any program, with {@code in}, {@code inputs}, {@code secrets}. */
    public void script(Map<String, ?> settings, CharSequence file) {
        valueAnd("script", "file", file, settings);
    }

    /** Files onto a parent or onto nothing. */
    public void files(@DelegatesTo(value = FilesBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        put("files", inner(FilesBlock::new, body).copies());
    }

    /** An image that exists elsewhere. */
    public void mirror(CharSequence source) {
        one("mirror", source);
    }

    /** An image that exists elsewhere, with a selection of tags. */
    public void mirror(
            CharSequence source,
            @DelegatesTo(value = MirrorBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        put(
                "mirror",
                read(new MirrorBlock(evaluation(), subject(), source), body).fields());
    }

    /** The version, or where it comes from. */
    public void version(Object version) {
        one("version", version);
    }

    /** The version, or where it comes from, with {@code unchecked}. */
    public void version(Map<String, ?> settings, Object version) {
        Map<String, Node> all = new LinkedHashMap<>(
                version instanceof Reference
                        ? ((Node.Fields) values().node(version, "0")).nodes()
                        : Map.of("value", values().node(version, "0")));
        all.putAll(values().fields(settings).nodes());
        put("version", new Node.Fields(all, values().origin()));
    }

    /** A command that must work. */
    public void test(Object... words) {
        addTest("command", values().words(words), Map.of());
    }

    /** A command that must work, with {@code entrypoint} or {@code shell}. */
    public void test(Map<String, ?> settings, Object... words) {
        addTest("command", values().words(words), settings);
    }

    /** A script that must work. */
    public void testScript(CharSequence file) {
        addTest("script", values().node(file, "0"), Map.of());
    }

    /** The label that holds the command that must work. */
    public void testLabel(CharSequence label) {
        addTest("label", values().node(label, "0"), Map.of());
    }

    /** The health check must succeed. */
    public void healthy() {
        healthy(Map.of());
    }

    /** The health check must succeed {@code within} a time, a {@code streak} long. */
    public void healthy(Map<String, ?> settings) {
        addTest("healthy", values().fields(settings), Map.of());
    }

    /** Words of the command. */
    public void command(Object... words) {
        put("command", values().words(words));
    }

    /** Words of the entrypoint. */
    public void entrypoint(Object... words) {
        put("entrypoint", values().words(words));
    }

    /** Ports that it listens on. */
    public void ports(Object... ports) {
        many("ports", ports);
    }

    /** Environment variables. */
    public void env(Map<String, ?> variables) {
        entries("env", values().fields(variables));
    }

    /** Labels. */
    public void labels(Map<String, ?> labels) {
        entries("labels", values().fields(labels));
    }

    /** User that it runs as. */
    public void user(Object user) {
        one("user", user);
    }

    /** Folder that it starts in. */
    public void workdir(CharSequence folder) {
        one("workdir", folder);
    }

    /** Folders that are volumes. */
    public void volumes(Object... folders) {
        many("volumes", folders);
    }

    /** Signal that ends it. */
    public void stopSignal(Object signal) {
        one("stopSignal", signal);
    }

    /** Docker's health check. */
    public void healthcheck(Object... words) {
        put("healthcheck", values().words(words));
    }

    /** Docker's health check, with {@code interval}, {@code timeout}, {@code startPeriod}, {@code retries}. */
    public void healthcheck(Map<String, ?> settings, Object... words) {
        Map<String, Node> all = new LinkedHashMap<>();
        all.put("command", values().words(words));
        all.putAll(values().fields(settings).nodes());
        put("healthcheck", new Node.Fields(all, values().origin()));
    }

    /** {@code one} or {@code packages}. */
    public void layers(CharSequence how) {
        one("layers", how);
    }

    /** {@code gzip} or {@code zstd}. */
    public void compression(CharSequence how) {
        one("compression", how);
    }

    @Override
    Node.Fields fields() {
        Node.Fields said = super.fields();
        if (tests.isEmpty() || said.nodes().containsKey("test")) {
            return said;
        }
        Map<String, Node> all = new LinkedHashMap<>(said.nodes());
        Node.Fields first = tests.get(0);
        boolean plain = tests.size() == 1 && first.nodes().keySet().equals(Set.of("command"));
        all.put(
                "test",
                plain ? first.nodes().values().iterator().next() : new Node.Items(List.copyOf(tests), first.origin()));
        return new Node.Fields(all, said.origin());
    }

    private void addTest(String kind, Node value, Map<String, ?> settings) {
        Map<String, Node> all = new LinkedHashMap<>();
        all.put(kind, value);
        all.putAll(values().fields(settings).nodes());
        tests.add(new Node.Fields(all, values().origin()));
    }
}
