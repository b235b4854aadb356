package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.Map;

/** Words of {@code stack('NAME') { }}. */
public final class StackBlock extends Block {
    StackBlock(Evaluation evaluation) {
        super(evaluation, "stack");
    }

    /** Where images are released to. */
    public void registry(CharSequence registry) {
        one("registry", registry);
    }

    /** Section of the images that name none. */
    public void section(CharSequence section) {
        one("section", section);
    }

    /** What builds are made for. */
    public void platforms(Object... platforms) {
        many("platforms", platforms);
    }

    /** The last resort for a tag. */
    public void release(CharSequence release) {
        one("release", release);
    }

    /** {@code each} or {@code together}. */
    public void publish(CharSequence when) {
        one("publish", when);
    }

    /** {@code revision} or {@code replace}. */
    public void onChange(CharSequence what) {
        one("onChange", what);
    }

    /** Files or folders of certificates. */
    public void certificates(Object... paths) {
        many("certificates", paths);
    }

    /** Where builders are pushed. */
    public void builderRepository(CharSequence repository) {
        one("builderRepository", repository);
    }

    /** What is to be known of a registry host. */
    public void host(Map<String, ?> settings, CharSequence host) {
        declare("hosts", "host '" + host + "'", host.toString(), values().fields(settings));
    }

    /** A registry host of which nothing is to be known. */
    public void host(CharSequence host) {
        host(Map.of(), host);
    }

    /** A version that the stack pins. */
    public void software(CharSequence name) {
        software(Map.of(), name);
    }

    /** A version that the stack pins. */
    public void software(Map<String, ?> settings, CharSequence name) {
        declare("software", "software '" + name + "'", name.toString(), values().fields(settings));
    }

    /** {@code off}. */
    public void scan(CharSequence off) {
        one("scan", off);
    }

    /** What a scan must say. */
    public void scan(@DelegatesTo(value = ScanBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        put("scan", inner(ScanBlock::new, body).fields());
    }

    /** A build container. */
    public void builder(
            CharSequence name,
            @DelegatesTo(value = BuilderBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        BuilderBlock builder = new BuilderBlock(evaluation(), "builder '" + name + "'");
        declare(
                "builders",
                builder.subject(),
                name.toString(),
                read(builder, body).fields());
    }

    /** An image. */
    public void image(
            CharSequence name,
            @DelegatesTo(value = ImageBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        ImageBlock image = read(new ImageBlock(evaluation(), "image '" + name + "'"), body);
        declare("images", image.subject(), key(name.toString(), image), image.fields());
    }

    /** Two sections may hold images of the same short name. */
    private String key(String name, ImageBlock image) {
        boolean taken =
                get("images") instanceof Node.Fields images && images.nodes().containsKey(name);
        return taken && image.get("section") instanceof Node.Text section ? section.value() + "/" + name : name;
    }
}
