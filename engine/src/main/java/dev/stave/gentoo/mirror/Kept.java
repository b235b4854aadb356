package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.model.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Archives and small files that were fetched, by name; their time of change is when they were last used. */
final class Kept {
    private static final Map<Path, ReentrantLock> OWN = new ConcurrentHashMap<>();

    private final Path folder;
    private final InstantSource clock;

    Kept(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path part(String name) {
        return folder.resolve("." + name + ".part");
    }

    /** A file that is there, whose use is noted. */
    Optional<Path> find(String name) {
        Path file = path(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        used(file);
        return Optional.of(file);
    }

    void used(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // kept by somebody else: who cannot note the use cannot clean it either
            return;
        }
    }

    Optional<byte[]> read(String name) {
        try {
            Optional<Path> file = find(name);
            return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
        } catch (IOException e) {
            throw failure("cannot read " + path(name), e);
        }
    }

    /** Puts a whole file in its place. */
    Path keep(Path part, String name) {
        try {
            Path file = path(name);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            used(file);
            return file;
        } catch (IOException e) {
            throw failure("cannot keep " + path(name), e);
        }
    }

    /** Something that is done by one run at a time. */
    @FunctionalInterface
    interface Work<T> {
        T done();
    }

    /** Does work on one name alone: another thread, or another run, waits. */
    <T> T alone(String name, Work<T> work) {
        Path lock = folder.resolve("." + name + ".lock");
        ReentrantLock own = OWN.computeIfAbsent(lock.toAbsolutePath(), p -> new ReentrantLock());
        own.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock held = channel.lock();
                try {
                    return work.done();
                } finally {
                    held.release();
                }
            }
        } catch (IOException e) {
            throw failure("cannot work in " + folder, e);
        } finally {
            own.unlock();
        }
    }

    static String digest(ContentDigest kind, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return kind.of(in);
        } catch (IOException e) {
            throw failure("cannot read " + file, e);
        }
    }

    /** @throws GentooException where a file is not what its digests say */
    static void check(String name, Path file, Map<ContentDigest, String> digests) {
        digests.forEach((kind, wanted) -> {
            String found = digest(kind, file);
            if (!found.equals(wanted)) {
                throw new GentooException(
                        name + " has the " + kind.word() + " " + found.substring(0, 12) + "…, and "
                                + wanted.substring(0, 12) + "… was to come",
                        "the file is damaged there, or on the way; nothing of it was used");
            }
        });
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("cannot remove " + file, e);
        }
    }

    static HostException failure(String what, IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new HostException(what + ": " + why, "look at the rights and the free space there", cause);
    }
}
