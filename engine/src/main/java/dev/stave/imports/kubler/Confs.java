package dev.stave.imports.kubler;

import dev.stave.imports.Note;
import dev.stave.imports.StackFolder;
import dev.stave.imports.shell.ShellFile;
import dev.stave.imports.shell.ShellNote;
import dev.stave.imports.shell.ShellScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conf files in their layers: system, user, working folder, namespace, then the image's or builder's own. Later ones
 * win, but for IMAGE_TAG, which the outermost that sets it decides.
 */
final class Confs {
    private static final List<String> OF_UNIT = List.of(
            "STAGE3_BASE",
            "STAGE3_DATE",
            "IMAGE_PARENT",
            "BUILDER",
            "BUILDER_CAPS_SYS_PTRACE",
            "BUILDER_DOCKER_ARGS",
            "BUILDER_MOUNTS",
            "BUILDER_SECCOMP",
            "POST_BUILD_HC",
            "POST_BUILD_HC_MAX_DURATION",
            "POST_BUILD_HC_INTERVAL",
            "POST_BUILD_HC_TIMEOUT",
            "POST_BUILD_HC_START_PERIOD",
            "POST_BUILD_HC_RETRY",
            "POST_BUILD_HC_RETRIES",
            "POST_BUILD_HC_MIN_HEALTHY_STREAK",
            "ARCH",
            "ARCH_URL");

    private final StackFolder stack;
    private final WorkingFolder working;
    private final KublerPlaces places;
    private final List<Note> notes = new ArrayList<>();
    private final Map<Namespace, ShellScope> namespaces = new LinkedHashMap<>();

    Confs(StackFolder stack, WorkingFolder working, KublerPlaces places) {
        this.stack = stack;
        this.working = working;
        this.places = places;
    }

    /** What could not be told of the conf files. */
    List<Note> notes() {
        return notes;
    }

    ShellScope of(Namespace namespace) {
        ShellScope known = namespaces.get(namespace);
        if (known != null) {
            return known;
        }
        ShellScope scope = new ShellScope()
                .with("HOME", places.home().toString())
                .with("KUBLER_DATA_DIR", places.data().toString())
                .with("MIRROR", "http://distfiles.gentoo.org/")
                .with("DEFAULT_BUILDER", "kubler/bob")
                .with("BUILD_ENGINE", "docker");
        evaluate(places.systemConf(), scope);
        evaluate(places.data().resolve(Namespace.CONF), scope);
        Path shared = working.sharedConf(namespace);
        if (!shared.equals(namespace.conf())) {
            evaluate(shared, scope);
        }
        String outerTag = scope.text("IMAGE_TAG");
        evaluate(namespace.conf(), scope);
        if (!outerTag.isEmpty()) {
            scope.with("IMAGE_TAG", outerTag);
        }
        scope.with("NAMESPACE", namespace.name());
        namespaces.put(namespace, scope);
        return scope;
    }

    /** The variables of an image or builder, from its build.conf over its namespace's. */
    ShellScope of(Namespace namespace, Path folder) {
        ShellScope scope = of(namespace).copy();
        OF_UNIT.forEach(scope::unset);
        scope.with("image_path", folder.toString());
        evaluate(folder.resolve("build.conf"), scope);
        return scope;
    }

    private void evaluate(Path conf, ShellScope scope) {
        if (Files.isRegularFile(conf)) {
            String shown = stack.path(conf);
            for (ShellNote note : ShellFile.evaluate(StackFolder.text(conf), shown, scope)) {
                notes.add(new Note(note.at(), note.message()));
            }
        }
    }
}
