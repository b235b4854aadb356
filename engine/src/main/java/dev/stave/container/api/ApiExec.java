package dev.stave.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.container.ContainerException;
import dev.stave.process.ProcessRunner;
import dev.stave.process.StdinPipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One command in a container that runs, from its start to its exit code. */
final class ApiExec {
    private static final long LOOK_NANOS = 10_000_000;
    private static final int LOOKS = 500;
    private static final int NOT_EXECUTABLE = 126;
    private static final String NO_START = "OCI runtime exec failed";

    private final ApiConnection api;
    private final Executor threads;
    private final String container;
    private final Words words;
    private final AtomicReference<ExecStream> stream = new AtomicReference<>();
    private final AtomicReference<Throwable> feedFailure = new AtomicReference<>();
    private volatile boolean over;

    /** @param container its id */
    ApiExec(ApiConnection api, Executor threads, String container, Words words) {
        this.api = api;
        this.threads = threads;
        this.container = container;
        this.words = words;
    }

    /**
     * What is run.
     *
     * @param user null for the container's own
     */
    record Words(
            List<String> command,
            SortedMap<String, String> environment,
            @Nullable String user) {}

    /** Every line to the log, stdin empty. */
    int logged(Consumer<String> log) throws IOException {
        AtomicReference<String> last = new AtomicReference<>("");
        LineCutter out = new LineCutter(line -> {
            last.set(line);
            log.accept(line);
        });
        LineCutter err = new LineCutter(line -> {
            last.set(line);
            log.accept(line);
        });
        int code = run(
                false,
                ProcessRunner.Feed.NOTHING,
                execStream -> {
                    byte[] buffer = new byte[1 << 15];
                    for (int n = execStream.read(buffer, 0, buffer.length);
                            n >= 0;
                            n = execStream.read(buffer, 0, buffer.length)) {
                        (execStream.isError() ? err : out).add(buffer, n);
                    }
                    out.end();
                    err.end();
                },
                log);
        // Docker ends such an exec with 126 whatever the reason, and gives it as output
        String said = Objects.requireNonNull(last.get());
        return code == NOT_EXECUTABLE && said.startsWith(NO_START)
                ? ApiContainer.startFailure(said).orElse(code)
                : code;
    }

    /** Bytes in and out, stderr to the log. */
    int streamed(ProcessRunner.Feed stdin, ProcessRunner.Drain stdout, Consumer<String> log) throws IOException {
        return run(
                true,
                stdin,
                execStream -> {
                    LineCutter err = new LineCutter(log);
                    try (InputStream in = new Stdout(execStream, err)) {
                        stdout.read(in);
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                    err.end();
                },
                log);
    }

    /** Ends the streams; the command itself goes with its container. */
    void abort() {
        Optional.ofNullable(stream.get()).ifPresent(ApiExec::close);
    }

    private interface Reading {
        void all(ExecStream stream) throws IOException;
    }

    private int run(boolean stdin, ProcessRunner.Feed feed, Reading reading, Consumer<String> log) throws IOException {
        String id = create(stdin);
        try (ExecStream started = ExecStream.start(api, id)) {
            stream.set(started);
            if (stdin) {
                threads.execute(() -> feed(feed, started));
            }
            try {
                reading.all(started);
            } catch (IOException e) {
                throw feedFailure.get() == null
                        ? e
                        : new IOException(feedFailure.get().getMessage(), feedFailure.get());
            } finally {
                over = true;
            }
            raiseFeedFailure();
        } catch (ContainerException e) {
            OptionalInt code = ApiContainer.startFailure(e.what());
            if (code.isEmpty()) {
                throw new ContainerException(
                        "'" + words.command().get(0) + "' could not be started: " + e.what(), "", e);
            }
            log.accept(e.what());
            return code.getAsInt();
        }
        return exitCode(id);
    }

    private void raiseFeedFailure() throws IOException {
        Throwable failure = feedFailure.get();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void feed(ProcessRunner.Feed feed, ExecStream to) {
        StdinPipe stdin = new StdinPipe(to.stdin());
        try (stdin) {
            feed.write(stdin);
        } catch (IOException | RuntimeException e) {
            if (!stdin.broken() && !over) {
                feedFailure.set(e);
                close(to);
            }
        }
    }

    private String create(boolean stdin) {
        Map<String, Object> order = new TreeMap<>();
        order.put("Cmd", words.command());
        order.put("AttachStdin", stdin);
        order.put("AttachStdout", true);
        order.put("AttachStderr", true);
        List<String> environment = new ArrayList<>();
        words.environment().forEach((name, value) -> environment.add(name + "=" + value));
        order.put("Env", environment);
        if (words.user() != null) {
            order.put("User", words.user());
        }
        return api.ask("POST", "/containers/" + container + "/exec", order)
                .path("Id")
                .asText();
    }

    /** The streams end a moment before the engine knows how. */
    private int exitCode(String id) {
        for (int look = 0; look < LOOKS; look++) {
            JsonNode state = api.ask("GET", "/exec/" + id + "/json", null);
            if (!state.path("Running").asBoolean() && state.path("ExitCode").isInt()) {
                return state.path("ExitCode").asInt();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new ContainerException(
                "how '" + words.command().get(0) + "' ended could not be learned: its container is gone", "", null);
    }

    private static void close(ExecStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // a connection that cannot be closed is gone
        }
    }

    /** What the command prints to stdout; what it prints to stderr goes to the log on the way. */
    private static final class Stdout extends InputStream {
        private final ExecStream stream;
        private final LineCutter errors;

        Stdout(ExecStream stream, LineCutter errors) {
            this.stream = stream;
            this.errors = errors;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = stream.read(bytes, offset, length);
            while (count >= 0 && stream.isError()) {
                errors.add(java.util.Arrays.copyOfRange(bytes, offset, offset + count), count);
                count = stream.read(bytes, offset, length);
            }
            return count;
        }
    }
}
