package dev.stave.check.trivy;

import dev.stave.model.Digest;
import dev.stave.state.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The reports that Trivy wrote, as they are, at {@code HEX/TRIVY-DATABASE.json} by the digest of the manifest; one a
 * digest. A second look with the same Trivy and database needs no scan.
 */
record Reports(Path folder) {
    Optional<byte[]> find(Digest manifest, String trivy, Database database) {
        Path file = file(manifest, trivy, database);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The report of the manifest's last scan. */
    Optional<byte[]> last(Digest manifest) {
        Path folder = this.folder.resolve(manifest.hex());
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> last =
                    files.filter(file -> file.toString().endsWith(".json")).max(Comparator.naturalOrder());
            return last.isPresent() ? Optional.of(Files.readAllBytes(last.get())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void keep(Digest manifest, String trivy, Database database, byte[] report) {
        Path file = file(manifest, trivy, database);
        AtomicFiles.write(file, report);
        for (Path other : siblings(file)) {
            AtomicFiles.delete(other);
        }
    }

    private static List<Path> siblings(Path file) {
        try (Stream<Path> entries = Files.list(file.resolveSibling("."))) {
            return entries.filter(entry -> isTrivys(entry.getFileName().toString()))
                    .filter(entry -> !entry.getFileName().equals(file.getFileName()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** What else is kept about the image ends in {@code .cdx.json}. */
    private static boolean isTrivys(String name) {
        return name.endsWith(".json") && !name.endsWith(".cdx.json");
    }

    private Path file(Digest manifest, String trivy, Database database) {
        String name = trivy + "-" + database.updated().toString().replace(":", "") + ".json";
        return folder.resolve(manifest.hex()).resolve(name);
    }
}
