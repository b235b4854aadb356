package dev.stave.build.dockerfile;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.container.ContainerEngine;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.Engines;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.model.Problem;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.layer.ArchiveImport;
import dev.stave.oci.layer.LayerRewriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Builds images from Dockerfiles, by an engine that can do what the image wants. */
public final class DockerfileBuilder implements Builder {
    private final Store store;
    private final Engines engines;
    private final Inventory inventory;
    private final SortedMap<String, String> proxies;
    private final BuiltImage results;

    /**
     * @param inventory the stack, whose names a Dockerfile may use
     * @param proxies   HTTP_PROXY and its like, which builders know as arguments that leave no trace in the image
     */
    public DockerfileBuilder(
            Services services, Engines engines, Inventory inventory, SortedMap<String, String> proxies) {
        this.store = services.store();
        this.engines = engines;
        this.inventory = inventory;
        this.proxies = new TreeMap<>(proxies);
        this.results = new BuiltImage(services.store(), services.archives(), services.layers());
    }

    /** What of the store a build needs. */
    public record Services(Store store, ArchiveImport archives, LayerRewriter layers) {}

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        Set<Ability> wanted = wanted(source(image));
        Optional<ContainerEngine> engine = engines.having(wanted);
        if (engine.isEmpty()) {
            return List.of("a Dockerfile needs a container engine: " + engines.complaint(wanted));
        }
        Platform own = engine.get().info().platform();
        if (engine.get().info().abilities().contains(Ability.EMULATION)) {
            return List.of();
        }
        return platforms.stream()
                .filter(platform -> !platform.accepts(own))
                .map(platform -> engine.get().info().kind() + " on " + own + " cannot build for " + platform
                        + ": this host has no emulation (binfmt_misc and qemu-user-static)")
                .toList();
    }

    @Override
    public PlatformImage build(BuildOrder order) {
        Source.Dockerfile source = source(order.image());
        ContainerEngine engine = engines.having(wanted(source))
                .orElseThrow(() -> new HostException(
                        "a Dockerfile needs a container engine: " + engines.complaint(wanted(source)),
                        "install Docker, Podman or buildah"));
        Dockerfile dockerfile = read(order, source, engine);
        SortedMap<ImageName, PlatformImage> named = named(order, dockerfile);
        EngineBuild build = new EngineBuild(order, source, engine);
        try {
            SortedMap<ImageName, String> loaded = new TreeMap<>();
            named.forEach((name, image) -> loaded.put(name, engine.load(name.toString(), image, store)));
            SortedMap<String, String> more = new TreeMap<>(proxies);
            String parent = parentName(order, loaded);
            if (!parent.isEmpty() && dockerfile.arguments().contains("BASE")) {
                more.put("BASE", parent);
            }
            String text = new DockerfileRewriter(order.pins(), loaded, parent).rewrite(dockerfile);
            Instant start = Instant.now();
            String built = build.run(text, more);
            PlatformImage base = dockerfile
                    .base(source.target())
                    .flatMap(reference -> base(order, named, reference))
                    .orElse(null);
            return results.take(order.on(base), engine, built, start);
        } finally {
            removeUninterrupted(engine, build);
        }
    }

    private Dockerfile read(BuildOrder order, Source.Dockerfile source, ContainerEngine engine) {
        DockerfileNames names =
                new DockerfileNames(order.stackFolder(), engine.info().platform());
        Dockerfile read = names.read(order.image(), source, StackNames.of(inventory), order.platform());
        List<Problem> problems = DockerfileNames.problems(order.image(), source, read);
        if (!problems.isEmpty()) {
            throw new BuildException(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), "");
        }
        return read;
    }

    /** The images of the stack that the Dockerfile names; each was built before. */
    private static SortedMap<ImageName, PlatformImage> named(BuildOrder order, Dockerfile dockerfile) {
        SortedMap<ImageName, PlatformImage> images = new TreeMap<>();
        ImageName parent = order.image().parent();
        for (ImageName name : dockerfile.ofStack(parent)) {
            PlatformImage image = name.equals(parent) && order.parent() != null
                    ? order.parent()
                    : order.images().get(name);
            if (image == null) {
                throw new BuildException(
                        "image '" + order.image().name() + "' is built with '" + name + "', which does not exist for "
                                + order.platform(),
                        "build it first, or select it with --with-requires");
            }
            images.put(name, image);
        }
        return images;
    }

    private static String parentName(BuildOrder order, SortedMap<ImageName, String> loaded) {
        ImageName parent = order.image().parent();
        return parent == null ? "" : loaded.getOrDefault(parent, "");
    }

    private static Optional<PlatformImage> base(
            BuildOrder order, SortedMap<ImageName, PlatformImage> named, Reference reference) {
        return reference.match(
                outside -> Optional.empty(),
                ofStack -> Optional.ofNullable(named.get(ofStack.name())),
                parent -> Optional.ofNullable(order.parent()));
    }

    private static Source.Dockerfile source(ImageSpec image) {
        return DockerfileNames.sourceOf(image)
                .orElseThrow(() -> new IllegalArgumentException(image.name() + " has no Dockerfile"));
    }

    private static Set<Ability> wanted(Source.Dockerfile source) {
        return source.secrets().isEmpty() ? EnumSet.noneOf(Ability.class) : EnumSet.of(Ability.BUILD_SECRETS);
    }

    private static void removeUninterrupted(ContainerEngine engine, EngineBuild build) {
        boolean interrupted = Thread.interrupted();
        try {
            engine.removeOwned(build.owner());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
