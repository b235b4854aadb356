package dev.stave.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer: its head, and as many bytes of a body. */
record Reply(int status, Map<String, String> headers, long lengthBytes, Body body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    Reply {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** Opens the body; the sender closes it. */
    @FunctionalInterface
    interface Body {
        InputStream open() throws IOException;
    }

    static Reply json(byte[] bytes) {
        return bytes("application/json", bytes);
    }

    static Reply bytes(String mediaType, byte[] bytes) {
        return new Reply(200, Map.of("Content-Type", mediaType), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static Reply error(int status, String code, String message) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("errors").addObject().put("code", code).put("message", message);
        Reply reply = json(root.toString().getBytes(StandardCharsets.UTF_8));
        return new Reply(status, reply.headers, reply.lengthBytes, reply.body);
    }

    /** A whole file, or the one range of it that was asked for (RFC 9110 section 14). */
    static Reply file(Path file, @org.jspecify.annotations.Nullable String range) {
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            return error(404, "BLOB_UNKNOWN", "blob unknown: its file is gone");
        }
        Reply whole = new Reply(
                200,
                Map.of("Content-Type", "application/octet-stream", "Accept-Ranges", "bytes"),
                size,
                () -> Files.newInputStream(file));
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        if (!matcher.matches()) {
            return whole;
        }
        long from = Long.parseLong(matcher.group(1));
        long to = matcher.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(matcher.group(2)));
        if (from >= size || to < from) {
            return error(416, "RANGE_INVALID", "the blob has " + size + " bytes")
                    .with("Content-Range", "bytes */" + size);
        }
        return new Reply(
                        206,
                        whole.headers,
                        to - from + 1,
                        () -> Channels.newInputStream(FileChannel.open(file).position(from)))
                .with("Content-Range", "bytes " + from + "-" + to + "/" + size);
    }

    Reply with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, lengthBytes, body);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        if (headOnly || lengthBytes == 0) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(lengthBytes));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, lengthBytes);
        try (InputStream in = body.open();
                OutputStream out = exchange.getResponseBody()) {
            copy(in, out);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = lengthBytes;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("the file became shorter");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }
}
