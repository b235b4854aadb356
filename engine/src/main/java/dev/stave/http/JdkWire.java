package dev.stave.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends one request by the JDK's client, which follows no redirect, and watches that its body keeps moving. */
public final class JdkWire implements Wire {
    private final HttpClient client;
    private final Deadlines deadlines;
    private final Proxies proxies;

    public JdkWire(Trust trust, Deadlines deadlines, Proxies proxies) {
        this.deadlines = deadlines;
        this.proxies = proxies;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadlines.connect())
                .sslContext(trust.context())
                .proxy(proxies.selector())
                .build();
    }

    @Override
    public Answer send(Call call) throws IOException {
        AtomicLong sent = new AtomicLong();
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
        if (call.method().equals("GET")) {
            request.GET();
        } else {
            request.method(call.method(), publisher(call.payload(), sent));
        }
        request.setHeader("User-Agent", "stave");
        call.headers().forEach(request::setHeader);
        proxies.authorization(call.uri()).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        CompletableFuture<HttpResponse<InputStream>> coming =
                client.sendAsync(request.build(), head -> new PatientBody(deadlines));
        HttpResponse<InputStream> response = await(coming, call.payload(), sent);
        return new Answer(response.statusCode(), response.headers(), call.uri(), response.body());
    }

    private <T> T await(CompletableFuture<T> coming, Payload payload, AtomicLong sent) throws IOException {
        long seen = -1;
        while (true) {
            boolean sending = sent.get() < payload.lengthBytes();
            Duration patience = sending ? deadlines.stall() : deadlines.answer();
            try {
                return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!sending || sent.get() == seen) {
                    coming.cancel(true);
                    throw new StalledException((sending ? "it took no byte for " : "it gave no answer within ")
                            + PatientBody.text(patience));
                }
                seen = sent.get();
            } catch (InterruptedException e) {
                coming.cancel(true);
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            }
        }
    }

    private static HttpRequest.BodyPublisher publisher(Payload payload, AtomicLong sent) {
        return payload.lengthBytes() == 0 ? HttpRequest.BodyPublishers.noBody() : new PayloadBody(payload, sent);
    }
}
