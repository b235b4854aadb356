package dev.stave.container;

import dev.stave.model.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One build from a Dockerfile for one platform.
 *
 * @param name       what the built image is called in the engine
 * @param dockerfile the file, already with its outside references pinned and stack images bound; the folder that it
 *     lies in may be used for what the build needs meanwhile
 * @param context    the folder that is sent; what .dockerignore names is left out
 * @param ignored    whether a path relative to the context, with slashes, stays behind
 * @param arguments  build arguments
 * @param target     stage to stop at; null for the last
 * @param platform   what is built for
 * @param secretFiles secret id to the file that holds it, for engines with {@link EngineInfo.Ability#BUILD_SECRETS}
 * @param secrets    texts that are masked in the log
 * @param cache      whether the engine's layer cache may be used
 * @param sourceDateEpoch seconds, handed to the build
 */
public record DockerfileBuild(
        String name,
        Path dockerfile,
        Path context,
        java.util.function.Predicate<String> ignored,
        Platform platform,
        SortedMap<String, String> arguments,
        @Nullable String target,
        SortedMap<String, Path> secretFiles,
        List<String> secrets,
        boolean cache,
        long sourceDateEpoch,
        Owner owner) {
    /**
     * Where a Dockerfile that lies outside the context is put in it, for engines that know no other way. It may show up
     * in the image; whoever imports the image drops it.
     */
    public static final String SENT_AS = ".stave.Dockerfile";

    /**
     * Every name that the image gets. One with a cache has a second that stays: in Podman and buildah an image and its
     * steps are the cache, and go when nothing names them.
     */
    public List<String> names() {
        String part = owner.part().isEmpty() ? "image" : owner.part();
        return cache ? List.of(name, "localhost/stave-cache/" + part + ":last") : List.of(name);
    }
}
