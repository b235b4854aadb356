package dev.stave.packages.binary;

import dev.stave.state.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The index {@code Packages} of a folder of binary packages (Portage, "Binary Package Index"): a header and a stanza for
 * each package, {@code KEY: value} lines, an empty line between. What Portage wrote of a package is kept as it is; a
 * stanza that is missing or wrong is mended by Portage, which compares time and size with the file.
 */
record PackagesIndex(Map<String, String> header, List<Map<String, String>> stanzas) {
    static final String NAME = "Packages";
    static final String PATH = "PATH";

    /** What tells one build of a package from another, beside when and where it was made. */
    private static final List<String> IDENTITY =
            List.of("CPV", "SLOT", "USE", "REPO", "DEPEND", "RDEPEND", "PDEPEND", "BDEPEND", "PROVIDES", "REQUIRES");

    private static final PackagesIndex EMPTY = new PackagesIndex(Map.of(), List.of());

    /** Empty where the folder has none. */
    static PackagesIndex in(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        return Files.isRegularFile(file) ? parse(Files.readString(file)) : EMPTY;
    }

    static PackagesIndex parse(String text) {
        List<Map<String, String>> blocks = new ArrayList<>();
        for (String block : text.split("\n{2,}")) {
            Map<String, String> fields = new LinkedHashMap<>();
            block.lines().filter(line -> line.contains(":")).forEach(line -> {
                int colon = line.indexOf(':');
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
            if (!fields.isEmpty()) {
                blocks.add(fields);
            }
        }
        boolean headed = !blocks.isEmpty() && !blocks.get(0).containsKey("CPV");
        return new PackagesIndex(headed ? blocks.get(0) : Map.of(), blocks.subList(headed ? 1 : 0, blocks.size()));
    }

    Optional<Map<String, String>> at(String path) {
        return stanzas.stream().filter(stanza -> path.equals(stanza.get(PATH))).findFirst();
    }

    /** What a stanza says the package is; equal for two builds of the same. */
    static Map<String, String> identity(Map<String, String> stanza) {
        Map<String, String> identity = new LinkedHashMap<>();
        IDENTITY.forEach(key -> identity.put(key, stanza.getOrDefault(key, "")));
        return identity;
    }

    static Map<String, String> movedTo(String path, Map<String, String> stanza) {
        Map<String, String> moved = new LinkedHashMap<>(stanza);
        moved.put(PATH, path);
        return moved;
    }

    /** With the other's stanzas in place of its own for the same files, and the other's header where it has one. */
    PackagesIndex with(PackagesIndex other) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        stanzas.forEach(stanza -> all.put(stanza.getOrDefault(PATH, ""), stanza));
        other.stanzas.forEach(stanza -> all.put(stanza.getOrDefault(PATH, ""), stanza));
        return new PackagesIndex(other.header.isEmpty() ? header : other.header, List.copyOf(all.values()));
    }

    /** With the stanzas of these files alone. */
    PackagesIndex of(Collection<String> paths) {
        return new PackagesIndex(
                header,
                stanzas.stream()
                        .filter(stanza -> paths.contains(stanza.getOrDefault(PATH, "")))
                        .toList());
    }

    void write(Path folder) {
        AtomicFiles.write(folder.resolve(NAME), text());
    }

    String text() {
        Map<String, String> first = new LinkedHashMap<>(header);
        first.put("PACKAGES", Integer.toString(stanzas.size()));
        List<Map<String, String>> sorted = stanzas.stream()
                .sorted(Comparator.comparing((Map<String, String> stanza) -> stanza.getOrDefault("CPV", ""))
                        .thenComparing(stanza -> stanza.getOrDefault(PATH, "")))
                .toList();
        return block(first) + sorted.stream().map(PackagesIndex::block).collect(Collectors.joining());
    }

    private static String block(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining("", "", "\n"));
    }
}
