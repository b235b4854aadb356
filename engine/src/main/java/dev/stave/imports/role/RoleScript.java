package dev.stave.imports.role;

import java.util.List;
import java.util.regex.Pattern;

/** The command of a script image as a file: {@code $image} is the name that the image is left behind under. */
final class RoleScript {
    private static final List<String> ENGINES = List.of("podman", "docker", "buildah");

    private RoleScript() {}

    /** Whether the command sends an image somewhere by itself. */
    static boolean pushes(String command) {
        return ENGINES.stream().anyMatch(engine -> pushes(command, engine));
    }

    private static boolean pushes(String command, String engine) {
        return Pattern.compile("\\b" + engine + "\\s+(image\\s+)?push\\b")
                .matcher(command)
                .find();
    }

    static String of(String command) {
        StringBuilder script = new StringBuilder("#!/bin/sh\nset -xe\nimage=\"$STAVE_IMAGE\"\n");
        for (String engine : ENGINES) {
            if (pushes(command, engine)) {
                script.append("# what is left behind as $image is pushed once it has passed its gates\n")
                        .append(engine)
                        .append("() {\n    case \"$1 $2\" in push\\ * | 'image push') return 0 ;; esac\n    command ")
                        .append(engine)
                        .append(" \"$@\"\n}\n");
            }
        }
        return script.append(command).append(command.endsWith("\n") ? "" : "\n").toString();
    }
}
