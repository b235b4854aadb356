package dev.stave.imports.kubler;

import dev.stave.imports.shell.ShellScope;
import java.nio.file.Path;

/**
 * An image or a builder of kubler.
 *
 * @param conf   its variables
 * @param script the variables of its build.sh
 */
record Unit(Namespace namespace, String name, Path folder, ShellScope conf, ShellScope script) {
    /** {@code NAMESPACE/NAME}. */
    String id() {
        return namespace.name() + "/" + name;
    }

    Path file(String fileName) {
        return folder.resolve(fileName);
    }
}
