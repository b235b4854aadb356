package dev.stave.imports.buildah;

import java.util.Optional;

/** The script that runs a step as it is: the parent comes in under the name that it expects, its image goes out. */
final class Handover {
    private Handover() {}

    /** @param program path of the step's own script, relative to the stack */
    static String script(String program, Optional<Step> parent, Step step) {
        StringBuilder text = new StringBuilder("#!/bin/sh\n# Runs ");
        text.append(program).append(" as it is; what it leaves is handed over as $STAVE_IMAGE.\nset -e\n");
        text.append(
                "[ \"$STAVE_ENGINE\" != docker ] || { echo 'it needs buildah or Podman: use --engine buildah' >&2; exit 1; }\n");
        parent.filter(from -> !from.leaves().isEmpty())
                .ifPresent(from -> text.append("buildah tag \"$(buildah pull --quiet \"$STAVE_PARENT\")\" ")
                        .append(quoted(from.leaves()))
                        .append('\n'));
        text.append(interpreter(program)).append(quoted("./" + program)).append('\n');
        String left = step.leaves().isEmpty() ? "NAME-OF-THE-IMAGE" : step.leaves();
        return text.append("buildah tag ")
                .append(quoted(left))
                .append(" \"$STAVE_IMAGE\"\n")
                .toString();
    }

    private static String interpreter(String program) {
        return program.endsWith(".bash") ? "bash " : "";
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
