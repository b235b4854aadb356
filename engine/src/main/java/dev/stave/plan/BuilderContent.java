package dev.stave.plan;

import dev.stave.model.BuilderSpec;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.InputFile;
import dev.stave.model.Inventory;
import dev.stave.model.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** By digest, the builders that images are built in and those that they leave behind for their children. */
final class BuilderContent {
    private final Inventory inventory;
    private final Facts facts;
    private final Map<String, Digest> declared = new HashMap<>();
    private final Map<ImageName, Digest> leftBehind = new HashMap<>();

    BuilderContent(Inventory inventory, Facts facts) {
        this.inventory = inventory;
        this.facts = facts;
    }

    /** The builder that a rootfs image is built in: its own, else its parent's, else the stack's only one. */
    Digest of(ImageSpec image) {
        Deque<ImageSpec> chain = new ArrayDeque<>();
        ImageSpec top = image;
        for (ImageSpec next = parentWithBuilder(top); next != null; next = parentWithBuilder(next)) {
            chain.push(next);
            top = next;
            if (leftBehind.containsKey(next.name())) {
                break;
            }
        }
        Digest builder = start(top);
        for (ImageSpec next : chain) {
            Digest before = builder;
            builder = leftBehind.computeIfAbsent(next.name(), n -> after(before, next));
        }
        return builder;
    }

    /** The parent whose builder this image goes on with; null where it starts from a declared one. */
    private @Nullable ImageSpec parentWithBuilder(ImageSpec image) {
        ImageName parent = image.parent();
        if (parent == null || rootfs(image).map(r -> r.builder() != null).orElse(true)) {
            return null;
        }
        ImageSpec spec = inventory.image(parent);
        return rootfs(spec).isPresent() ? spec : null;
    }

    private Digest start(ImageSpec top) {
        Optional<String> named = rootfs(top).map(Source.Rootfs::builder);
        return named.or(() -> inventory.builders().keySet().stream().findFirst())
                .map(this::declared)
                .orElseGet(() -> Content.digest(new TreeMap<>()));
    }

    private Digest after(Digest before, ImageSpec image) {
        SortedMap<String, String> entries = new TreeMap<>();
        entries.put("builder", before.toString());
        rootfs(image).ifPresent(r -> Declared.addRootfs(entries, r));
        Declared.addFiles(entries, facts.inputsOf(image.name()).files());
        return Content.digest(entries);
    }

    private Digest declared(String name) {
        Digest known = declared.get(name);
        if (known != null) {
            return known;
        }
        BuilderSpec spec = inventory.builders().get(name);
        if (spec == null) {
            return Content.digest(new TreeMap<>());
        }
        SortedMap<String, String> entries = new TreeMap<>();
        String from = spec.from();
        if (from != null) {
            entries.put("from", declared(from).toString());
        }
        add(entries, "stage3 ", spec.stage3());
        add(entries, "portage ", spec.portage());
        add(entries, "make.conf ", spec.makeConf());
        spec.overlays().forEach((overlay, settings) -> {
            entries.put("overlay " + overlay, "");
            add(entries, "overlay " + overlay + " ", settings);
        });
        entries.put("configureBuilder", spec.configureBuilder());
        Declared.addFiles(
                entries,
                facts.builderFiles().getOrDefault(name, List.<InputFile>of()).stream()
                        .sorted()
                        .toList());
        Digest digest = Content.digest(entries);
        declared.put(name, digest);
        return digest;
    }

    private static void add(SortedMap<String, String> entries, String prefix, SortedMap<String, String> settings) {
        settings.forEach((key, value) -> entries.put(prefix + key, value));
    }

    private static Optional<Source.Rootfs> rootfs(ImageSpec image) {
        return image.source()
                .match(
                        Optional::of,
                        d -> Optional.empty(),
                        s -> Optional.empty(),
                        f -> Optional.empty(),
                        m -> Optional.empty());
    }
}
