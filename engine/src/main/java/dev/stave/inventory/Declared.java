package dev.stave.inventory;

import dev.stave.model.ImageName;
import dev.stave.model.Origin;
import java.util.List;
import java.util.Set;

/**
 * One declared image before its references are looked up.
 *
 * @param origin of the image itself
 */
record Declared(ImageName name, Origin origin, Settings settings) {
    static final Set<String> SOURCES = Set.of("rootfs", "dockerfile", "script", "files", "mirror");

    String subject() {
        return settings.subject();
    }

    /** Kinds of source that it names, in the order written. */
    List<String> sources() {
        return settings.names().stream().filter(SOURCES::contains).toList();
    }

    boolean isMirror() {
        return settings.has("mirror");
    }
}
