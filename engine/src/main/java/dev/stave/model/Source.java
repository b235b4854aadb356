package dev.stave.model;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an image comes to be. Paths are relative to the stack file's folder, with slashes. Nothing but {@link #match}
 * branches on the kind.
 */
public sealed interface Source {
    /** Applies the function of this kind. */
    <T> T match(
            Function<Rootfs, T> rootfs,
            Function<Dockerfile, T> dockerfile,
            Function<Script, T> script,
            Function<Files, T> files,
            Function<Mirror, T> mirror);

    /** The word of the kind, as in the stack file. */
    default String kind() {
        return match(r -> "rootfs", d -> "dockerfile", s -> "script", f -> "files", m -> "mirror");
    }

    /**
     * A minimal root file system from Portage packages and hooks.
     *
     * @param builder  name of a declared builder; null where the parent's builder, or the only one, is meant
     * @param packages atoms, in the order written
     * @param useFlags flags for each atom
     * @param hooks    phase ({@code configureBuilder}, {@code configureRootfs}, {@code finishRootfs}) to shell text
     * @param hookFiles shell files that declare phases, kubler's build.sh among them
     * @param dialect  {@code stave}, {@code kubler} or {@code gentoo-image-builder}
     */
    record Rootfs(
            @Nullable String builder,
            List<String> packages,
            SortedMap<String, List<String>> useFlags,
            SortedMap<String, String> hooks,
            List<String> hookFiles,
            String dialect)
            implements Source {
        @Override
        public <T> T match(
                Function<Rootfs, T> rootfs,
                Function<Dockerfile, T> dockerfile,
                Function<Script, T> script,
                Function<Files, T> files,
                Function<Mirror, T> mirror) {
            return rootfs.apply(this);
        }
    }

    /**
     * A Dockerfile.
     *
     * @param context folder that is sent; the Dockerfile's own where the stack names none
     * @param arguments build arguments
     * @param target  stage to stop at; null for the last
     * @param secrets build secret id to the name of the secret
     * @param cache   whether the engine's layer cache may be used
     */
    record Dockerfile(
            String file,
            String context,
            SortedMap<String, String> arguments,
            @Nullable String target,
            SortedMap<String, String> secrets,
            boolean cache)
            implements Source {
        @Override
        public <T> T match(
                Function<Rootfs, T> rootfs,
                Function<Dockerfile, T> dockerfile,
                Function<Script, T> script,
                Function<Files, T> files,
                Function<Mirror, T> mirror) {
            return dockerfile.apply(this);
        }
    }

    /**
     * Any program.
     *
     * @param in     the image of the stack that it runs inside; null for the host
     * @param inputs globs relative to the stack file; empty where its own folder (or, beside the stack file, itself) is
     *               its input
     * @param secrets environment variable to the name of the secret
     */
    record Script(String file, @Nullable ImageName in, List<String> inputs, SortedMap<String, String> secrets)
            implements Source {
        @Override
        public <T> T match(
                Function<Rootfs, T> rootfs,
                Function<Dockerfile, T> dockerfile,
                Function<Script, T> script,
                Function<Files, T> files,
                Function<Mirror, T> mirror) {
            return script.apply(this);
        }
    }

    /** Files onto a parent or onto nothing. */
    record Files(List<Copy> copies) implements Source {
        @Override
        public <T> T match(
                Function<Rootfs, T> rootfs,
                Function<Dockerfile, T> dockerfile,
                Function<Script, T> script,
                Function<Files, T> files,
                Function<Mirror, T> mirror) {
            return files.apply(this);
        }
    }

    /**
     * One file or folder that goes into an image.
     *
     * @param from a file, or a folder whose content is meant
     * @param to   absolute path inside; with a slash at its end, or for a folder, the folder to put it in
     * @param mode octal, for files; null for 0644, or 0755 with the exec bit
     * @param owner {@code UID:GID}
     */
    record Copy(String from, String to, @Nullable String mode, String owner) {}

    /**
     * An image that exists elsewhere, kept byte for byte.
     *
     * @param from a registry reference, or {@code oci:FOLDER[:NAME]} relative to the stack file
     */
    record Mirror(MirrorFrom from) implements Source {
        @Override
        public <T> T match(
                Function<Rootfs, T> rootfs,
                Function<Dockerfile, T> dockerfile,
                Function<Script, T> script,
                Function<Files, T> files,
                Function<Mirror, T> mirror) {
            return mirror.apply(this);
        }
    }
}
