package dev.stave.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.stave.container.ContainerException;
import dev.stave.container.ContextTar;
import dev.stave.container.DockerfileBuild;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One {@code POST /build}: by BuildKit where the engine has it, which needs no session as long as there are no secrets.
 * docker-java knows the classic builder alone, so the call is made on its transport.
 */
final class ApiBuild {
    private final ApiConnection connection;
    private final Executor threads;
    private final DockerfileBuild build;
    private final boolean buildKit;
    private final AtomicReference<String> error = new AtomicReference<>();
    private final AtomicReference<Response> answer = new AtomicReference<>();

    ApiBuild(ApiConnection connection, Executor threads, DockerfileBuild build, boolean buildKit) {
        this.connection = connection;
        this.threads = threads;
        this.build = build;
        this.buildKit = buildKit;
    }

    void run(Consumer<String> log) {
        String what = "the build of '" + build.name() + "'";
        AtomicReference<PipedBody> body = new AtomicReference<>();
        new Interruptible(threads)
                .call(
                        what,
                        () -> {
                            PipedBody context = PipedBody.of(new ContextTar(build)::writeWithDockerfile, threads);
                            body.set(context);
                            send(context, log);
                            return build.name();
                        },
                        () -> cancel(body.get()));
        String refusal = error.get();
        if (refusal != null) {
            throw new ContainerException(what + " failed: " + refusal, "", null);
        }
    }

    private void send(PipedBody context, Consumer<String> log) throws IOException {
        BuildTrace trace = new BuildTrace(log);
        try (Response response =
                connection.call("POST", "/build?" + query(), context, Map.of("Content-Type", "application/x-tar"))) {
            answer.set(response);
            Answers.each(response.getBody(), object -> read(object, trace, log));
            trace.end();
        } catch (IOException | RuntimeException e) {
            Throwable reason = context.failure();
            if (reason instanceof dev.stave.model.EngineException ours) {
                throw ours;
            }
            if (reason != null) {
                throw new IOException(reason);
            }
            throw e;
        }
    }

    private void read(JsonNode object, BuildTrace trace, Consumer<String> log) {
        Answers.error(object).ifPresent(error::set);
        if (object.path("id").asText().equals("moby.buildkit.trace")) {
            trace.accept(object.path("aux").asText());
        } else if (object.path("stream").isTextual()) {
            object.path("stream")
                    .asText()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(log);
        } else if (object.path("status").isTextual()) {
            log.accept(object.path("status").asText());
        }
    }

    /** The classic builder ends with the connection; BuildKit is told. */
    private void cancel(@Nullable PipedBody body) {
        if (body != null) {
            body.abort();
        }
        Optional.ofNullable(answer.get()).ifPresent(Response::close);
        if (buildKit) {
            try (Response cancelled =
                    connection.call("POST", "/build/cancel?id=" + encoded(buildId()), null, Map.of())) {
                cancelled.getStatusCode();
            } catch (RuntimeException e) {
                // it had ended before
            }
        }
    }

    private String buildId() {
        return build.owner().text();
    }

    private String query() {
        Map<String, String> fields = new java.util.TreeMap<>();
        fields.put("dockerfile", DockerfileBuild.SENT_AS);
        fields.put("platform", build.platform().toString());
        fields.put("buildargs", json(build.arguments()));
        fields.put("nocache", build.cache() ? "0" : "1");
        fields.put("rm", "1");
        fields.put("forcerm", "1");
        if (connection.isPodman() && !build.cache()) {
            // it keeps an image of every step: they are told by these labels and removed
            fields.put("labels", json(build.owner().labels()));
        }
        if (build.target() != null) {
            fields.put("target", build.target());
        }
        if (buildKit) {
            fields.put("version", "2");
            fields.put("buildid", buildId());
        }
        String names = build.names().stream().map(name -> "&t=" + encoded(name)).collect(Collectors.joining());
        return fields.entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"))
                + names;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        return new String(Answers.bytes(value), StandardCharsets.UTF_8);
    }
}
