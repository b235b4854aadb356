package dev.stave.plan;

import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderPin;
import dev.stave.model.BuilderSpec;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which inputs of declared builders an image is made from, and what a declaration lets them be pinned to. Local files and
 * folders are not pinned: they are files of the stack, and count as such.
 */
public final class BuilderInputs {
    private final Inventory inventory;

    public BuilderInputs(Inventory inventory) {
        this.inventory = inventory;
    }

    /** What must be pinned for an image, the extended builders' inputs included; nothing but for a rootfs. */
    public List<BuilderInput> of(ImageSpec image) {
        Set<BuilderInput> all = new LinkedHashSet<>();
        for (BuilderSpec builder : chain(image)) {
            all.addAll(of(builder));
        }
        // whose builders keep files aside for this one
        image.rootfs().stream()
                .flatMap(r -> r.kept().all().stream())
                .map(inventory.images()::get)
                .filter(Objects::nonNull)
                .forEach(other -> chain(other).forEach(builder -> all.addAll(of(builder))));
        return List.copyOf(all);
    }

    /** The images of the stack that are made from one of these. */
    public SortedSet<ImageName> users(Collection<BuilderInput> inputs) {
        SortedSet<ImageName> users = new TreeSet<>();
        inventory.images().values().stream()
                .filter(image -> of(image).stream().anyMatch(inputs::contains))
                .forEach(image -> users.add(image.name()));
        return users;
    }

    /** When the tree was made that an image's packages come from; empty where that is not pinned. */
    public Optional<Instant> treeDate(ImageSpec image, SortedMap<String, String> pins) {
        return chain(image).stream()
                .filter(BuilderInputs::hasTree)
                .findFirst()
                .flatMap(b -> Optional.ofNullable(
                        pins.get(BuilderInput.portage(b.name()).key())))
                .flatMap(BuilderPin::tryParse)
                .flatMap(BuilderPin::instant);
    }

    /** Whether a pin is one that the declaration asks for: of this flavour, of this date, of this repository and ref. */
    public boolean fits(BuilderInput input, String pin) {
        BuilderSpec builder = inventory.builders().get(input.builder());
        Optional<BuilderPin> parsed = BuilderPin.tryParse(pin);
        return builder != null
                && parsed.isPresent()
                && parsed.get().what().equals(input.what(builder))
                && parsed.get().date().startsWith(date(builder, input));
    }

    /** What is wrong where the same thing would become older: mirrors can be behind, or be made to look so. */
    public static Optional<String> olderThan(BuilderInput input, String before, BuilderPin after) {
        return BuilderPin.tryParse(before)
                .filter(pin -> pin.what().equals(after.what()) && after.isOlderThan(pin))
                .map(pin -> input.words() + " would be of " + after.date() + ", older than the lock's of " + pin.date()
                        + "; --allow-older lets it");
    }

    private static String date(BuilderSpec builder, BuilderInput input) {
        return switch (input.kind()) {
            case STAGE3 -> builder.stage3().getOrDefault("date", "");
            case PORTAGE -> builder.portage().getOrDefault("snapshot", "").replace("latest", "");
            case OVERLAY -> "";
        };
    }

    private static List<BuilderInput> of(BuilderSpec builder) {
        List<BuilderInput> all = new ArrayList<>();
        if (builder.stage3().containsKey("flavour") && !builder.stage3().containsKey("file")) {
            all.add(BuilderInput.stage3(builder.name()));
        }
        if (hasTree(builder) && !isLocal(builder.portage())) {
            all.add(BuilderInput.portage(builder.name()));
        }
        builder.overlays().forEach((name, settings) -> {
            if (!isLocal(settings)) {
                all.add(BuilderInput.overlay(builder.name(), name));
            }
        });
        return all;
    }

    private static boolean hasTree(BuilderSpec builder) {
        return builder.from() == null || !builder.portage().isEmpty();
    }

    private static boolean isLocal(SortedMap<String, String> settings) {
        return settings.containsKey("file") || settings.containsKey("path");
    }

    /** The declared builder that an image's builder goes back to, and those that it extends. */
    private List<BuilderSpec> chain(ImageSpec image) {
        List<BuilderSpec> chain = new ArrayList<>();
        BuilderSpec next = start(image).map(inventory.builders()::get).orElse(null);
        while (next != null && !chain.contains(next)) {
            chain.add(next);
            next = next.from() == null ? null : inventory.builders().get(next.from());
        }
        return chain;
    }

    private Optional<String> start(ImageSpec image) {
        if (image.rootfs().isEmpty()) {
            return Optional.empty();
        }
        Set<ImageName> seen = new HashSet<>();
        ImageSpec top = image;
        Optional<ImageSpec> below = inventory.goesOnWith(top);
        while (below.isPresent() && seen.add(below.get().name())) {
            top = below.get();
            below = inventory.goesOnWith(top);
        }
        return inventory.startsFrom(top);
    }
}
