package dev.stave.check.trivy;

import dev.stave.model.CancelledException;
import dev.stave.state.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The downloads of one database, each in a folder of its own that never changes, so that a scan which began with one is
 * not disturbed by the next. The one before the newest is kept for those scans.
 */
record Generations(Path folder) {
    private static final long PAUSE_NANOS = 20_000_000;
    private static final String PREFIX = "at-";

    /** The newest, which another process may have added. */
    Optional<Path> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Workspace.failure(folder, e);
        }
    }

    /** Waits for the kernel's lock, which every process on this host that renews the database takes. */
    Lock lock() {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            take(channel);
            return new Lock(this, channel);
        } catch (FileLockInterruptionException e) {
            throw new CancelledException("waiting for another run to fetch a database of Trivy was interrupted");
        } catch (IOException e) {
            throw Workspace.failure(folder, e);
        }
    }

    /** Java refuses a lock that another part of this process holds instead of waiting for it. */
    private static void take(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new FileLockInterruptionException();
                }
            }
        }
    }

    /** The right to renew the database; closing gives it back. */
    record Lock(Generations generations, FileChannel channel) implements AutoCloseable {
        /** Moves a whole, checked download to its place, and removes those that nobody can be using any more. */
        Path adopt(Path fresh, Instant now) {
            List<Path> former = generations.all();
            Path place = generations.folder().resolve(String.format("%s%016d", PREFIX, now.toEpochMilli()));
            try {
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
                for (int i = 0; i < former.size() - 1; i++) {
                    Folders.delete(former.get(i));
                }
                return place;
            } catch (IOException e) {
                throw Workspace.failure(generations.folder(), e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw Workspace.failure(generations.folder(), e);
            }
        }
    }
}
