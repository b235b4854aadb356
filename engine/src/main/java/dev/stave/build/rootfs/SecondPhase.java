package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.build.DockerfileTemplate;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Makes the image of a root by a Dockerfile, in whose context the root lies as {@code rootfs.tar}. */
final class SecondPhase {
    static final String ROOT = "rootfs.tar";

    private final Builder dockerfiles;

    SecondPhase(Builder dockerfiles) {
        this.dockerfiles = dockerfiles;
    }

    /** What such an image is for who builds from Dockerfiles. */
    static Source source(String dockerfile) {
        return new Source.Dockerfile(dockerfile, ".", new TreeMap<>(), null, new TreeMap<>(), false);
    }

    /** @param context holds {@code rootfs.tar}, and nothing else yet */
    PlatformImage build(BuildOrder order, String dockerfile, DockerfileTemplate template, Path context) {
        Path file = order.stackFolder().resolve(dockerfile);
        Path folder = Path.of(dockerfile).getParent();
        if (folder != null) {
            new FileTree(order.stackFolder().resolve(folder)).copyTo(context, name -> !name.equals(ROOT));
        }
        try {
            Files.writeString(context.resolve("Dockerfile"), template.filled(Files.readString(file)));
        } catch (IOException e) {
            throw OrderFolder.unwritten(context, e);
        }
        Path work = BuildRooms.made(context.resolveSibling("second-work"));
        return dockerfiles.build(
                order.of(order.image().with(source("Dockerfile"))).in(context, work));
    }
}
