package dev.stave.container.api;

import dev.stave.container.BuildContainer;
import dev.stave.container.BuildContainerOrder;
import dev.stave.model.CancelledException;
import dev.stave.process.ProcessRunner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A container of Docker or Podman whose first process does nothing but wait, and in which commands are run. */
final class KeptContainer implements BuildContainer {
    private final ApiConnection api;
    private final Executor threads;
    private final Optional<ClientAttach> client;
    private final BuildContainerOrder order;
    private final Kept kept;

    KeptContainer(
            ApiConnection api, Executor threads, Optional<ClientAttach> client, BuildContainerOrder order, Kept kept) {
        this.api = api;
        this.threads = threads;
        this.client = client;
        this.order = order;
        this.kept = kept;
    }

    /**
     * What was made.
     *
     * @param id         the container's
     * @param entrypoint of its image
     * @param command    of its image
     */
    record Kept(String id, List<String> entrypoint, List<String> command) {}

    @Override
    public int exec(List<String> command, SortedMap<String, String> environment, Consumer<String> log) {
        ApiExec exec = exec(command, environment);
        return call(command, exec, () -> exec.logged(log));
    }

    @Override
    public int stream(
            List<String> command, ProcessRunner.Feed stdin, ProcessRunner.Drain stdout, Consumer<String> log) {
        ApiExec exec = exec(command, new TreeMap<>());
        return call(command, exec, () -> exec.streamed(stdin, stdout, log));
    }

    @Override
    public int attach(List<String> command, SortedMap<String, String> environment) {
        if (client.isPresent()) {
            return client.get().run(kept.id(), new ApiExec.Words(command, merged(environment), order.user()));
        }
        ApiExec exec = exec(command, environment);
        return call(
                command,
                exec,
                () -> exec.streamed(
                        out -> {
                            byte[] buffer = new byte[1 << 12];
                            for (int n = System.in.read(buffer); n >= 0; n = System.in.read(buffer)) {
                                out.write(buffer, 0, n);
                            }
                        },
                        in -> {
                            byte[] buffer = new byte[1 << 12];
                            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                                System.out.write(buffer, 0, n);
                                System.out.flush();
                            }
                        },
                        System.err::println));
    }

    private ApiExec exec(List<String> command, SortedMap<String, String> environment) {
        return new ApiExec(api, threads, kept.id(), new ApiExec.Words(command, merged(environment), order.user()));
    }

    private SortedMap<String, String> merged(SortedMap<String, String> environment) {
        SortedMap<String, String> all = new TreeMap<>(order.environment());
        all.putAll(environment);
        return all;
    }

    private int call(List<String> command, ApiExec exec, Interruptible.Call<Integer> call) {
        String what = "'" + command.get(0) + "' in a container of '" + order.image() + "'";
        try {
            return new Interruptible(threads).call(what, call, exec::abort);
        } catch (CancelledException e) {
            close();
            throw e;
        }
    }

    /** What keeps the container open must not become the image's own command. */
    @Override
    public void commit(String imageName) {
        int colon = imageName.lastIndexOf(':');
        Map<String, String> fields = new TreeMap<>();
        fields.put("container", kept.id());
        fields.put("repo", imageName.substring(0, colon));
        fields.put("tag", imageName.substring(colon + 1));
        fields.put("pause", "0");
        StringBuilder query = new StringBuilder();
        fields.forEach((name, value) -> query.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        query.append("changes=").append(change("ENTRYPOINT", kept.entrypoint()));
        query.append("&changes=").append(change("CMD", kept.command()));
        api.ask("POST", "/commit?" + query, Map.of());
    }

    private static String change(String instruction, List<String> words) {
        String json = new String(Answers.bytes(words), StandardCharsets.UTF_8);
        return URLEncoder.encode(instruction + " " + json, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            ApiEngine.ignoringGone(() -> api.docker()
                    .removeContainerCmd(kept.id())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (com.github.dockerjava.api.exception.DockerException e) {
            throw Answers.failure("a container of '" + order.image() + "' could not be removed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
