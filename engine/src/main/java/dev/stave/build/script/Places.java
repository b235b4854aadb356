package dev.stave.build.script;

/**
 * Where a script finds its things and leaves its result; the same folders on the host and, at another place, inside a
 * container.
 *
 * @param base   the folder that all others lie in
 * @param levels folders above the stack's that inputs lie in, such as 1 for {@code ../common/x}
 */
record Places(String base, int levels) {
    String inputs() {
        return base + "/inputs";
    }

    /** The copy of the stack's folder, with the inputs in it and nothing else. */
    String stack() {
        return inputs() + "/" + "up/".repeat(levels) + "stack";
    }

    String home() {
        return base + "/home";
    }

    String temporary() {
        return base + "/tmp";
    }

    String rootfs() {
        return base + "/rootfs";
    }

    String archive() {
        return base + "/image.tar";
    }

    /** An OCI layout with the parent as its only image. */
    String parent() {
        return base + "/parent";
    }

    String file(String path) {
        return stack() + "/" + path;
    }
}
