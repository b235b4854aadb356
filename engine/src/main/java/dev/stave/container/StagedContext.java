package dev.stave.container;

import dev.stave.model.HostException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A build context as a folder, for programs that take no stream: what is ignored left out, every time the same. */
public final class StagedContext {
    private final ProcessRunner processes;

    public StagedContext(ProcessRunner processes) {
        this.processes = processes;
    }

    /** Fills {@code context} beside the Dockerfile; its removal is that of the folder that the Dockerfile lies in. */
    public Path stage(DockerfileBuild build) {
        Path folder = build.dockerfile().resolveSibling("context");
        try {
            Files.createDirectories(folder);
            // what the user's file ignores is gone already, and the file itself must not be asked a second time
            Files.writeString(ignoreFile(build), "");
        } catch (IOException e) {
            throw new HostException("'" + folder + "' could not be made: " + e.getMessage(), "", e);
        }
        ContextTar tar = new ContextTar(build);
        ProcessResult result = processes.stream(
                Command.of("tar", "-x", "-p", "-f", "-", "-C", folder.toString()), tar::write, in -> {});
        if (!result.succeeded()) {
            throw new HostException("the build context could not be copied: " + result.lastLines(3), "");
        }
        return folder;
    }

    /** An empty ignore file, where Docker's client looks for it by itself. */
    public static Path ignoreFile(DockerfileBuild build) {
        return build.dockerfile().resolveSibling(build.dockerfile().getFileName() + ".dockerignore");
    }

    /** What the build commands of Docker, Podman and buildah have in common, the context as the last. */
    public List<String> arguments(DockerfileBuild build) {
        List<String> words =
                new ArrayList<>(List.of("--file", build.dockerfile().toString()));
        build.names().forEach(name -> words.addAll(List.of("--tag", name)));
        words.addAll(List.of("--platform", build.platform().toString()));
        build.arguments().forEach((name, value) -> words.addAll(List.of("--build-arg", name + "=" + value)));
        build.secretFiles().forEach((id, file) -> words.addAll(List.of("--secret", "id=" + id + ",src=" + file)));
        String target = build.target();
        if (target != null) {
            words.addAll(List.of("--target", target));
        }
        words.add(stage(build).toString());
        return words;
    }
}
