package dev.stave.container.buildah;

import dev.stave.container.DockerfileBuild;
import dev.stave.container.Owner;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where buildah keeps images and containers. Each owner has a root of its own over the shared one, so that what a build
 * that was killed left behind, which buildah gives no name of ours, can be told and removed.
 *
 * @param program buildah
 * @param driver  the storage driver of the shared root
 * @param shared  the root that loaded images and the layer cache are in
 * @param running the shared run root
 * @param committed which owners' roots hold images that were committed there under another owner's name
 */
record BuildahRoot(Path program, String driver, Path shared, Path running, Map<String, Owner> committed) {
    private static final String OWNED = "stave-run";

    /** buildah with the shared root. */
    List<String> command(String... words) {
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(List.of(words));
        return argv;
    }

    /** buildah with the owner's own root, in which the shared one's images are seen too. */
    List<String> owned(Owner owner, String... words) {
        List<String> argv = new ArrayList<>(List.of(
                program.toString(),
                "--root",
                folder(owner).toString(),
                "--runroot",
                running.resolve(OWNED).resolve(owner.text()).toString(),
                "--storage-driver",
                driver,
                "--storage-opt",
                driver + ".imagestore=" + shared));
        argv.addAll(List.of(words));
        return argv;
    }

    /** For files of the owner that nobody else may see; gone with the owner's root. */
    Path privateFolder(Owner owner) {
        return running.resolve(OWNED).resolve(owner.text()).resolve("stave");
    }

    /** The root that an image of this name is in. */
    List<String> holding(String image, String... words) {
        return ownerOf(image).map(owner -> owned(owner, words)).orElseGet(() -> command(words));
    }

    /** Whose root an image of this name is in; empty for the shared one. */
    Optional<Owner> ownerOf(String image) {
        return Optional.ofNullable(committed.get(image)).or(() -> Owner.ofImage(image));
    }

    /** A file for an image on its way to another root; it goes with the owner's. */
    Path archive(Owner owner, String container) {
        return folder(owner).resolve(container + ".tar");
    }

    /** The root that a build is made in: the owner's, or the shared one, which keeps the layer cache. */
    List<String> building(DockerfileBuild build, String... words) {
        return build.cache() ? command(words) : holding(build.name(), words);
    }

    private Path folder(Owner owner) {
        return shared.resolve(OWNED).resolve(owner.text());
    }

    List<Owner> owners() {
        Path folder = shared.resolve(OWNED);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> roots = Files.list(folder)) {
            return roots.map(root -> Owner.tryParse(root.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Removes all that is in the owner's root, and the root: buildah first, which takes the mounts down. */
    ProcessResult remove(Owner owner, ProcessRunner processes) {
        processes.run(Command.of(owned(owner, "rm", "--all")));
        return processes.run(Command.of(
                "rm",
                "-rf",
                "--one-file-system",
                folder(owner).toString(),
                running.resolve(OWNED).resolve(owner.text()).toString()));
    }
}
