package dev.stave.container.buildah;

import dev.stave.process.Program;
import java.util.Map;

/** Programs of this host by their files: the environment of a command in a container must not decide which they are. */
final class HostProgram {
    private HostProgram() {}

    /** Its file in the usual folders, or the bare name where it is not there: running it then says so. */
    static String path(String name) {
        return Program.find(name, Map.of()).map(Object::toString).orElse(name);
    }
}
