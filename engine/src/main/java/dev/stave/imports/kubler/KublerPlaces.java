package dev.stave.imports.kubler;

import java.nio.file.Path;
import java.util.List;

/**
 * Where kubler looks beside the working folder.
 *
 * @param systemConf such as /etc/kubler.conf
 * @param data       KUBLER_DATA_DIR, which holds the user's kubler.conf and namespaces/
 * @param home       the user's home
 * @param more       further namespaces
 */
public record KublerPlaces(Path systemConf, Path data, Path home, List<Path> more) {
    public KublerPlaces {
        more = List.copyOf(more);
    }
}
