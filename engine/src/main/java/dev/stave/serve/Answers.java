package dev.stave.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.stave.model.Digest;
import dev.stave.oci.Manifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is answered to which address (OCI distribution-spec, "Endpoints", end-1 to end-3 and end-8). */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs|tags)/([^/]+)");
    private static final Pattern COUNT = Pattern.compile("(?:^|&)n=([0-9]{1,9})(?:&|$)");
    private static final Pattern LAST = Pattern.compile("(?:^|&)last=([A-Za-z0-9._-]+)(?:&|$)");

    private final Published published;

    Answers(Published published) {
        this.published = published;
    }

    Reply to(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Reply.error(405, "UNSUPPORTED", "this registry is read-only");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v2/") || path.equals("/v2")) {
            return Reply.json("{}".getBytes(StandardCharsets.UTF_8));
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Reply.error(404, "UNSUPPORTED", "there is nothing at this address");
        }
        String repository = matcher.group(1);
        String last = matcher.group(3);
        return switch (matcher.group(2)) {
            case "manifests" -> manifest(repository, last);
            case "blobs" -> blob(repository, last, exchange.getRequestHeaders().getFirst("Range"));
            default -> tags(repository, String.valueOf(exchange.getRequestURI().getRawQuery()));
        };
    }

    private Reply manifest(String repository, String reference) {
        Optional<Manifest> manifest = published.manifest(repository, reference);
        return manifest.map(m -> Reply.bytes(m.mediaType(), m.bytes())
                        .with("Docker-Content-Digest", m.digest().toString())
                        .with("ETag", "\"" + m.digest() + "\""))
                .orElseGet(() -> Reply.error(
                        404, "MANIFEST_UNKNOWN", "manifest unknown: " + repository + " has no " + reference));
    }

    private Reply blob(String repository, String reference, @org.jspecify.annotations.Nullable String range) {
        Optional<Digest> digest = Digest.tryParse(reference);
        if (digest.isEmpty()) {
            return Reply.error(400, "DIGEST_INVALID", "'" + reference + "' is not a sha256 digest");
        }
        return published
                .blob(repository, digest.get())
                .map(file -> Reply.file(file, range).with("Docker-Content-Digest", reference))
                .orElseGet(() -> Reply.error(404, "BLOB_UNKNOWN", "blob unknown: " + reference));
    }

    private Reply tags(String repository, String query) {
        List<String> all = published.tags(repository);
        if (all.isEmpty()) {
            return Reply.error(404, "NAME_UNKNOWN", "repository name not known: " + repository);
        }
        Matcher after = LAST.matcher(query);
        String last = after.find() ? after.group(1) : "";
        List<String> rest = all.stream().filter(t -> t.compareTo(last) > 0).toList();
        Matcher counted = COUNT.matcher(query);
        int count = counted.find() ? Integer.parseInt(counted.group(1)) : rest.size();
        List<String> page = rest.subList(0, Math.min(count, rest.size()));
        ObjectNode root = JSON.createObjectNode().put("name", repository);
        page.forEach(root.putArray("tags")::add);
        Reply reply = Reply.json(root.toString().getBytes(StandardCharsets.UTF_8));
        if (page.isEmpty() || page.size() == rest.size()) {
            return reply;
        }
        String next = URLEncoder.encode(page.get(page.size() - 1), StandardCharsets.UTF_8);
        return reply.with("Link", "</v2/" + repository + "/tags/list?n=" + count + "&last=" + next + ">; rel=\"next\"");
    }
}
