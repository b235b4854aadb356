package dev.stave.container.detect;

import dev.stave.container.ContainerEngine;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.Engines;
import dev.stave.container.Lacks;
import dev.stave.container.api.ApiConnection;
import dev.stave.container.api.ApiEngine;
import dev.stave.container.api.Endpoint;
import dev.stave.container.buildah.BuildahEngine;
import dev.stave.model.EngineException;
import dev.stave.model.UsageException;
import dev.stave.process.ProcessRunner;
import dev.stave.process.Program;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The engines of this host: Docker, then Podman, then buildah. Each is spoken to when it is first needed; what is there
 * but does not answer is told, not fatal.
 */
public final class LocalEngines implements Engines, AutoCloseable {
    private static final List<String> KINDS = List.of("docker", "podman", "buildah");
    public static final String AUTO = "auto";

    private final EngineSurroundings surroundings;
    private final ProcessRunner processes;
    private final Executor threads;
    private final List<String> kinds;
    private final Deque<Supplier<ContainerEngine>> candidates = new ArrayDeque<>();
    private final List<ContainerEngine> opened = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    /**
     * @param choice {@code docker}, {@code podman}, {@code buildah} or {@code auto}
     * @param threads for streams and for what runs beside a container; must start each task at once
     * @throws UsageException for any other choice
     */
    public LocalEngines(EngineSurroundings surroundings, String choice, ProcessRunner processes, Executor threads) {
        check(choice);
        this.surroundings = surroundings;
        this.processes = processes;
        this.threads = threads;
        this.kinds = choice.equals(AUTO) ? KINDS : List.of(choice);
        if (kinds.contains("docker")) {
            docker();
        }
        if (kinds.contains("podman")) {
            podman();
        }
        if (kinds.contains("buildah")) {
            program("buildah").ifPresent(file -> candidates.add(() -> BuildahEngine.open(processes, threads, file)));
        }
    }

    /** @throws UsageException for a word that names no engine */
    public static void check(String choice) {
        if (!choice.equals(AUTO) && !KINDS.contains(choice)) {
            throw new UsageException(
                    "--engine '" + choice + "' is no engine that Stave knows", "write docker, podman, buildah or auto");
        }
    }

    @Override
    public synchronized Optional<ContainerEngine> having(Set<Ability> abilities) {
        for (int i = 0; i < opened.size() || openNext(); i++) {
            if (opened.get(i).info().abilities().containsAll(abilities)) {
                return Optional.of(opened.get(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized String complaint(Set<Ability> abilities) {
        List<ContainerEngine> there = all();
        String names = kinds.size() == 1 ? kinds.get(0) : "none of Docker, Podman and buildah";
        if (there.isEmpty()) {
            String told = silent.isEmpty() ? "" : " (" + String.join("; ", silent) + ")";
            return names + (kinds.size() == 1 ? " was not found on this host" : " was found on this host") + told;
        }
        return there.stream()
                .map(engine -> engine.info().kind() + " " + engine.info().version() + " cannot "
                        + Lacks.text(new TreeSet<>(abilities), engine.info()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public synchronized List<ContainerEngine> all() {
        while (!candidates.isEmpty()) {
            openNext();
        }
        return List.copyOf(opened);
    }

    /** Those that were needed so far. */
    public synchronized List<ContainerEngine> inUse() {
        return List.copyOf(opened);
    }

    /** Opens candidates until one answers. */
    private boolean openNext() {
        while (!candidates.isEmpty()) {
            try {
                opened.add(candidates.remove().get());
                return true;
            } catch (dev.stave.model.CancelledException e) {
                throw e;
            } catch (EngineException e) {
                silent.add(e.what());
            }
        }
        return false;
    }

    private void docker() {
        Map<String, String> environment = surroundings.environment();
        String host = environment.getOrDefault("DOCKER_HOST", "");
        boolean tls = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        if (!host.isEmpty()) {
            String folder =
                    environment.getOrDefault("DOCKER_CERT_PATH", environment.getOrDefault("HOME", "") + "/.docker");
            api(new Endpoint(URI.create(host), tls ? Path.of(folder) : null));
        } else if (Files.exists(surroundings.dockerSocket())) {
            api(Endpoint.socket(surroundings.dockerSocket()));
        }
    }

    private void podman() {
        Map<String, String> environment = surroundings.environment();
        String host = environment.getOrDefault("CONTAINER_HOST", "");
        Optional<Path> socket = Stream.of(
                        surroundings.podmanSocket(),
                        Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/nowhere"), "podman", "podman.sock"))
                .filter(Files::isWritable)
                .findFirst();
        if (!host.isEmpty()) {
            api(new Endpoint(URI.create(host), null));
        } else if (socket.isPresent()) {
            api(Endpoint.socket(socket.get()));
        } else {
            program("podman").ifPresent(file -> candidates.add(() -> service(file)));
        }
    }

    private void api(Endpoint endpoint) {
        candidates.add(() -> engine(endpoint, ApiConnection.open(endpoint)));
    }

    private ContainerEngine service(Path program) {
        PodmanService service = PodmanService.start(program, surroundings.folder(), processes, threads);
        resources.push(service);
        return engine(service.endpoint(), service.connect());
    }

    private ContainerEngine engine(Endpoint endpoint, ApiConnection connection) {
        resources.push(connection);
        ClientPrograms clients = new ClientPrograms(processes, surroundings.environment());
        return new ApiEngine(connection, threads, clients.of(connection, endpoint));
    }

    private Optional<Path> program(String name) {
        return Program.find(name, surroundings.environment());
    }

    /** Ends connections, and the Podman service where one was started. */
    @Override
    public synchronized void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
