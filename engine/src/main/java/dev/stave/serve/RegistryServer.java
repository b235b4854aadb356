package dev.stave.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stave.model.EngineException;
import dev.stave.model.HostException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Serves images read-only on 127.0.0.1 until it is closed. */
public final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final Answers answers;
    private final @Nullable Password password;

    private RegistryServer(HttpServer server, Answers answers, @Nullable Password password) {
        this.server = server;
        this.answers = answers;
        this.password = password;
    }

    /**
     * Listens at once.
     *
     * @param port      0 for a free one
     * @param published what is shown
     * @param password  who may read; null for everybody on this machine
     * @param executor  answers requests; not closed with the server
     */
    public static RegistryServer start(
            int port, Published published, @Nullable Password password, ExecutorService executor) {
        try {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            HttpServer server = HttpServer.create(address, 0);
            RegistryServer started = new RegistryServer(server, new Answers(published), password);
            server.createContext("/", started::handle);
            server.setExecutor(executor);
            server.start();
            return started;
        } catch (IOException e) {
            throw new HostException(
                    "no registry could be served on 127.0.0.1:" + port + ": " + e.getMessage(),
                    "choose another port with --port",
                    e);
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests that are being answered are cut off. */
    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (password != null && (authorization == null || !password.fits(authorization))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"stave\"");
                Reply.error(401, "UNAUTHORIZED", "this registry wants its password")
                        .send(exchange);
                return;
            }
            reply(exchange).send(exchange);
        }
    }

    private Reply reply(HttpExchange exchange) {
        try {
            return answers.to(exchange);
        } catch (EngineException e) {
            return Reply.error(500, "UNKNOWN", e.what());
        }
    }
}
