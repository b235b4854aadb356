package dev.stave.container.buildah;

import dev.stave.container.Capabilities;
import dev.stave.container.ContainerException;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.MountCheck;
import dev.stave.container.ProbeLoop;
import dev.stave.model.CancelledException;
import dev.stave.model.EngineException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One run in a working container, in namespaces of its own: buildah's own chroot isolation shares network and processes
 * with the host, and now and then loses the last of the output.
 */
final class BuildahRun implements ProbeLoop.Running {
    private final ProcessRunner processes;
    private final Executor threads;
    private final ContainerRun run;
    private final WorkingContainer container;
    private final Namespaces namespaces;
    private final CompletableFuture<ProcessResult> end = new CompletableFuture<>();

    private BuildahRun(
            ProcessRunner processes,
            Executor threads,
            ContainerRun run,
            WorkingContainer container,
            Namespaces namespaces) {
        this.processes = processes;
        this.threads = threads;
        this.run = run;
        this.container = container;
        this.namespaces = namespaces;
    }

    static ContainerResult toEnd(Host host, ContainerRun run, List<String> argv, Consumer<String> log) {
        WorkingContainer container = host.container();
        try (container) {
            RootSetup setup = new RootSetup(
                    container.root(), MountCheck.ordered(run.mounts()), run.network(), container.privateFolder());
            try (Namespaces namespaces = Namespaces.open(host.processes(), host.threads(), setup)) {
                BuildahRun made = new BuildahRun(host.processes(), host.threads(), run, container, namespaces);
                return run.probe() == null ? made.plain(argv, log) : made.probed(argv, log);
            }
        }
    }

    /**
     * What a run happens on.
     *
     * @param container for this run alone, removed at its end
     */
    record Host(ProcessRunner processes, Executor threads, WorkingContainer container) {}

    private ContainerResult plain(List<String> argv, Consumer<String> log) {
        ProcessResult result = processes.run(entering(argv).within(run.timeout()), log);
        return new ContainerResult(result.exitCode(), result.timedOut(), result.stdout());
    }

    private ContainerResult probed(List<String> argv, Consumer<String> log) {
        long deadline = System.nanoTime() + run.timeout().toNanos();
        CompletableFuture<Thread> runner = new CompletableFuture<>();
        threads.execute(() -> {
            runner.complete(Thread.currentThread());
            try {
                end.complete(processes.run(entering(argv), log));
            } catch (EngineException e) {
                end.completeExceptionally(e);
            }
            Thread.interrupted(); // the thread is not ours
        });
        try {
            return new ProbeLoop(Objects.requireNonNull(run.probe()), this).until(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the container of '" + run.image() + "' was interrupted");
        } finally {
            if (!end.isDone()) {
                runner.join().interrupt();
                end.handle((result, failure) -> true).join();
            }
        }
    }

    private Command entering(List<String> argv) {
        Account account = container.account(null);
        Inside.Rights rights =
                new Inside.Rights(Capabilities.granted(List.of()), false, run.memoryBytes(), run.processes());
        return namespaces.entering(new Inside(
                argv,
                container.environment(account, run.environment()),
                container.folder(run.workingFolder()),
                account,
                rights));
    }

    @Override
    public ContainerResult exec(Duration timeout) throws InterruptedException {
        List<String> command = Objects.requireNonNull(run.probe()).command();
        try {
            ProcessResult result = processes.run(entering(command).within(timeout), line -> {});
            return new ContainerResult(result.exitCode(), result.timedOut(), result.stdout());
        } catch (CancelledException e) {
            throw (InterruptedException) new InterruptedException(e.what()).initCause(e);
        }
    }

    @Override
    public OptionalInt awaitEnd(Duration time) throws InterruptedException {
        try {
            return OptionalInt.of(
                    end.get(time.toMillis(), TimeUnit.MILLISECONDS).exitCode());
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw new ContainerException("the container of '" + run.image() + "' was lost: " + e.getMessage(), "", e);
        }
    }
}
