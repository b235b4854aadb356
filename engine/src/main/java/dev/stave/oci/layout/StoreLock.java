package dev.stave.oci.layout;

import dev.stave.model.HostException;
import dev.stave.oci.StoreFailure;
import dev.stave.state.AtomicFiles;
import dev.stave.state.KernelLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The store's lock: runs hold it shared, {@code clean} alone. It is the kernel's, so it ends with its process; who holds
 * it stands in small files beside it, for the message only.
 */
public final class StoreLock implements AutoCloseable {
    private final KernelLock lock;
    private final Path holder;

    private StoreLock(KernelLock lock, Path holder) {
        this.lock = lock;
        this.holder = holder;
    }

    /** For a run; refused while the store is being cleaned. */
    public static StoreLock shared(Path storeRoot) {
        return take(storeRoot, true);
    }

    /** For cleaning; refused while any run is using the store. */
    public static StoreLock exclusive(Path storeRoot) {
        return take(storeRoot, false);
    }

    private static StoreLock take(Path storeRoot, boolean shared) {
        StoreFolders folders = new StoreFolders(storeRoot);
        KernelLock lock = KernelLock.tryToTake(folders.lock(), shared)
                .orElseThrow(() -> new HostException(
                        "the store " + storeRoot + " is held by " + holders(folders), "wait until that has ended"));
        Path holder =
                folders.holders().resolve(Long.toString(ProcessHandle.current().pid()));
        AtomicFiles.write(
                holder, "process " + ProcessHandle.current().pid() + " on " + hostName() + " since " + started());
        return new StoreLock(lock, holder);
    }

    /** Does the work while the lock is held. */
    <T> T alone(Supplier<T> work) {
        if (!Files.exists(holder)) {
            throw new IllegalStateException("the lock was given back");
        }
        return work.get();
    }

    @Override
    public void close() {
        AtomicFiles.delete(holder);
        lock.close();
    }

    private static String started() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .orElseGet(Instant::now)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    /** Those that may still be there: a process of this host that is gone has left its file behind. */
    private static String holders(StoreFolders folders) {
        try (Stream<Path> files = Files.list(folders.holders())) {
            List<String> lines = files.sorted()
                    .map(StoreLock::line)
                    .flatMap(Optional::stream)
                    .toList();
            return lines.isEmpty() ? "another process" : String.join(", and ", lines);
        } catch (IOException e) {
            return "another process";
        }
    }

    private static Optional<String> line(Path holder) {
        try {
            String line = Files.readString(holder, StandardCharsets.UTF_8);
            long pid = Long.parseLong(holder.getFileName().toString());
            boolean gone = line.contains(" on " + hostName() + " ")
                    && ProcessHandle.of(pid).isEmpty();
            return gone ? Optional.empty() : Optional.of(line);
        } catch (NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }
}
