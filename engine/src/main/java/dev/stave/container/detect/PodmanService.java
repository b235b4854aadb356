package dev.stave.container.detect;

import dev.stave.container.ContainerException;
import dev.stave.container.api.ApiConnection;
import dev.stave.container.api.Endpoint;
import dev.stave.model.CancelledException;
import dev.stave.model.HostException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Podman's API on a socket of our own, for hosts where nobody runs the service; ended by {@link #close}. */
final class PodmanService implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final long LOOK_MILLIS = 50;
    /** A job in the background has no stdin but the one it is given; the program takes the shell's place, and its number. */
    private static final String WATCH =
            "exec 3<&0; { cat; kill $$; } <&3 >/dev/null 2>&1 & exec \"$@\" </dev/null 3<&-";

    private final Path folder;
    private final CompletableFuture<Thread> runner = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private PodmanService(Path folder) {
        this.folder = folder;
    }

    static PodmanService start(Path program, Path parent, ProcessRunner processes, Executor threads) {
        PodmanService service;
        try {
            service = new PodmanService(Files.createTempDirectory(parent, "stave"));
        } catch (IOException e) {
            throw new HostException("no folder for podman's socket could be made in '" + parent + "'", "", e);
        }
        Command command = whileStdinIsOpen(
                program.toString(),
                "system",
                "service",
                "--time",
                "0",
                service.endpoint().toString());
        threads.execute(() -> service.serve(command, processes));
        return service;
    }

    /** Ends the program once stdin does: a killed Stave closes it too, and can do nothing else. */
    static Command whileStdinIsOpen(String... program) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "sh"));
        words.addAll(List.of(program));
        return Command.of(words);
    }

    private void serve(Command command, ProcessRunner processes) {
        runner.complete(Thread.currentThread());
        try {
            ProcessResult result = processes.stream(
                    command, stdin -> ended.join(), out -> out.transferTo(OutputStream.nullOutputStream()));
            ended.complete(result.lastLines(3));
        } catch (CancelledException e) {
            ended.complete("ended");
        } catch (RuntimeException e) {
            ended.complete(String.valueOf(e.getMessage()));
        }
        Thread.interrupted(); // the thread is not ours
    }

    Endpoint endpoint() {
        return Endpoint.socket(folder.resolve("podman.sock"));
    }

    /** Waits until it answers. */
    ApiConnection connect() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                return ApiConnection.open(endpoint());
            } catch (ContainerException e) {
                if (ended.isDone() || System.nanoTime() > deadline) {
                    throw new ContainerException(
                            "podman system service did not start: " + ended.getNow("no answer"), "", e);
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            ended.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            // it still runs, as it should
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CancelledException("the start of podman's service was interrupted");
        }
    }

    @Override
    public void close() {
        runner.join().interrupt();
        ended.join();
        try {
            Files.deleteIfExists(folder.resolve("podman.sock"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // a folder for temporary things is cleaned by the host
        }
    }
}
