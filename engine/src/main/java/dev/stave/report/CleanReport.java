package dev.stave.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * What cleaning the store came to, or would come to.
 *
 * @param unreadable locks that could not be read; what they needed was kept
 */
public record CleanReport(int blobs, int temporaryFiles, long freedBytes, List<Path> unreadable) {
    public CleanReport {
        unreadable = List.copyOf(unreadable);
    }

    /** @param done the verb in front, such as {@code removed} */
    public String text(String done) {
        return done + " " + blobs + (blobs == 1 ? " blob" : " blobs") + " and " + temporaryFiles
                + (temporaryFiles == 1 ? " temporary file: " : " temporary files: ") + Amounts.bytes(freedBytes)
                + " freed";
    }

    public String json() {
        ObjectNode root = Json.object();
        root.put("blobs", blobs);
        root.put("temporaryFiles", temporaryFiles);
        root.put("freedBytes", freedBytes);
        Json.putAll(root, "unreadable", unreadable.stream().map(Path::toString).toList());
        return Json.text(root);
    }
}
