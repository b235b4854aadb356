package dev.stave.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * What cleaning the store came to, or would come to.
 *
 * @param unreadable locks that could not be read; what they needed was kept
 * @param kept       of what was fetched for builds, by kind
 */
public record CleanReport(
        int blobs, int temporaryFiles, long freedBytes, List<Path> unreadable, SortedMap<String, Removed> kept) {
    /** What of one kind went. */
    public record Removed(int count, long bytes) {}

    public CleanReport {
        unreadable = List.copyOf(unreadable);
    }

    /** @param done the verb in front, such as {@code removed} */
    public String text(String done) {
        return done + " " + blobs + (blobs == 1 ? " blob" : " blobs") + " and " + temporaryFiles
                + (temporaryFiles == 1 ? " temporary file: " : " temporary files: ") + Amounts.bytes(freedBytes)
                + " freed" + ofKept(done);
    }

    private String ofKept(String done) {
        List<String> kinds = kept.entrySet().stream()
                .filter(e -> e.getValue().count() > 0)
                .map(e -> e.getValue().count() + " of " + e.getKey())
                .toList();
        long bytes = kept.values().stream().mapToLong(Removed::bytes).sum();
        return kinds.isEmpty()
                ? ""
                : "\n" + done + " what was not used for long, " + String.join(", ", kinds) + ": " + Amounts.bytes(bytes)
                        + " freed";
    }

    public String json() {
        ObjectNode root = Json.object();
        root.put("blobs", blobs);
        root.put("temporaryFiles", temporaryFiles);
        root.put("freedBytes", freedBytes);
        ObjectNode kinds = root.putObject("kept");
        kept.forEach((kind, removed) -> {
            ObjectNode one = kinds.putObject(kind);
            one.put("count", removed.count());
            one.put("bytes", removed.bytes());
        });
        Json.putAll(root, "unreadable", unreadable.stream().map(Path::toString).toList());
        return Json.text(root);
    }
}
