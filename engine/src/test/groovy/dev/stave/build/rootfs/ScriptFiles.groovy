package dev.stave.build.rootfs

import java.nio.file.Path

/** Lets fixtures write the build script's files. */
class ScriptFiles {
    static Path write(Path folder) {
        BuildScript.in(folder)
    }
}
