package dev.stave.state;

import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lock of a stack: what each image was released as, and every outside input that is pinned. One JSON document of
 * sorted, self-contained lines, without times; a change returns a new value. Images that the stack does not know keep
 * their lines.
 *
 * @param stack    the stack's name
 * @param registry the destination, as {@link dev.stave.model.Destination#text} writes it
 * @param entries  images that were released
 * @param pins     images of which nothing is known but pins: they were built and never released
 */
public record LockFile(
        String stack,
        String registry,
        SortedMap<ImageName, LockEntry> entries,
        SortedMap<ImageName, SortedMap<String, String>> pins) {
    private static final Pattern CONFLICT = Pattern.compile("(<{7}|>{7}|={7}|\\|{7})( .*)?");

    public LockFile {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    }

    public static LockFile empty(String stack, String registry) {
        return new LockFile(stack, registry, new TreeMap<>(), new TreeMap<>());
    }

    /**
     * The lock beside a stack file.
     *
     * @param shownAs how messages name it
     * @param none    what counts where there is no such file
     * @throws StackException with the line, where it cannot be read
     */
    public static LockFile read(Path file, String shownAs, LockFile none) {
        try {
            return parse(Files.readString(file), shownAs);
        } catch (NoSuchFileException e) {
            return none;
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot read " + shownAs, e);
        }
    }

    /** @throws StackException with the line, where it cannot be read */
    public static LockFile parse(String text, String shownAs) {
        int line = 0;
        for (String each : text.split("\n", -1)) {
            line++;
            if (isConflict(each)) {
                throw wrong(
                        shownAs,
                        line,
                        "the lock holds the conflict markers of a merge: 'stave lock --merge' keeps for each image the"
                                + " side that fits the merged stack");
            }
        }
        return new LockReader(shownAs).read(text);
    }

    static boolean isConflict(String line) {
        return CONFLICT.matcher(line.stripTrailing()).matches();
    }

    static StackException wrong(String shownAs, int line, String message) {
        return new StackException(List.of(new Problem(new Origin(shownAs, line), "", message)));
    }

    /** With this line for the image, and no other. */
    public LockFile withEntry(ImageName image, LockEntry entry) {
        TreeMap<ImageName, LockEntry> all = new TreeMap<>(entries);
        all.put(image, entry);
        return new LockFile(stack, registry, all, without(pins, image));
    }

    /** With these pins for the image; tag, digest and fingerprints stay as they are. */
    public LockFile withPins(ImageName image, SortedMap<String, String> newPins) {
        LockEntry entry = entries.get(image);
        if (entry != null) {
            return withEntry(
                    image,
                    new LockEntry(
                            entry.digest(),
                            entry.fingerprint(),
                            entry.gate(),
                            newPins,
                            entry.platforms(),
                            entry.repository(),
                            entry.tag(),
                            entry.base()));
        }
        TreeMap<ImageName, SortedMap<String, String>> all = new TreeMap<>(pins);
        all.put(image, newPins);
        return new LockFile(stack, registry, entries, newPins.isEmpty() ? without(pins, image) : all);
    }

    public LockFile without(ImageName image) {
        return new LockFile(stack, registry, without(entries, image), without(pins, image));
    }

    /** Under this name and for this destination: the images' lines hold neither. */
    public LockFile of(String newStack, String newRegistry) {
        return new LockFile(newStack, newRegistry, entries, pins);
    }

    private boolean isEmpty() {
        return entries.isEmpty() && pins.isEmpty();
    }

    /** The file's text. */
    public String text() {
        TreeMap<ImageName, String> lines = new TreeMap<>();
        pins.forEach((image, some) -> lines.put(image, LockLine.write(some)));
        entries.forEach((image, entry) -> lines.put(image, LockLine.write(entry)));
        String body = lines.entrySet().stream()
                .map(e -> LockLine.quoted(e.getKey().toString()) + ":" + e.getValue())
                .collect(Collectors.joining(",\n"));
        return "{\"lock\":1,\"stack\":" + LockLine.quoted(stack) + ",\n\"registry\":" + LockLine.quoted(registry)
                + ",\n\"images\":{\n" + body + (body.isEmpty() ? "" : "\n") + "}}\n";
    }

    /** Replaces the file, whole or not at all; leaves it alone where it says the same already, a missing one nothing. */
    public void write(Path file) {
        String text = text();
        try {
            if (Files.isRegularFile(file) ? Objects.equals(Files.readString(file), text) : isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw AtomicFiles.failure("cannot read " + file, e);
        }
        AtomicFiles.write(file, text);
    }

    private static <V> TreeMap<ImageName, V> without(SortedMap<ImageName, V> map, ImageName image) {
        TreeMap<ImageName, V> rest = new TreeMap<>(map);
        rest.remove(image);
        return rest;
    }
}
