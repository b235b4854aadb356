package dev.stave.container;

import dev.stave.model.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this host runs programs of other processors: binfmt_misc handlers that start qemu. */
public final class Emulation {
    private static final Path HANDLERS = Path.of("/proc/sys/fs/binfmt_misc");

    private Emulation() {}

    public static boolean isThere() {
        if (!Files.isDirectory(HANDLERS)) {
            return false;
        }
        try (DirectoryStream<Path> qemu = Files.newDirectoryStream(HANDLERS, "qemu-*")) {
            return qemu.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws ContainerException where the engine's host cannot run programs of that platform */
    public static void check(EngineInfo engine, Platform platform) {
        if (!platform.accepts(engine.platform()) && !engine.abilities().contains(EngineInfo.Ability.EMULATION)) {
            throw new ContainerException(
                    engine.kind() + " on " + engine.platform() + " cannot run a container for " + platform
                            + ": this host has no emulation",
                    "install qemu-user-static and binfmt-support",
                    null);
        }
    }
}
