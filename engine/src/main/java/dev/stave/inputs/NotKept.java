package dev.stave.inputs;

import dev.stave.model.InputFile.Kind;
import java.util.Optional;

/** What a {@code files} image cannot keep, because its layer is described by names, modes and owners alone. */
public final class NotKept {
    private static final int SET_ID_BITS = 06000;
    private static final int STICKY_BIT = 01000;

    /** What a layer calls an entry that removes one of a lower layer (OCI image-spec, layer.md, "Whiteouts"). */
    private static final String DELETION_MARK = ".wh.";

    private NotKept() {}

    /** The sentence for an entry that {@code files} refuses; empty for one that it keeps. */
    public static Optional<String> byFiles(FoundFile entry) {
        if (entry.kind() == Kind.LINK) {
            return Optional.of("'" + entry.path() + "' is a link, which files cannot keep: use script");
        }
        if (entry.kind() == Kind.FILE && (entry.mode() & SET_ID_BITS) != 0) {
            return Optional.of("'" + entry.path() + "' has a set-id bit, which files cannot keep: use script");
        }
        if (entry.kind() == Kind.FOLDER && (entry.mode() & STICKY_BIT) != 0) {
            return Optional.of("'" + entry.path() + "' has a sticky bit, which files cannot keep: use script");
        }
        if (nameOf(entry).startsWith(DELETION_MARK)) {
            return Optional.of("'" + entry.path()
                    + "' is named like the mark of a deleted file, which files cannot keep: use script");
        }
        return Optional.empty();
    }

    private static String nameOf(FoundFile entry) {
        return entry.path().substring(entry.path().lastIndexOf('/') + 1);
    }
}
