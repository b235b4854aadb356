package dev.stave.plan;

import dev.stave.model.BuilderPin;
import dev.stave.model.Digest;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in words what changed since the lock's image was made. */
final class Reasons {
    /** What is said where only fingerprints are known. */
    static final String SOMETHING = "its declaration or inputs changed";

    static final String BY_FORCE = "a rebuild was asked for";

    private static final int MOST_FILES = 3;

    private final Facts facts;
    private final Fingerprints fingerprints;

    Reasons(Facts facts, Fingerprints fingerprints) {
        this.facts = facts;
        this.fingerprints = fingerprints;
    }

    /** Why the content is another one than the lock's. */
    List<String> content(
            ImageSpec image,
            Content now,
            SortedMap<String, String> pins,
            Function<ImageName, SortedMap<Platform, Digest>> configs) {
        LockEntry locked = facts.lock().get(image.name());
        boolean push = facts.mode().push();
        Built built = push ? null : facts.records().built(image.name());
        if (push ? locked == null : built == null) {
            return List.of(locked != null ? "not in the store" : image.isMirror() ? "never copied" : "never built");
        }
        Fingerprint before = push && locked != null ? locked.fingerprint() : built == null ? null : built.fingerprint();
        Set<String> words = new LinkedHashSet<>();
        Remembered last = facts.records().remembered(image.name());
        if (last != null && last.fingerprint().equals(before)) {
            words.addAll(compared(image, last.content(), now.entries()));
        } else if (locked != null) {
            words.addAll(parents(image, configs));
            words.addAll(pins(locked.pins(), pins));
            if (!image.isMirror()
                    && !now.platforms().keySet().equals(locked.platforms().keySet())) {
                words.add("its platforms changed");
            }
        }
        return words.isEmpty() ? List.of(SOMETHING) : List.copyOf(words);
    }

    /** Why the gate is another one than before. */
    List<String> gate(ImageSpec image, Fingerprint before, Content now) {
        Remembered last = facts.records().remembered(image.name());
        if (last == null || !last.gate().equals(before)) {
            return List.of("gate changed");
        }
        Set<String> words = new LinkedHashSet<>();
        changed(last.gateContent(), now.entries()).forEach(key -> words.add("gate changed: " + gateWord(key)));
        return words.isEmpty() ? List.of("gate changed") : List.copyOf(words);
    }

    private static String gateWord(String key) {
        String rest = key.substring(key.indexOf(' ') + 1);
        return key.equals("scan")
                ? "scan policy"
                : key.startsWith("accepted ")
                        ? "accepted findings"
                        : key.startsWith("testfile ") ? "test file " + rest : key.startsWith("fact ") ? rest : "tests";
    }

    private List<String> parents(ImageSpec image, Function<ImageName, SortedMap<Platform, Digest>> configs) {
        List<String> words = new ArrayList<>();
        fingerprints.counted(image).forEach((word, name) -> {
            LockEntry before = facts.lock().get(name);
            if (before != null && !before.platforms().equals(configs.apply(name))) {
                words.add(parent(image, word, name));
            }
        });
        return words;
    }

    private String parent(ImageSpec image, String word, ImageName name) {
        LockEntry locked = facts.lock().get(name);
        Remembered last = facts.records().remembered(image.name());
        String before = last == null ? null : last.tags().get(name.toString());
        if (before == null && locked != null) {
            before = locked.tag();
        }
        Made made = facts.made().get(name);
        String after = made != null && made.tag() != null ? made.tag() : locked == null ? null : locked.tag();
        String moved = before == null || after == null || before.equals(after) ? "" : ": " + before + " -> " + after;
        return (word.equals("parent") ? "parent " : "image ") + name + " changed" + moved;
    }

    private static List<String> pins(SortedMap<String, String> before, SortedMap<String, String> now) {
        return changed(before, now).stream()
                .filter(key -> before.containsKey(key) && now.containsKey(key))
                .map(key -> pin(key, before.get(key), now.get(key)))
                .toList();
    }

    private static String pin(String key, @Nullable String before, @Nullable String now) {
        return before == null || now == null
                ? key + " is " + (before == null ? "new" : "not used any more")
                : key + " moved: " + abbreviated(before) + " -> " + abbreviated(now);
    }

    private static String abbreviated(String value) {
        return Digest.tryParse(value)
                .map(Digest::abbreviated)
                .or(() -> BuilderPin.tryParse(value).map(BuilderPin::abbreviated))
                .orElse(value);
    }

    private List<String> compared(ImageSpec image, SortedMap<String, String> before, SortedMap<String, String> now) {
        Map<String, ImageName> counted = fingerprints.counted(image);
        Set<String> words = new LinkedHashSet<>();
        List<String> files = new ArrayList<>();
        for (String key : changed(before, now)) {
            int at = key.lastIndexOf(" @");
            String plain = at < 0 ? key : key.substring(0, at);
            ImageName needed = counted.get(plain);
            if (key.startsWith("file ")) {
                files.add(key + state(before, now, key));
            } else if (needed != null) {
                words.add(parent(image, plain, needed));
            } else if (key.startsWith("pin ")) {
                words.add(pin(key.substring(4), before.get(key), now.get(key)));
            } else {
                words.add(word(image, plain, key) + state(before, now, key));
            }
        }
        files.stream().limit(MOST_FILES).forEach(words::add);
        if (files.size() > MOST_FILES) {
            words.add("and " + (files.size() - MOST_FILES) + " more files");
        }
        return List.copyOf(words);
    }

    private static String word(ImageSpec image, String plain, String key) {
        return switch (plain) {
            case "recipe" -> "Stave's recipe for " + image.source().kind();
            case "source" -> "its source";
            case "builder" -> "its builder";
            case "platform" -> "platform " + key.substring(key.lastIndexOf('@') + 1);
            case "platforms" -> "choice of platforms";
            case "parent" -> "its parent";
            case "in" -> "the image that its script runs in";
            case "STAVE_VERSION" -> "version";
            default -> plain.startsWith("copy ") ? "list of files" : plain;
        };
    }

    private static String state(SortedMap<String, String> before, SortedMap<String, String> now, String key) {
        return key.startsWith("copy ")
                ? " changed"
                : !before.containsKey(key) ? " is new" : !now.containsKey(key) ? " is gone" : " changed";
    }

    private static Set<String> changed(SortedMap<String, String> before, SortedMap<String, String> now) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        keys.removeIf(k -> Objects.equals(before.get(k), now.get(k)));
        return keys;
    }

    /** Tags of the images that this one is made on, as they are now. */
    SortedMap<String, String> tags(ImageSpec image) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (ImageName name : fingerprints.counted(image).values()) {
            Made made = facts.made().get(name);
            LockEntry locked = facts.lock().get(name);
            String tag = made != null ? made.tag() : locked == null ? null : locked.tag();
            if (tag != null) {
                tags.put(name.toString(), tag);
            }
        }
        return tags;
    }
}
