package dev.stave.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.json.JsonTrees;
import dev.stave.model.EngineException;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is about to be released: written and synced before the first byte goes to the destination, removed after the lock
 * was written. What is left in it by a run that died is finished by the next run, or dropped. Safe for many threads of
 * one process; the stack's {@link RunLock} keeps others away.
 */
public final class Journal {
    private final Path file;
    private final TreeMap<ImageName, Release> open = new TreeMap<>();

    /**
     * One image on its way to the destination; all of its gates passed.
     *
     * @param registry the destination, as the lock's header writes it
     * @param entry    the lock line to be written at the end: repository, tag and digest
     * @param moves    whether the tag names another image and may move
     */
    public record Release(ImageName image, String registry, LockEntry entry, boolean moves) {}

    /** @throws EngineException where a journal is there and cannot be read */
    public Journal(Path file) {
        this.file = file;
        read().forEach(r -> open.put(r.image(), r));
    }

    /** What a run left unfinished, and what this one has begun. */
    public synchronized List<Release> pending() {
        return List.copyOf(open.values());
    }

    /** Notes releases, on disk when this returns. */
    public synchronized void begin(List<Release> releases) {
        releases.forEach(r -> open.put(r.image(), r));
        write();
    }

    /** The image is released and its lock line written. */
    public synchronized void end(ImageName image) {
        if (open.remove(image) != null) {
            write();
        }
    }

    /** Drops all that is left; what of it reached the destination stays there, untagged. */
    public synchronized void abandon() {
        open.clear();
        write();
    }

    private void write() {
        if (open.isEmpty()) {
            AtomicFiles.delete(file);
            return;
        }
        AtomicFiles.write(
                file,
                open.values().stream()
                        .map(Journal::line)
                        .collect(Collectors.joining(",\n", "{\"releases\":{\n", "\n}}\n")));
    }

    private static String line(Release release) {
        return LockLine.quoted(release.image().toString())
                + ":{\"registry\":" + LockLine.quoted(release.registry())
                + ",\"moves\":" + release.moves()
                + ",\"entry\":" + LockLine.write(release.entry())
                + "}";
    }

    private List<Release> read() {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            List<Release> releases = new ArrayList<>();
            JsonNode all = JsonTrees.read(Files.readAllBytes(file)).path("releases");
            for (Map.Entry<String, JsonNode> each : all.properties()) {
                JsonNode node = each.getValue();
                releases.add(new Release(
                        ImageName.parse(each.getKey()),
                        node.path("registry").asText(),
                        LockLine.read(node.path("entry")),
                        node.path("moves").asBoolean()));
            }
            return releases;
        } catch (IOException | LockLine.Wrong e) {
            throw new HostException(
                    "the journal of an unfinished release cannot be read: " + file,
                    "remove it; tags that it named are looked at by the next run",
                    e);
        }
    }
}
