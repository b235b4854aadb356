package dev.stave.process;

import dev.stave.model.CancelledException;
import dev.stave.model.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Runs programs on this host, each in a session of its own, so that nothing of it outlives the call. */
public final class LocalProcessRunner implements ProcessRunner {
    private static final int COLLECTED = 8 << 20;
    private static final int LAST = 64 << 10;

    private final Executor threads;
    private final Map<String, String> environment;
    private final Optional<Path> setsid;

    /**
     * @param threads     runs the pipe drains, three at once for each program; must start each at once
     * @param environment what programs inherit
     */
    public LocalProcessRunner(Executor threads, Map<String, String> environment) {
        this.threads = threads;
        this.environment = new TreeMap<>(environment);
        this.setsid = Program.find("setsid", environment);
    }

    @Override
    public ProcessResult run(Command command) {
        Tail out = new Tail(COLLECTED);
        Tail err = new Tail(COLLECTED);
        return finish(command, Feed.NOTHING, in -> copy(in, out), in -> copy(in, err), out, err);
    }

    @Override
    public ProcessResult run(Command command, Consumer<String> lines) {
        Tail out = new Tail(LAST);
        Tail err = new Tail(LAST);
        Mask mask = new Mask(command.secrets());
        Object oneAtATime = new Object();
        return finish(
                command,
                Feed.NOTHING,
                in -> Lines.read(in, line -> {
                    out.add(line + "\n");
                    synchronized (oneAtATime) {
                        lines.accept(mask.apply(line));
                    }
                }),
                in -> Lines.read(in, line -> {
                    err.add(line + "\n");
                    synchronized (oneAtATime) {
                        lines.accept(mask.apply(line));
                    }
                }),
                out,
                err);
    }

    @Override
    public ProcessResult stream(Command command, Feed input, Drain output) {
        Tail err = new Tail(COLLECTED);
        return finish(command, input, output, in -> copy(in, err), new Tail(1), err);
    }

    /** In this process' own session: a terminal's signals and its input go to the session that holds it. */
    @Override
    public int interact(Command command) {
        String name = new Mask(command.secrets()).apply(name(command));
        Process process = start(command, name, Optional.empty(), ProcessBuilder::inheritIO);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            new ProcessTree(process, false).kill();
            Thread.currentThread().interrupt();
            throw new CancelledException("'" + name + "' was interrupted");
        }
    }

    @Override
    public boolean hasTerminal() {
        try {
            String stdin = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return stdin.startsWith("/dev/pts/") || stdin.startsWith("/dev/tty") || stdin.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private ProcessResult finish(Command command, Feed input, Drain output, Drain errors, Tail out, Tail err) {
        Mask mask = new Mask(command.secrets());
        String name = mask.apply(name(command));
        Process process = start(command, name, setsid, builder -> builder);
        ProcessTree tree = new ProcessTree(process, setsid.isPresent());
        Pipes pipes = new Pipes(threads);
        pipes.feed(process.getOutputStream(), input);
        pipes.drain(process.getInputStream(), output);
        pipes.drain(process.getErrorStream(), errors);
        boolean timedOut = new Wait(process, tree, pipes, name).within(command.timeout());
        return new ProcessResult(process.exitValue(), timedOut, mask.apply(out.text()), mask.apply(err.text()));
    }

    private Process start(Command command, String name, Optional<Path> session, UnaryOperator<ProcessBuilder> streams) {
        Map<String, String> seen = new TreeMap<>(command.clean() ? Map.of() : environment);
        seen.putAll(command.environment());
        Map<String, String> lookup = seen.containsKey("PATH") ? seen : environment;
        List<String> argv = new ArrayList<>();
        Path program = Program.locate(command.argv().get(0), command.folder(), lookup);
        session.ifPresent(path -> argv.add(path.toString()));
        argv.add(program.toString());
        argv.addAll(command.argv().subList(1, command.argv().size()));
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().putAll(seen);
        if (command.folder() != null) {
            builder.directory(command.folder().toFile());
        }
        try {
            return streams.apply(builder).start();
        } catch (IOException e) {
            throw new HostException("cannot run '" + name + "': " + e.getMessage(), "", e);
        }
    }

    private static String name(Command command) {
        Path file = Path.of(command.argv().get(0)).getFileName();
        return file == null ? command.argv().get(0) : file.toString();
    }

    private static void copy(InputStream in, Tail tail) throws IOException {
        byte[] buffer = new byte[1 << 14];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            tail.add(buffer, n);
        }
    }
}
