package dev.stave.build.dockerfile;

import dev.stave.build.DockerfileTemplate;
import dev.stave.build.NamedImages;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Origin;
import dev.stave.model.Platform;
import dev.stave.model.Problem;
import dev.stave.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What the Dockerfiles of a stack name, over all platforms of each image, those for roots from Portage among them. Other
 * kinds of sources name nothing.
 */
public final class DockerfileNames implements NamedImages {
    private final Path stackFolder;
    private final Platform host;

    /** @param host the platform that builds run on */
    public DockerfileNames(Path stackFolder, Platform host) {
        this.stackFolder = stackFolder;
        this.host = host;
    }

    @Override
    public Named read(ImageSpec image, Inventory inventory, List<Platform> platforms) {
        Optional<Source.Dockerfile> source = sourceOf(image).or(() -> ofRoot(image));
        if (source.isEmpty()
                || !Files.isRegularFile(stackFolder.resolve(source.get().file()))) {
            return Named.NOTHING; // that a file is missing is told by who looks for inputs
        }
        StackNames names = StackNames.of(inventory);
        Subject subject = new Subject(image, source.get(), names, filling(image, inventory));
        Set<String> outside = new TreeSet<>();
        Set<ImageName> images = new TreeSet<>();
        Set<Problem> problems = new LinkedHashSet<>();
        for (Platform platform : platforms) {
            Dockerfile read = read(subject, platform);
            outside.addAll(read.outside());
            images.addAll(read.ofStack(image.parent()));
            problems.addAll(problems(image, source.get(), read));
        }
        return new Named(List.copyOf(outside), List.copyOf(images), List.copyOf(problems));
    }

    static Optional<Source.Dockerfile> sourceOf(ImageSpec image) {
        return image.source()
                .match(
                        rootfs -> Optional.empty(),
                        Optional::of,
                        script -> Optional.empty(),
                        files -> Optional.empty(),
                        mirror -> Optional.empty());
    }

    /** The Dockerfile that an image from Portage has for its root. */
    private static Optional<Source.Dockerfile> ofRoot(ImageSpec image) {
        return image.rootfs()
                .map(rootfs -> rootfs.finish().dockerfile())
                .map(file -> new Source.Dockerfile(file, ".", new TreeMap<>(), null, new TreeMap<>(), false));
    }

    private static UnaryOperator<String> filling(ImageSpec image, Inventory inventory) {
        if (image.rootfs().isEmpty()) {
            return UnaryOperator.identity();
        }
        String version = image.version().known().orElse("");
        return DockerfileTemplate.of(image, inventory.buildersOf(image), version)::filled;
    }

    Dockerfile read(ImageSpec image, Source.Dockerfile source, StackNames names, Platform platform) {
        return read(new Subject(image, source, names, UnaryOperator.identity()), platform);
    }

    /** @param filling puts into a Dockerfile what it does not know itself */
    private record Subject(
            ImageSpec image, Source.Dockerfile source, StackNames names, UnaryOperator<String> filling) {}

    private Dockerfile read(Subject of, Platform platform) {
        PlatformArguments arguments = new PlatformArguments(platform, host);
        String text = of.filling().apply(text(stackFolder.resolve(of.source().file())));
        boolean hasParent = of.image().parent() != null;
        return new DockerfileReader(text, of.names(), hasParent, of.source().arguments(), arguments).read();
    }

    static List<Problem> problems(ImageSpec image, Source.Dockerfile source, Dockerfile read) {
        String subject = "image '" + image.name() + "'";
        List<Problem> problems = new ArrayList<>();
        read.complaints()
                .forEach(c -> problems.add(new Problem(new Origin(source.file(), c.line()), subject, c.message())));
        String target = source.target();
        if (target != null && !read.hasStage(target)) {
            problems.add(
                    new Problem(image.origin(), subject, "target '" + target + "' is no stage of " + source.file()));
        }
        ImageName parent = image.parent();
        if (parent != null
                && read.complaints().isEmpty()
                && !read.ofStack(parent).contains(parent)) {
            problems.add(new Problem(
                    image.origin(),
                    subject,
                    "from '" + parent + "' is used nowhere in " + source.file()
                            + ": write FROM ${BASE}, or leave from out"));
        }
        return problems;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HostException("'" + file + "' could not be read: " + e.getMessage(), "", e);
        }
    }
}
