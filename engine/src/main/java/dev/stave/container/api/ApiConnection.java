package dev.stave.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.stave.container.ContainerException;
import dev.stave.model.CancelledException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one engine in a version of the API (Docker Engine API) that both sides know: docker-java does not negotiate.
 * Safe for many threads.
 */
public final class ApiConnection implements AutoCloseable {
    private static final RemoteApiVersion NEWEST_KNOWN = RemoteApiVersion.VERSION_1_44;
    private static final int MANY = 64;

    private final Endpoint endpoint;
    private final DockerHttpClient http;
    private final String kind;
    private final RemoteApiVersion version;
    private final DockerClient docker;

    private ApiConnection(Endpoint endpoint, DockerHttpClient http, Response ping) {
        this.endpoint = endpoint;
        this.http = http;
        this.kind = ping.getHeader("Libpod-Api-Version") == null ? "docker" : "podman";
        RemoteApiVersion offered = RemoteApiVersion.parseConfigWithDefault(ping.getHeader("Api-Version"));
        boolean known = NEWEST_KNOWN.isGreaterOrEqual(offered);
        this.version = known && !offered.equals(RemoteApiVersion.unknown()) ? offered : NEWEST_KNOWN;
        DefaultDockerClientConfig config = new DefaultDockerClientConfig.Builder()
                .withDockerHost(endpoint.address().toString())
                .withApiVersion(version)
                .build();
        this.docker = DockerClientImpl.getInstance(config, http);
    }

    /**
     * Asks who answers there.
     *
     * @throws ContainerException where nobody does
     */
    public static ApiConnection open(Endpoint endpoint) {
        DockerHttpClient http = client(endpoint);
        try (Response ping = http.execute(request("GET", "/_ping", null, Map.of()))) {
            if (ping.getStatusCode() == 200) {
                return new ApiConnection(endpoint, http, ping);
            }
            throw failure(endpoint, "does not answer as a container engine", ping);
        } catch (RuntimeException e) {
            close(http);
            if (e instanceof ContainerException) {
                throw e;
            }
            throw new ContainerException(
                    "no container engine answers at " + endpoint + ": " + reason(e),
                    "start it, look at the rights on the socket, or name another with --engine",
                    e);
        }
    }

    private static DockerHttpClient client(Endpoint endpoint) {
        Path certificates = endpoint.certificates();
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(endpoint.address())
                .sslConfig(certificates == null ? null : new LocalDirectorySSLConfig(certificates.toString()))
                .connectionTimeout(Duration.ofSeconds(10))
                .maxConnections(MANY)
                .build();
    }

    String kind() {
        return kind;
    }

    String endpointText() {
        return endpoint.toString();
    }

    /** Whether Podman answers, which speaks Docker's words. */
    public boolean isPodman() {
        return kind.equals("podman");
    }

    boolean speaksAtLeast(int major, int minor) {
        return version.isGreaterOrEqual(RemoteApiVersion.create(major, minor));
    }

    DockerClient docker() {
        return docker;
    }

    /** A call whose body or answer is a stream; the caller closes the answer. Its status is checked. */
    Response call(String method, String path, @Nullable InputStream body, Map<String, String> headers) {
        Response response = http.execute(request(method, "/" + version.asWebPathPart() + path, body, headers));
        if (response.getStatusCode() >= 400) {
            try (response) {
                throw failure(endpoint, "refused " + method + " " + path.split("\\?")[0], response);
            }
        }
        return response;
    }

    /** A call with a small answer in JSON. */
    JsonNode ask(String method, String path, @Nullable Object body) {
        byte[] sent = body == null ? new byte[0] : Answers.bytes(body);
        InputStream stream = body == null ? null : new ByteArrayInputStream(sent);
        Map<String, String> headers = body == null ? Map.of() : Map.of("Content-Type", "application/json");
        try (Response response = call(method, path, stream, headers)) {
            return Answers.json().readTree(response.getBody());
        } catch (IOException e) {
            throw new ContainerException(
                    "the engine at " + endpoint + " answered " + method + " " + path.split("\\?")[0] + " in no JSON",
                    "",
                    e);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("interrupted while an engine was asked");
            }
            throw e;
        }
    }

    /** A connection of one's own, for what a call turns into: a stream in both directions. */
    Duplex connect() throws IOException {
        return Duplex.open(endpoint);
    }

    /** What the paths of this connection's version begin with. */
    String root() {
        return "/" + version.asWebPathPart();
    }

    private static Request request(
            String method, String path, @Nullable InputStream body, Map<String, String> headers) {
        return Request.builder()
                .method(method)
                .path(path)
                .body(body)
                .putAllHeaders(headers)
                .build();
    }

    private static ContainerException failure(Endpoint endpoint, String what, Response response) {
        String answer;
        try {
            answer = new String(response.getBody().readNBytes(1 << 16), StandardCharsets.UTF_8);
        } catch (IOException e) {
            answer = String.valueOf(e.getMessage());
        }
        return new ContainerException(
                "the engine at " + endpoint + " " + what + ": "
                        + Answers.message(answer).orElse(answer.strip()),
                "",
                null);
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return Optional.ofNullable(deepest.getMessage()).orElse(deepest.toString());
    }

    private static void close(DockerHttpClient http) {
        try {
            http.close();
        } catch (IOException e) {
            // a connection that cannot be closed is gone
        }
    }

    @Override
    public void close() {
        close(http);
    }
}
