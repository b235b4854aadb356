package dev.stave.inputs;

import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.state.AtomicFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Digests of files, remembered with what stat(2) said of them, so that a file that did not change is not read again. A
 * file touched within the last two seconds is not trusted: it could change once more within the same time stamp. The
 * cache file may be lost or damaged at any time. Safe for many threads; of two processes the last to save wins.
 */
public final class StatCache {
    private static final String HEADER = "stave stat cache 1";
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int MAX_ENTRIES = 100_000;

    private final @Nullable Path file;
    private final InstantSource clock;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private boolean changed;

    /** @param file where digests are remembered; null remembers nothing beyond this object */
    public StatCache(@Nullable Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        load();
    }

    /** The digest of the file's content, which is read only where it may have changed. */
    public Digest digest(FoundFile found) throws IOException {
        String key = found.file().toAbsolutePath().toString();
        Entry known = lookup(key);
        long settled = nanos() - SETTLING.toNanos();
        if (known != null && known.stamp.equals(found.stamp()) && found.stamp().settledBefore(settled)) {
            return known.digest;
        }
        Digest digest;
        try (InputStream in = Files.newInputStream(found.file())) {
            digest = Digest.of(in);
        }
        FileStamp after = FileStamp.of(Files.readAttributes(found.file(), "unix:size,lastModifiedTime,ctime,ino"));
        if (after.equals(found.stamp()) && after.settledBefore(settled) && key.indexOf('\n') < 0) {
            remember(key, new Entry(digest, after));
        }
        return digest;
    }

    /** Writes what is remembered, the least recently used beyond a hundred thousand dropped. Failing is harmless. */
    public synchronized void save() {
        if (file == null || !changed) {
            return;
        }
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        entries.forEach((path, entry) ->
                text.append(entry.line()).append(' ').append(path).append('\n'));
        try {
            AtomicFiles.write(file, text.toString());
            changed = false;
        } catch (EngineException e) {
            // without the cache the next run reads the files again, nothing else is lost
            changed = true;
        }
    }

    private synchronized @Nullable Entry lookup(String key) {
        return entries.get(key);
    }

    private synchronized void remember(String key, Entry entry) {
        entries.put(key, entry);
        changed = true;
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private long nanos() {
        return Duration.between(java.time.Instant.EPOCH, clock.instant()).toNanos();
    }

    private void load() {
        if (file == null) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (HEADER.equals(lines.readLine())) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Entry.read(line, entries);
                }
            }
        } catch (NoSuchFileException e) {
            entries.clear();
        } catch (IOException | RuntimeException e) {
            // a damaged cache is an empty one
            entries.clear();
        }
    }

    private record Entry(Digest digest, FileStamp stamp) {
        String line() {
            return digest.hex() + " " + stamp.sizeBytes() + " " + stamp.modified() + " " + stamp.changed() + " "
                    + stamp.inode();
        }

        static void read(String line, Map<String, Entry> into) {
            String[] parts = line.split(" ", 6);
            FileStamp stamp = new FileStamp(
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]));
            into.put(parts[5], new Entry(new Digest(parts[0]), stamp));
        }
    }
}
