package dev.stave.plan;

import dev.stave.model.BuilderChain;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.ImageTest;
import dev.stave.model.InputFile;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.model.ScanPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What counts in the two fingerprints of an image. In the content: everything that can change its bytes, so the reduced
 * declaration, every file, what it is built on by config digest, pins, secrets by name, and the recipe's number. Not:
 * registry, section, tests, scan, limits, proxies, and the version, unless a script can see it.
 */
final class Fingerprints {
    /** One number for each kind of source, raised when the same declaration gives other bytes than before. */
    private static final Map<String, Integer> RECIPES =
            Map.of("rootfs", 1, "dockerfile", 1, "script", 1, "files", 1, "mirror", 1);

    private final Facts facts;
    private final BuilderContent builders;

    Fingerprints(Inventory inventory, Facts facts) {
        this.facts = facts;
        this.builders = new BuilderContent(inventory, facts);
    }

    /** What an image is made of in a mirror: the source's digest, and which of its platforms are kept. */
    static Content mirrored(ImageSpec image, String source) {
        SortedMap<String, String> entries = new TreeMap<>();
        entries.put("recipe", recipe(image));
        entries.put("source", source);
        entries.put(
                "platforms",
                Content.list(image.platforms().stream()
                        .sorted()
                        .map(Platform::toString)
                        .toList()));
        return Content.of(entries);
    }

    /**
     * What a build is made of.
     *
     * @param platforms resolved, not empty
     * @param configs   config digests of each image that {@link #counted} names
     */
    Content built(
            ImageSpec image,
            SortedMap<String, String> pins,
            List<Platform> platforms,
            Function<ImageName, SortedMap<Platform, Digest>> configs) {
        SortedMap<String, String> entries = new TreeMap<>();
        entries.put("recipe", recipe(image));
        entries.put("layers", image.layers());
        entries.put("compression", image.compression());
        Instant sourceDate = facts.mode().sourceDate();
        if (sourceDate != null) {
            entries.put("SOURCE_DATE_EPOCH", String.valueOf(sourceDate.getEpochSecond()));
        }
        addSource(entries, image, pins);
        Declared.addSettings(entries, image.settings());
        Declared.addFiles(entries, facts.inputsOf(image.name()).files());
        pins.forEach((key, value) -> entries.put("pin " + key, value));
        SortedMap<Platform, SortedMap<String, String>> each = new TreeMap<>();
        platforms.forEach(p -> each.put(p, onPlatform(image, p, configs)));
        return new Content(entries, each);
    }

    /** The images whose configurations count in this one's content, each with the word it counts under. */
    SortedMap<String, ImageName> counted(ImageSpec image) {
        SortedMap<String, ImageName> all = new TreeMap<>();
        ImageName parent = image.parent();
        if (parent != null) {
            all.put("parent", parent);
        }
        image.source()
                .<Optional<ImageName>>match(
                        r -> Optional.empty(),
                        d -> Optional.empty(),
                        s -> Optional.ofNullable(s.in()),
                        f -> Optional.empty(),
                        m -> Optional.empty())
                .ifPresent(inside -> all.put("in", inside));
        if (image.source().kind().equals("rootfs")) {
            image.requires().forEach(r -> all.put("requires " + r, r));
        }
        facts.inputsOf(image.name()).images().stream()
                .filter(i -> !i.equals(parent))
                .forEach(i -> all.put("image " + i, i));
        return all;
    }

    private SortedMap<String, String> onPlatform(
            ImageSpec image, Platform platform, Function<ImageName, SortedMap<Platform, Digest>> configs) {
        SortedMap<String, String> entries = new TreeMap<>();
        counted(image).forEach((word, name) -> {
            Digest config = on(platform, configs.apply(name));
            entries.put(word, config == null ? "" : config.toString());
        });
        return entries;
    }

    /** The config digest for this platform, or for one that it accepts. */
    static @Nullable Digest on(Platform wanted, SortedMap<Platform, Digest> configs) {
        Digest exact = configs.get(wanted);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<Platform, Digest> entry : configs.entrySet()) {
            if (wanted.accepts(entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The builders that a rootfs image needs and the one that it leaves behind. */
    BuilderChain builders(ImageSpec image, SortedMap<String, String> pins) {
        return builders.of(image, pins);
    }

    /** What decides whether the image may be tagged. */
    Content gate(ImageSpec image) {
        SortedMap<String, String> entries = new TreeMap<>();
        int number = 1000;
        for (ImageTest test : image.tests()) {
            entries.put("test " + number++, Declared.describe(test));
        }
        ScanPolicy scan = image.scan();
        entries.put(
                "scan",
                scan.off()
                        ? "off"
                        : Content.list(List.of(
                                scan.failOn().word(),
                                String.valueOf(scan.ignoreUnfixed()),
                                scan.unscannable().word(),
                                scan.noDatabase().word())));
        long sizeBudget = image.source().match(r -> r.finish().sizeBudget(), d -> 0L, s -> 0L, f -> 0L, m -> 0L);
        if (sizeBudget > 0) {
            entries.put("sizeBudget", String.valueOf(sizeBudget));
        }
        Inputs inputs = facts.inputsOf(image.name());
        for (InputFile file : inputs.gateFiles()) {
            boolean accepted = file.path().equals(scan.ignoreFile());
            entries.put((accepted ? "accepted " : "testfile ") + file.path(), Declared.describe(file));
        }
        inputs.gateFacts().forEach((key, value) -> entries.put("fact " + key, value));
        return Content.of(entries);
    }

    private static String recipe(ImageSpec image) {
        String kind = image.source().kind();
        return kind + " " + RECIPES.get(kind);
    }

    private void addSource(SortedMap<String, String> entries, ImageSpec image, SortedMap<String, String> pins) {
        image.source()
                .<SortedMap<String, String>>match(
                        r -> {
                            entries.put("builder", builders.of(image, pins).in().toString());
                            builders.kept(r, pins).forEach((name, id) -> entries.put("kept by " + name, id.toString()));
                            return Declared.addRootfs(entries, r);
                        },
                        d -> Declared.addDockerfile(entries, d),
                        s -> Declared.addScript(entries, s, image),
                        f -> Declared.addCopies(entries, f),
                        m -> entries);
    }
}
