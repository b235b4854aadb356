package dev.stave.imports.kubler;

import dev.stave.imports.StackFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of images and builders. */
record Namespace(String name, Path folder) {
    static final String CONF = "kubler.conf";

    /** Where it has images or builders; a folder with a conf alone holds namespaces. */
    static boolean isOne(Path folder) {
        return Files.isDirectory(folder.resolve("images")) || Files.isDirectory(folder.resolve("builder"));
    }

    static Namespace of(Path folder) {
        return new Namespace(String.valueOf(folder.getFileName()), folder);
    }

    Path conf() {
        return folder.resolve(CONF);
    }

    Path image(String name) {
        return folder.resolve("images").resolve(name);
    }

    Path builder(String name) {
        return folder.resolve("builder").resolve(name);
    }

    List<String> images() {
        return names("images");
    }

    List<String> builders() {
        return names("builder");
    }

    /** The core builders that kubler makes and removes again have no conf. */
    private List<String> names(String kind) {
        return StackFolder.children(folder.resolve(kind)).stream()
                .filter(child -> Files.isRegularFile(child.resolve("build.conf"))
                        || Files.isRegularFile(child.resolve("build.sh")))
                .map(child -> String.valueOf(child.getFileName()))
                .toList();
    }
}
