package dev.stave.imports.kubler;

import dev.stave.imports.StackFolder;
import dev.stave.model.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A working folder: one namespace, or several in folders of their own. */
final class WorkingFolder {
    private final Path folder;
    private final List<Namespace> own = new ArrayList<>();
    private final List<Namespace> others = new ArrayList<>();

    /**
     * @param shownAs how messages name the folder
     * @throws UsageException where it holds no namespace
     */
    WorkingFolder(Path given, String shownAs, KublerPlaces places) {
        Path folder = given.toAbsolutePath().normalize();
        this.folder = folder;
        if (Namespace.isOne(folder)) {
            own.add(Namespace.of(folder));
            Path above = folder.getParent();
            if (above != null && Files.isRegularFile(above.resolve(Namespace.CONF)) && !Namespace.isOne(above)) {
                addAll(others, above);
            }
        } else {
            addAll(own, folder);
        }
        if (own.isEmpty()) {
            throw new UsageException(
                    shownAs + " is no working folder of kubler: it has neither images/ nor a namespace with images/",
                    "name the folder that holds kubler.conf");
        }
        places.more().forEach((shown, more) -> {
            if (!Namespace.isOne(more)) {
                throw new UsageException(
                        "--namespace " + shown + " is no namespace: it has neither images/ nor builder/",
                        "name a folder that holds images/");
            }
            others.add(Namespace.of(more.toAbsolutePath().normalize()));
        });
        addAll(others, places.data().resolve("namespaces"));
        others.removeAll(own);
    }

    private static void addAll(List<Namespace> to, Path folder) {
        StackFolder.children(folder).stream()
                .filter(Namespace::isOne)
                .map(Namespace::of)
                .forEach(to::add);
    }

    /** Those of the folder itself, by name. */
    List<Namespace> own() {
        return own;
    }

    Optional<Namespace> named(String name) {
        return own.stream()
                .filter(namespace -> namespace.name().equals(name))
                .findFirst()
                .or(() -> others.stream()
                        .filter(namespace -> namespace.name().equals(name))
                        .findFirst());
    }

    /** The conf that all namespaces of a folder share, which is the namespace's own where there is one alone. */
    Path sharedConf(Namespace namespace) {
        boolean single = namespace.folder().equals(folder);
        Path above = Objects.requireNonNullElse(namespace.folder().getParent(), namespace.folder());
        return single && !Files.isRegularFile(above.resolve(Namespace.CONF))
                ? namespace.conf()
                : above.resolve(Namespace.CONF);
    }

    String name() {
        return String.valueOf(folder.getFileName());
    }
}
