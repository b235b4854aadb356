package dev.stave.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What runs that were killed left of their builds. */
public final class DeadRuns {
    private final List<Path> workFolders;

    private DeadRuns(List<Path> workFolders) {
        this.workFolders = workFolders;
    }

    /**
     * Every work folder that is there now; none of them is in use once the store was had alone after this.
     *
     * @param runs the folder of all runs
     */
    public static DeadRuns in(Path runs) {
        if (!Files.isDirectory(runs)) {
            return new DeadRuns(List.of());
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return new DeadRuns(folders.map(run -> run.resolve("work"))
                    .filter(Files::isDirectory)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("could not list " + runs, e);
        }
    }

    public void removeWork() {
        workFolders.forEach(Folders::delete);
    }
}
