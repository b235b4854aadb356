package dev.stave.run;

import dev.stave.container.Owner;
import dev.stave.state.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What runs that were killed left of their builds. */
public final class DeadRuns {
    private static final String OWNER = "owner";

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

    /** Only what belongs to processes of this host that have ended. */
    public void removeGone() {
        workFolders.stream().filter(DeadRuns::isGone).forEach(Folders::delete);
    }

    /** Says whose the work folder is. */
    public static void sign(Path workFolder, Owner owner) throws IOException {
        Files.writeString(workFolder.resolve(OWNER), owner.text());
    }

    private static boolean isGone(Path workFolder) {
        try {
            return Owner.tryParse(Files.readString(workFolder.resolve(OWNER)))
                    .map(Owner::isGone)
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }
}
