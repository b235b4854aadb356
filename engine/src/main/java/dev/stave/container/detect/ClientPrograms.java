package dev.stave.container.detect;

import dev.stave.container.api.ApiConnection;
import dev.stave.container.api.ApiEngine;
import dev.stave.container.api.ClientAttach;
import dev.stave.container.api.ClientBuild;
import dev.stave.container.api.Endpoint;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import dev.stave.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The clients in PATH that can build with secrets: each is asked, for the first need not be the able one. */
public final class ClientPrograms {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);
    /** The last client with BuildKit built in; later ones need the plugin buildx. */
    private static final int LAST_WITH_BUILDKIT = 22;

    private static final int FIRST_WITH_BUILDKIT = 19;

    private final ProcessRunner processes;
    private final Map<String, String> environment;

    public ClientPrograms(ProcessRunner processes, Map<String, String> environment) {
        this.processes = processes;
        this.environment = environment;
    }

    /** What there is for the engine that answers there. */
    public ApiEngine.Clients of(ApiConnection connection, Endpoint endpoint) {
        List<String> words = connection.isPodman()
                ? List.of("--remote", "--url", endpoint.toString())
                : List.of("--host", endpoint.toString());
        Optional<ClientAttach> attach = Program.find(connection.isPodman() ? "podman" : "docker", environment)
                .map(program -> new ClientAttach(
                        processes,
                        Stream.concat(Stream.of(program.toString()), words.stream())
                                .toList()));
        return new ApiEngine.Clients(connection.isPodman() ? podman(endpoint) : docker(endpoint), attach);
    }

    /** A docker client that has BuildKit. */
    public Optional<ClientBuild> docker(Endpoint endpoint) {
        return Program.findAll("docker", environment).stream()
                .filter(this::hasBuildKit)
                .findFirst()
                .map(program -> ClientBuild.docker(processes, program.toString(), endpoint));
    }

    public Optional<ClientBuild> podman(Endpoint endpoint) {
        return Program.find("podman", environment)
                .map(program -> ClientBuild.podman(processes, program.toString(), endpoint));
    }

    private boolean hasBuildKit(Path docker) {
        if (ask(docker, "buildx", "version").succeeded()) {
            return true;
        }
        Matcher version = VERSION.matcher(ask(docker, "version", "--format", "{{.Client.Version}}")
                .stdout()
                .strip());
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major >= FIRST_WITH_BUILDKIT && major <= LAST_WITH_BUILDKIT;
    }

    private ProcessResult ask(Path docker, String... words) {
        List<String> argv = new ArrayList<>(List.of(docker.toString()));
        argv.addAll(List.of(words));
        return processes.run(Command.of(argv).within(PATIENCE));
    }
}
