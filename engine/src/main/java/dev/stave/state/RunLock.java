package dev.stave.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.json.JsonTrees;
import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stack to one run at a time, by a kernel lock that ends with the process. What the file says of its holder is
 * for the message alone. The file stays when the lock ends: removing it would let two runs hold one each.
 */
public final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    /**
     * Who holds it.
     *
     * @param since a time of day, for people
     */
    public record Holder(long pid, String host, String since) {}

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws HostException where another run holds it; nothing is waited for */
    public static RunLock take(Path file, Holder holder) {
        FileChannel channel = null;
        boolean taken = false;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                throw held(file);
            }
            write(channel, holder);
            taken = true;
            return new RunLock(channel);
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot lock " + file, e);
        } finally {
            if (!taken) {
                closeQuietly(channel);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void write(FileChannel channel, Holder holder) throws IOException {
        String text = "{\"pid\":" + holder.pid() + ",\"host\":" + LockLine.quoted(holder.host()) + ",\"since\":"
                + LockLine.quoted(holder.since()) + "}\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    private static HostException held(Path file) {
        String by = "another run";
        try {
            JsonNode node = JsonTrees.read(Files.readAllBytes(file));
            if (node.hasNonNull("pid")) {
                by = "process " + node.path("pid").asText() + " on host "
                        + node.path("host").asText() + " since "
                        + node.path("since").asText();
            }
        } catch (IOException e) {
            by = "another run, which did not say who it is";
        }
        return new HostException("the stack is held by " + by, "wait for it or end it");
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written through it, and the reason why it is given up is on its way already.
                return;
            }
        }
    }

    /** Lets the next run in. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot let go of the stack's lock", e);
        }
    }
}
