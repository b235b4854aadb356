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

    /** How many there are of a kind, and how many bytes they free: a file that has another name elsewhere frees none. */
    public record Amount(int count, long bytes) {
        private static Amount of(List<Long> sizes) {
            return new Amount(
                    sizes.size(), sizes.stream().mapToLong(Long::longValue).sum());
        }
    }

    /** What nobody used. */
    public record Unused(Amount packages, Amount distfiles) {}

    /** What {@link #clean} would remove now. */
    public Unused look(Period unused) {
        return each(unused, PackageHousekeeping::freed, false);
    }

    /** Removes what was neither used nor made within that time. Waits while another run looks for packages. */
    public Unused clean(Period unused) {
        return each(unused, PackageHousekeeping::remove, true);
    }

    private interface Deed {
        /** How many bytes it frees. */
        long of(Path file) throws IOException;
    }

    private Unused each(Period unused, Deed deed, boolean changes) {
        LocalDate oldest = Uses.day(clock.instant()).minus(unused);
        List<Long> sizes = new ArrayList<>();
        try {
            for (Path folder : packages.folders()) {
                sizes.addAll(BinaryPackages.alone(folder, store -> eachPackage(store, oldest, deed, changes)));
            }
            return new Unused(Amount.of(sizes), Amount.of(eachArchive(oldest, deed)));
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }

    private static List<Long> eachPackage(Path store, LocalDate oldest, Deed deed, boolean changes) throws IOException {
        List<Long> sizes = new ArrayList<>();
        Uses uses = Uses.in(store);
        for (String path : Links.packages(store)) {
            if (uses.last(store, path).isBefore(oldest)) {
                sizes.add(deed.of(store.resolve(path)));
            }
        }
        if (changes) {
            List<String> left = Links.packages(store);
            PackagesIndex.in(store).of(left).write(store);
            uses.only(left).write(store);
        }
        return sizes;
    }

    /** Builds read archives where they lie, so that the later of access and change is their last use. */
    private List<Long> eachArchive(LocalDate oldest, Deed deed) throws IOException {
        if (!Files.isDirectory(distfiles)) {
            return List.of();
        }
        List<Long> sizes = new ArrayList<>();
        try (Stream<Path> files = Files.list(distfiles)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Uses.day(lastUse(file)).isBefore(oldest)) {
                    sizes.add(deed.of(file));
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

    private static long freed(Path file) throws IOException {
        boolean last = (int) Files.getAttribute(file, "unix:nlink") == 1;
        return last ? Files.size(file) : 0;
    }

    private static long remove(Path file) throws IOException {
        long freed = freed(file);
        Files.delete(file);
        return freed;
    }
}
