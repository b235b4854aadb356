package dev.stave.build.rootfs;

import dev.stave.model.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The script that runs in build containers, as files that can be mounted. */
final class BuildScript {
    private static final List<String> PARTS = List.of(
            "main.sh",
            "base.sh",
            "portage.sh",
            "words.sh",
            "software.sh",
            "clean.sh",
            "builder.sh",
            "image.sh",
            "shell.sh",
            "ask.py");

    private BuildScript() {}

    /** Writes the script's parts into a folder, which is made. */
    static Path in(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String part : PARTS) {
                try (InputStream in = BuildScript.class.getResourceAsStream(part)) {
                    Files.write(folder.resolve(part), in == null ? new byte[0] : in.readAllBytes());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new HostException("'" + folder + "' could not be written: " + e.getMessage(), "free disk space", e);
        }
    }
}
