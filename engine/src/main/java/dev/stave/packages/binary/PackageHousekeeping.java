package dev.stave.packages.binary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Removes what no build has used for long: binary packages, and source archives. */
public final class PackageHousekeeping {
    private final BinaryPackages packages;
    private final Path distfiles;
    private final InstantSource clock;

    /** @param distfiles a folder of source archives; may be absent */
    public PackageHousekeeping(BinaryPackages packages, Path distfiles, InstantSource clock) {
        this.packages = packages;
        this.distfiles = distfiles;
        this.clock = clock;
    }

    /** What was removed, and how many bytes that freed: a file that has another name elsewhere frees none. */
    public record Freed(int packages, int distfiles, long bytes) {}

    /** Removes what was neither used nor made within that time. Waits while another run looks for packages. */
    public Freed clean(Period unused) {
        LocalDate oldest = Uses.day(clock.instant()).minus(unused);
        int packagesGone = 0;
        long bytes = 0;
        try {
            for (Path folder : packages.folders()) {
                List<Long> sizes = BinaryPackages.alone(folder, store -> removeUnused(store, oldest));
                packagesGone += sizes.size();
                bytes += sizes.stream().mapToLong(Long::longValue).sum();
            }
            List<Long> archives = removeArchives(oldest);
            return new Freed(
                    packagesGone,
                    archives.size(),
                    bytes + archives.stream().mapToLong(Long::longValue).sum());
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }

    private static List<Long> removeUnused(Path store, LocalDate oldest) throws IOException {
        List<Long> sizes = new ArrayList<>();
        Uses uses = Uses.in(store);
        for (String path : Links.packages(store)) {
            if (uses.last(store, path).isBefore(oldest)) {
                sizes.add(remove(store.resolve(path)));
            }
        }
        List<String> left = Links.packages(store);
        PackagesIndex.in(store).of(left).write(store);
        uses.only(left).write(store);
        return sizes;
    }

    /** Builds read archives where they lie, so that the later of access and change is their last use. */
    private List<Long> removeArchives(LocalDate oldest) throws IOException {
        if (!Files.isDirectory(distfiles)) {
            return List.of();
        }
        List<Long> sizes = new ArrayList<>();
        try (Stream<Path> files = Files.list(distfiles)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Uses.day(lastUse(file)).isBefore(oldest)) {
                    sizes.add(remove(file));
                }
            }
        }
        return sizes;
    }

    private static java.time.Instant lastUse(Path file) throws IOException {
        var attributes = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
        var accessed = attributes.lastAccessTime().toInstant();
        var changed = attributes.lastModifiedTime().toInstant();
        return accessed.isAfter(changed) ? accessed : changed;
    }

    private static long remove(Path file) throws IOException {
        boolean last = (int) Files.getAttribute(file, "unix:nlink") == 1;
        long size = Files.size(file);
        Files.delete(file);
        return last ? size : 0;
    }
}
