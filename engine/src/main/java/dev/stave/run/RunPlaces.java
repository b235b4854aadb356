package dev.stave.run;

import dev.stave.container.Owner;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom a run works.
 *
 * @param stackFolder folder of the stack file
 * @param runFolder   of this run: logs, and below {@code work} a folder for each build
 * @param sourceDate  SOURCE_DATE_EPOCH; null where it is not set
 * @param reports     what is kept about images, by digest
 * @param writesPages whether PACKAGES.md may be written beside an image's files
 */
public record RunPlaces(
        Path stackFolder,
        Path runFolder,
        @Nullable Instant sourceDate,
        Owner owner,
        Path reports,
        boolean writesPages) {
    Path workFolder() {
        return runFolder.resolve("work");
    }
}
