package dev.stave.container.buildah;

import dev.stave.container.ContainerException;
import dev.stave.model.CancelledException;
import dev.stave.model.EngineException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * The namespaces that the commands of one container run in. A process that reads from us keeps them, so they end with
 * {@link #close} and also when this process is killed; and with them all that runs inside.
 */
final class Namespaces implements AutoCloseable {
    private final RootSetup setup;
    private final CompletableFuture<Long> keeper = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private Namespaces(RootSetup setup) {
        this.setup = setup;
    }

    /** @throws ContainerException where this host does not allow what a container needs */
    static Namespaces open(ProcessRunner processes, Executor threads, RootSetup setup) {
        Namespaces namespaces = new Namespaces(setup);
        Command command = Command.of(setup.argv());
        threads.execute(() -> namespaces.keep(processes, command));
        try {
            namespaces.keeper.get();
            return namespaces;
        } catch (InterruptedException e) {
            namespaces.close();
            Thread.currentThread().interrupt();
            throw new CancelledException("the start of a container was interrupted");
        } catch (ExecutionException e) {
            namespaces.close();
            throw new ContainerException(
                    "no container can be run beside buildah on this host: "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    "run as root, or use Docker or Podman",
                    e);
        }
    }

    private void keep(ProcessRunner processes, Command command) {
        try {
            ProcessResult result = processes.stream(command, out -> closed.join(), this::listen);
            keeper.completeExceptionally(new IOException(result.lastLines(3)));
        } catch (EngineException e) {
            keeper.completeExceptionally(e);
        } finally {
            ended.complete(true);
        }
        Thread.interrupted(); // the thread is not ours
    }

    private void listen(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line != null && line.startsWith(RootSetup.READY)) {
            keeper.complete(Long.parseLong(line.substring(RootSetup.READY.length())));
        }
    }

    /** The command inside, with exactly the environment that it names; what limits and rights it has stands before it. */
    Command entering(Inside inside) {
        List<String> words =
                new ArrayList<>(List.of(HostProgram.path("nsenter"), "--target", Long.toString(keeper.join())));
        words.addAll(List.of("--mount", "--ipc", "--pid"));
        if (!setup.network()) {
            words.add("--net");
        }
        words.add("--");
        words.addAll(inside.argv(setup.root()));
        return Command.of(words).withOnly(inside.environment());
    }

    /** Ends all that runs inside. */
    @Override
    public void close() {
        closed.complete(true);
        ended.join();
    }
}
