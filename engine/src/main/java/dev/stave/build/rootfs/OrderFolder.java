package dev.stave.build.rootfs;

import dev.stave.model.BuildHooks;
import dev.stave.model.HostException;
import dev.stave.model.PackageChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a build container is to do, as files: read there below {@code /stave-order}. */
final class OrderFolder {
    static final String INSIDE = "/stave-order";
    static final String CONFIG = "/config";

    private final Path folder;
    private final Path stackFolder;
    private final Map<String, String> shown = new TreeMap<>();

    OrderFolder(Path folder, Path stackFolder) {
        this.folder = folder;
        this.stackFolder = stackFolder;
    }

    /** Variables, exported; their values may hold anything. */
    void variables(SortedMap<String, String> variables) {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append("export ")
                .append(name)
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n"));
        write("variables.sh", text.toString());
    }

    /** What is said of packages, in the form of Portage's own files. */
    void packages(PackageChoice choice) {
        lines("packages", choice.packages());
        byAtom("package.use", choice.useFlags(), "+");
        byAtom("package.accept_keywords", choice.keywords(), "");
        byAtom("package.license", choice.licenses(), "");
        if (!choice.mask().isEmpty()) {
            lines("portage/package.mask", choice.mask());
        }
        if (!choice.unmask().isEmpty()) {
            lines("portage/package.unmask", choice.unmask());
        }
    }

    private void byAtom(String file, SortedMap<String, List<String>> words, String sign) {
        List<String> lines = new ArrayList<>();
        words.forEach((atom, all) -> lines.add(atom + " "
                + String.join(
                        " ",
                        all.stream()
                                .map(word -> !sign.isEmpty() && word.startsWith(sign) ? word.substring(1) : word)
                                .toList())));
        if (!lines.isEmpty()) {
            lines("portage/" + file, lines);
        }
    }

    /** @param config the folder that is {@code /config} inside, relative to the stack; empty for none */
    void hooks(BuildHooks hooks, String config) {
        List<String> inside = new ArrayList<>();
        for (String file : hooks.files()) {
            String place;
            if (!config.isEmpty() && Path.of(file).startsWith(config)) {
                place = CONFIG + "/" + Path.of(config).relativize(Path.of(file));
            } else {
                String name = "hooks.d/" + inside.size() + "-" + Path.of(file).getFileName();
                FileTree.followed(stackFolder.resolve(file)).copyTo(folder.resolve(name));
                place = INSIDE + "/" + name;
            }
            shown.put(place, file);
            inside.add(place);
        }
        lines("hooks", inside);
        hooks.shell().forEach((phase, text) -> {
            String name = "shell/" + phase + ".sh";
            write(name, text.endsWith("\n") ? text : text + "\n");
            shown.put(INSIDE + "/" + name, phase);
        });
        if (hooks.patches() != null) {
            FileTree.followed(stackFolder.resolve(hooks.patches())).copyTo(folder.resolve("patches"));
        }
    }

    /** What people call a file that is named inside. */
    String shown(String inside) {
        return shown.getOrDefault(inside, inside);
    }

    void lines(String name, List<String> lines) {
        write(name, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    void table(String name, SortedMap<String, String> rows) {
        List<String> lines = new ArrayList<>();
        rows.forEach((key, value) -> lines.add(key + "\t" + value));
        lines(name, lines);
    }

    Path folder() {
        return folder;
    }

    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritten(folder, e);
        }
    }

    static HostException unwritten(Path where, IOException e) {
        return new HostException("'" + where + "' could not be written: " + e.getMessage(), "free disk space", e);
    }
}
