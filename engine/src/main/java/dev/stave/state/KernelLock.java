package dev.stave.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A lock of the kernel on a file, gone with its process whatever happens to that. */
public final class KernelLock implements AutoCloseable {
    // Such a lock belongs to the whole process, and closing any other channel of the file drops it (fcntl(2)): so
    // threads of one process must keep each other away before the file is opened.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final long PAUSE_NANOS = 2_000_000;

    private final Path file;
    private final FileChannel channel;

    private KernelLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Does something short, alone; waits as long as somebody else does. */
    public static void holding(Path file, Runnable work) {
        Optional<KernelLock> lock = tryToTake(file, false);
        while (lock.isEmpty()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            lock = tryToTake(file, false);
        }
        try (KernelLock held = lock.get()) {
            held.run(work);
        }
    }

    /** Empty where another process, or another part of this one, holds it. */
    public static Optional<KernelLock> tryToTake(Path file, boolean shared) {
        Path name = file.toAbsolutePath().normalize();
        if (!HELD_HERE.add(name)) {
            return Optional.empty();
        }
        Optional<KernelLock> lock = Optional.empty();
        try {
            lock = open(name, shared);
            return lock;
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot lock " + file, e);
        } finally {
            if (lock.isEmpty()) {
                HELD_HERE.remove(name);
            }
        }
    }

    private static Optional<KernelLock> open(Path file, boolean shared) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock(0, Long.MAX_VALUE, shared) == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new KernelLock(file, channel));
    }

    private void run(Runnable work) {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the lock was given back");
        }
        work.run();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot lock " + file, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
