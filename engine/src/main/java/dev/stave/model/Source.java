package dev.stave.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
     * @param builder name of a declared builder; null where the parent's builder, or the only one, is meant
     * @param env     variables of the build, {@code BOB_*} among them
     * @param noCache atoms whose binary packages are not used
     */
    record Rootfs(
            @Nullable String builder,
            PackageChoice choice,
            BuildHooks hooks,
            KeptAside kept,
            RootfsFinish finish,
            SortedMap<String, String> env,
            List<String> noCache)
            implements Source {
        /** Packages and nothing else. */
        public static Rootfs of(@Nullable String builder, PackageChoice choice) {
            return new Rootfs(
                    builder, choice, BuildHooks.NONE, KeptAside.NONE, RootfsFinish.DEFAULT, new TreeMap<>(), List.of());
        }

        /** The same with these hooks. */
        public Rootfs with(BuildHooks newHooks) {
            return new Rootfs(builder, choice, newHooks, kept, finish, env, noCache);
        }

        /** Atoms, in the order written. */
        public List<String> packages() {
            return choice.packages();
        }

        /** Shell files that declare phases. */
        public List<String> hookFiles() {
            return hooks.files();
        }

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
