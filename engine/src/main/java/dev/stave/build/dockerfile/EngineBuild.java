package dev.stave.build.dockerfile;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerException;
import dev.stave.container.DockerfileBuild;
import dev.stave.container.Owner;
import dev.stave.inputs.DockerIgnore;
import dev.stave.model.HostException;
import dev.stave.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part of a build that an engine does: from a Dockerfile that is certain to an image under a temporary name. */
final class EngineBuild {
    private static final int QUOTED_LINES = 20;
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final BuildOrder order;
    private final Source.Dockerfile source;
    private final ContainerEngine engine;
    private final Owner owner;
    private final List<String> secretValues = new ArrayList<>();

    EngineBuild(BuildOrder order, Source.Dockerfile source, ContainerEngine engine) {
        this.order = order;
        this.source = source;
        this.engine = engine;
        this.owner = order.owner().part(order.image().name() + "-" + order.platform());
    }

    /** Whose the temporary image is; removing what it owns removes it. */
    Owner owner() {
        return owner;
    }

    /** @param more build arguments beside those of the stack, which go before them */
    String run(String dockerfile, SortedMap<String, String> more) {
        Deque<String> last = new ArrayDeque<>();
        try {
            DockerfileBuild build = build(write("Dockerfile", dockerfile), more);
            return engine.build(build, line -> {
                order.log().accept(line);
                synchronized (last) {
                    last.addLast(line);
                    if (last.size() > QUOTED_LINES) {
                        last.removeFirst();
                    }
                }
            });
        } catch (ContainerException e) {
            String quoted = last.isEmpty() ? "" : "\n" + String.join("\n", last);
            throw new BuildException(
                    "image '" + order.image().name() + "' could not be built from '" + source.file() + "' by "
                            + engine.info().kind() + ": " + e.what() + quoted,
                    e.hint(),
                    e);
        }
    }

    private DockerfileBuild build(Path file, SortedMap<String, String> more) {
        Path context = order.stackFolder().resolve(source.context());
        DockerIgnore ignore = DockerIgnore.of(order.stackFolder().resolve(source.file()), context);
        long epoch = order.created().getEpochSecond();
        SortedMap<String, String> arguments = new TreeMap<>(more);
        arguments.put(EPOCH, Long.toString(epoch));
        arguments.putAll(source.arguments());
        return new DockerfileBuild(
                owner.imageName(),
                file,
                context,
                ignore::ignores,
                order.platform(),
                arguments,
                source.target(),
                secretFiles(),
                secretValues,
                source.cache(),
                epoch,
                owner);
    }

    private SortedMap<String, Path> secretFiles() {
        SortedMap<String, Path> files = new TreeMap<>();
        source.secrets().forEach((id, name) -> {
            String value = order.secrets().apply(name);
            secretValues.add(value);
            files.put(id, write("secret-" + files.size(), value));
        });
        return files;
    }

    private Path write(String name, String text) {
        Path file = order.workFolder().resolve(name);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HostException("'" + file + "' could not be written: " + e.getMessage(), "", e);
        }
    }
}
