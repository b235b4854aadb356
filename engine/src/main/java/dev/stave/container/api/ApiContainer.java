package dev.stave.container.api;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.WaitResponse;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.ProbeLoop;
import dev.stave.model.CancelledException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One container from its creation to its removal, which nothing can prevent but the end of this process. */
final class ApiContainer implements ProbeLoop.Running {
    private static final long LAST_OUTPUT_SECONDS = 5;
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private final DockerClient docker;
    private final boolean podman;
    private final String id;
    private final ContainerRun run;
    private final Ended ended = new Ended();

    ApiContainer(ApiConnection connection, String id, ContainerRun run) {
        this.docker = connection.docker();
        this.podman = connection.isPodman();
        this.id = id;
        this.run = run;
    }

    ContainerResult toEnd(Consumer<String> log) {
        Output output = new Output(log);
        try {
            if (!podman) {
                // before the start, so that no log driver is needed
                docker.attachContainerCmd(id)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .exec(output)
                        .awaitStarted();
            }
            long deadline = System.nanoTime() + run.timeout().toNanos();
            OptionalInt refused = start(log);
            if (refused.isPresent()) {
                return new ContainerResult(refused.getAsInt(), false, "");
            }
            if (podman) {
                // answers an attach only when the container was started, and then the first lines are lost
                docker.logContainerCmd(id)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .exec(output);
            }
            docker.waitContainerCmd(id).exec(ended);
            return await(deadline, output);
        } catch (InterruptedException e) {
            throw cancelled();
        } catch (RuntimeException e) {
            // docker-java speaks of a closed channel where the thread was interrupted
            throw Thread.interrupted() ? cancelled() : e;
        } finally {
            close(output);
            close(ended);
        }
    }

    private CancelledException cancelled() {
        remove();
        Thread.currentThread().interrupt();
        return new CancelledException("the container of '" + run.image() + "' was interrupted");
    }

    /** Killed and removed, whatever it does; it may be gone already. */
    void remove() {
        try {
            docker.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException e) {
            if (e.getHttpStatus() != 404 && e.getHttpStatus() != 409) {
                throw Answers.failure("a container of '" + run.image() + "' could not be removed", e);
            }
        }
    }

    private ContainerResult await(long deadline, Output output) throws InterruptedException {
        ContainerRun.Probe probe = run.probe();
        if (probe != null) {
            return new ProbeLoop(probe, this).until(deadline);
        }
        OptionalInt code = awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (code.isEmpty()) {
            kill();
            awaitEnd(Duration.ofSeconds(LAST_OUTPUT_SECONDS));
        }
        output.awaitCompletion(LAST_OUTPUT_SECONDS, TimeUnit.SECONDS);
        return new ContainerResult(code.orElse(137), code.isEmpty(), output.text());
    }

    private void kill() {
        try {
            docker.killContainerCmd(id).exec();
        } catch (DockerException e) {
            // it has just ended by itself
        }
    }

    /** The exit code where the first process cannot be started for a reason that lies in the image. */
    private OptionalInt start(Consumer<String> log) {
        try {
            docker.startContainerCmd(id).exec();
            return OptionalInt.empty();
        } catch (DockerException e) {
            String message = Answers.message(String.valueOf(e.getMessage())).orElse(String.valueOf(e.getMessage()));
            OptionalInt code = startFailure(message);
            if (code.isEmpty()) {
                throw Answers.failure("a container of '" + run.image() + "' could not be started", e);
            }
            log.accept(message);
            return code;
        }
    }

    /** As Docker's client counts. */
    static OptionalInt startFailure(String message) {
        List<String> missing = List.of("executable file not found", "no such file or directory");
        if (missing.stream().anyMatch(message::contains)) {
            return OptionalInt.of(NOT_FOUND);
        }
        List<String> unusable = List.of("permission denied", "is a directory", "exec format error");
        return unusable.stream().anyMatch(message::contains) ? OptionalInt.of(NOT_EXECUTABLE) : OptionalInt.empty();
    }

    @Override
    public ContainerResult exec(Duration timeout) throws InterruptedException {
        ContainerRun.Probe probe = java.util.Objects.requireNonNull(run.probe());
        Output output = new Output(line -> {});
        try {
            String exec = docker.execCreateCmd(id)
                    .withCmd(probe.command().toArray(String[]::new))
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            boolean answered =
                    docker.execStartCmd(exec).exec(output).awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!answered) {
                return new ContainerResult(ProbeLoop.NO_ANSWER, true, output.text());
            }
            Long code = docker.inspectExecCmd(exec).exec().getExitCodeLong();
            boolean told = code != null && (code == 0 || runs());
            return told
                    ? new ContainerResult(code.intValue(), false, output.text())
                    : new ContainerResult(-1, false, ""); // the engine's own words about a container that has ended
        } catch (DockerException e) {
            String message = String.valueOf(e.getMessage());
            return new ContainerResult(startFailure(message).orElse(-1), false, "");
        } finally {
            close(output);
        }
    }

    private boolean runs() {
        return Boolean.TRUE.equals(
                docker.inspectContainerCmd(id).exec().getState().getRunning());
    }

    @Override
    public OptionalInt awaitEnd(Duration time) throws InterruptedException {
        try {
            return OptionalInt.of(ended.code.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw Answers.failure("the container of '" + run.image() + "' was lost", e);
        }
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // the stream is gone
        }
    }

    /** The answer of {@code POST /containers/ID/wait}. */
    private static final class Ended extends ResultCallback.Adapter<WaitResponse> {
        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        @Override
        public void onNext(WaitResponse answer) {
            code.complete(answer.getStatusCode());
        }

        @Override
        public void onError(Throwable failure) {
            code.completeExceptionally(failure);
        }
    }
}
