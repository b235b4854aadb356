package dev.stave.build.rootfs;

import dev.stave.container.ContainerEngine;
import dev.stave.container.KeptImage;
import dev.stave.model.HostException;
import dev.stave.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Housekeeping of what failed builds left: in STAVE_HOME and in container engines, until nobody looks into it any more. */
public final class FailedHousekeeping {
    private final Path folder;
    private final Instant since;

    /** @param since what failed after this stays */
    public FailedHousekeeping(Path home, Instant since) {
        this.folder = home.resolve(RootfsPlaces.FAILED);
        this.since = since;
    }

    /**
     * What went, or would go.
     *
     * @param count of builds
     */
    public record Gone(int count, long bytes) {}

    /** Removes it, or only looks. */
    public Gone clean(List<ContainerEngine> engines, boolean forReal) {
        Set<String> builds = new TreeSet<>();
        long bytes = 0;
        for (Path failed : old()) {
            builds.add(String.valueOf(failed.getFileName()));
            bytes += new FileTree(failed).bytes();
            if (forReal) {
                Folders.delete(failed);
            }
        }
        for (ContainerEngine engine : engines) {
            for (KeptImage image : engine.kept()) {
                if (image.created().isBefore(since)) {
                    builds.add(FailedBuilds.fileName(image.name()));
                    bytes += image.bytes();
                    if (forReal) {
                        engine.remove(image);
                    }
                }
            }
        }
        return new Gone(builds.size(), bytes);
    }

    private List<Path> old() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> lastChange(entry).isBefore(since)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new HostException("'" + folder + "' could not be read: " + e.getMessage(), "", e);
        }
    }

    private static Instant lastChange(Path entry) {
        try {
            return Files.getLastModifiedTime(entry).toInstant();
        } catch (IOException e) {
            return Instant.MAX; // gone meanwhile
        }
    }
}
