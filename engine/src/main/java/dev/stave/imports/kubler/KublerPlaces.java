package dev.stave.imports.kubler;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where kubler looks beside the working folder.
 *
 * @param systemConf such as /etc/kubler.conf
 * @param data       KUBLER_DATA_DIR, which holds the user's kubler.conf and namespaces/
 * @param home       the user's home
 * @param more       folders of further namespaces, by how messages name them
 */
public record KublerPlaces(Path systemConf, Path data, Path home, Map<String, Path> more) {
    public KublerPlaces {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }
}
