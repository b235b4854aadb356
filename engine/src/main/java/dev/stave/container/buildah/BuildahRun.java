package dev.stave.container.buildah;

import dev.stave.container.ContainerException;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.Owner;
import dev.stave.container.ProbeLoop;
import dev.stave.model.CancelledException;
import dev.stave.model.EngineException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One working container of buildah, run in namespaces that unshare makes: buildah's own chroot isolation shares network
 * and processes with the host. Killing the outermost process kills the namespace and all in it.
 */
final class BuildahRun implements ProbeLoop.Running {
    /** What buildah itself says when the program ended, or could not begin. */
    private static final Pattern OWN_WORDS = Pattern.compile("(?:subprocess exited with|Error: exit) status \\d+");

    private static final Pattern NO_START =
            Pattern.compile("process failed to start with error: (.*?)process exited.*");
    private static final String PID_LINE = "stave-namespace ";
    /** The pid of unshare goes to the first line, loopback is brought up as Docker does, then the program follows. */
    private static final String OUTER = "echo \"" + PID_LINE + "$$\"; exec \"$@\"";

    private static final String INNER = "ip link set lo up 2>/dev/null; exec \"$@\"";
    private static final AtomicLong NUMBER = new AtomicLong();

    private final ProcessRunner processes;
    private final Executor threads;
    private final BuildahRoot root;
    private final ContainerRun run;
    private final Owner owner;
    private final String container;
    private final CompletableFuture<Long> namespace = new CompletableFuture<>();
    private final CompletableFuture<ProcessResult> end = new CompletableFuture<>();

    BuildahRun(ProcessRunner processes, Executor threads, BuildahRoot root, ContainerRun run) {
        this.processes = processes;
        this.threads = threads;
        this.root = root;
        this.run = run;
        this.owner = Owner.ofImage(run.image()).orElse(run.owner());
        this.container = "stave-" + NUMBER.incrementAndGet();
    }

    /** Whether buildah says it, not the program. */
    static boolean isOwnWord(String line) {
        return OWN_WORDS.matcher(line).matches();
    }

    /** More words for unshare: loopback alone. */
    static List<String> withoutNetwork() {
        return List.of("--net", "sh", "-c", INNER, "sh");
    }

    ContainerResult toEnd(List<String> argv, Consumer<String> log) {
        create();
        try {
            return run.probe() == null ? plain(argv, log) : probed(argv, log);
        } finally {
            boolean interrupted = Thread.interrupted();
            processes.run(Command.of(root.owned(owner, "rm", container)));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void create() {
        List<String> argv = root.owned(owner, "from", "--quiet", "--pull-never", "--name", container);
        if (run.memoryBytes() > 0) {
            argv.addAll(List.of("--ulimit", "data=" + run.memoryBytes() + ":" + run.memoryBytes()));
        }
        if (run.processes() > 0) {
            argv.addAll(List.of("--ulimit", "nproc=" + run.processes() + ":" + run.processes()));
        }
        argv.add(run.image());
        ProcessResult made = processes.run(Command.of(argv));
        if (!made.succeeded()) {
            throw new ContainerException(
                    "a container of '" + run.image() + "' could not be made: " + made.lastLines(3), "", null);
        }
    }

    private ContainerResult plain(List<String> argv, Consumer<String> log) {
        ProcessResult result = processes.run(Command.of(isolated(argv)).within(run.timeout()), line -> hear(line, log));
        return read(result);
    }

    private ContainerResult probed(List<String> argv, Consumer<String> log) {
        long deadline = System.nanoTime() + run.timeout().toNanos();
        CompletableFuture<Thread> runner = new CompletableFuture<>();
        threads.execute(() -> {
            runner.complete(Thread.currentThread());
            try {
                end.complete(processes.run(Command.of(isolated(argv)), line -> hear(line, log)));
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

    private void hear(String line, Consumer<String> log) {
        if (!namespace.isDone() && line.startsWith(PID_LINE)) {
            namespace.complete(Long.parseLong(line.substring(PID_LINE.length())));
        } else if (!isOwnWord(line)) {
            log.accept(line);
        }
    }

    private List<String> isolated(List<String> argv) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", OUTER, "sh", "unshare", "--pid", "--fork"));
        words.addAll(List.of("--mount-proc", "--kill-child"));
        if (!run.network()) {
            words.add("--net");
        }
        words.addAll(List.of("sh", "-c", INNER, "sh"));
        words.addAll(inside(argv));
        return words;
    }

    private List<String> inside(List<String> argv) {
        List<String> words = root.owned(owner, "run", "--isolation", "chroot");
        run.environment().forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        for (ContainerRun.Mount mount : run.mounts()) {
            String mode = mount.writable() ? "rw" : "ro";
            words.addAll(List.of("--volume", mount.source().toAbsolutePath() + ":" + mount.target() + ":" + mode));
        }
        if (run.workingFolder() != null) {
            words.addAll(List.of("--workingdir", run.workingFolder()));
        }
        words.addAll(List.of(container, "--"));
        words.addAll(argv);
        return words;
    }

    private static ContainerResult read(ProcessResult result) {
        String output = result.stdout().replaceFirst("^" + PID_LINE + "\\d+\n", "");
        return new ContainerResult(exitCode(result), result.timedOut(), output);
    }

    /** The program's, or what a shell says where it cannot begin. */
    static int exitCode(ProcessResult result) {
        Matcher refused = NO_START.matcher(result.stderr());
        if (result.exitCode() == 1 && refused.find()) {
            boolean missing =
                    refused.group(1).contains("not found") || refused.group(1).contains("no such file");
            return missing ? 127 : 126;
        }
        return result.exitCode();
    }

    @Override
    public ContainerResult exec(Duration timeout) throws InterruptedException {
        long outer;
        try {
            outer = namespace.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new ContainerResult(-1, false, "");
        }
        List<Long> inner = ProcessHandle.of(outer).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
        if (inner.isEmpty()) {
            return new ContainerResult(-1, false, "");
        }
        List<String> words = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(inner.get(0)), "--net", "--pid", "--mount", "--"));
        words.addAll(inside(Objects.requireNonNull(run.probe()).command()));
        try {
            return read(processes.run(Command.of(words).within(timeout), line -> {}));
        } catch (CancelledException e) {
            throw (InterruptedException) new InterruptedException(e.what()).initCause(e);
        }
    }

    @Override
    public OptionalInt awaitEnd(Duration time) throws InterruptedException {
        try {
            return OptionalInt.of(
                    read(end.get(time.toMillis(), TimeUnit.MILLISECONDS)).exitCode());
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw new ContainerException("the container of '" + run.image() + "' was lost: " + e.getMessage(), "", e);
        }
    }
}
