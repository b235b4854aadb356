package dev.stave.container.api;

import dev.stave.container.ContainerException;
import dev.stave.container.DockerfileBuild;
import dev.stave.container.StagedContext;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds with a client program of Docker or Podman, for what needs a session with the daemon: secrets. */
public final class ClientBuild {
    private final ProcessRunner processes;
    private final List<String> program;
    private final Map<String, String> environment;
    private final List<String> options;
    private final boolean labelled;

    private ClientBuild(
            ProcessRunner processes,
            List<String> program,
            Map<String, String> environment,
            List<String> options,
            boolean labelled) {
        this.processes = processes;
        this.program = program;
        this.environment = environment;
        this.options = options;
        this.labelled = labelled;
    }

    /** @param program a docker client that was seen to have BuildKit */
    public static ClientBuild docker(ProcessRunner processes, String program, Endpoint endpoint) {
        return new ClientBuild(
                processes,
                List.of(program, "--host", endpoint.toString(), "build"),
                Map.of("DOCKER_BUILDKIT", "1"),
                List.of("--progress=plain"),
                false);
    }

    /** @param program a podman that speaks to the same service */
    public static ClientBuild podman(ProcessRunner processes, String program, Endpoint endpoint) {
        return new ClientBuild(
                processes,
                List.of(program, "--remote", "--url", endpoint.toString(), "build"),
                Map.of(),
                List.of("--format", "docker"),
                true);
    }

    /** The client's file. */
    public String program() {
        return program.get(0);
    }

    void run(DockerfileBuild build, Consumer<String> log) {
        List<String> argv = new ArrayList<>(program);
        argv.addAll(options);
        if (!build.cache()) {
            argv.add("--no-cache");
            if (labelled) {
                build.owner().labels().forEach((name, value) -> argv.addAll(List.of("--label", name + "=" + value)));
            }
        }
        argv.addAll(new StagedContext(processes).arguments(build));
        ProcessResult result = processes.run(Command.of(argv).with(environment).masking(build.secrets()), log);
        if (!result.succeeded()) {
            throw new ContainerException(
                    "the build of '" + build.name() + "' failed: " + result.lastLines(5), "", null);
        }
    }
}
