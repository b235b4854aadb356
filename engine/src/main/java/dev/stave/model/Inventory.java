package dev.stave.model;

import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A checked stack, every default resolved and every reference known to lead somewhere.
 *
 * @param file         the stack file as it was given
 * @param stack        the stack's name
 * @param destination  where images are released to
 * @param together     whether no tag is written before all images passed
 * @param hosts        per registry host
 * @param software     the versions that the stack pins
 * @param builders     by name
 * @param images       by identity
 * @param certificates files or folders trusted by every download, relative to the stack file
 * @param builderRepository where builders are pushed; null where they stay
 */
public record Inventory(
        String file,
        String stack,
        Destination destination,
        boolean together,
        SortedMap<String, HostSpec> hosts,
        SortedMap<String, Software> software,
        SortedMap<String, BuilderSpec> builders,
        SortedMap<ImageName, ImageSpec> images,
        List<String> certificates,
        @Nullable String builderRepository) {
    /** The image of this identity, which must be one of the stack. */
    public ImageSpec image(ImageName name) {
        ImageSpec spec = images.get(name);
        if (spec == null) {
            throw new IllegalArgumentException("no image " + name + " in stack " + stack);
        }
        return spec;
    }

    /**
     * The nearest image below a rootfs image that comes from Portage too, whose builder it goes on with; empty where the
     * image starts from a declared builder, or comes from elsewhere.
     */
    public Optional<ImageSpec> goesOnWith(ImageSpec image) {
        if (image.rootfs().map(r -> r.builder() != null).orElse(true)) {
            return Optional.empty();
        }
        Set<ImageName> seen = new HashSet<>();
        for (ImageName next = image.parent(); next != null && seen.add(next); ) {
            ImageSpec spec = image(next);
            if (spec.rootfs().isPresent()) {
                return Optional.of(spec);
            }
            next = spec.parent();
        }
        return Optional.empty();
    }

    /** The declared builder that a rootfs image which goes on with no other starts from: its own, else the stack's only one. */
    public Optional<String> startsFrom(ImageSpec image) {
        return image.rootfs().map(Source.Rootfs::builder).or(() -> builders.keySet().stream()
                .findFirst());
    }

    /** The declared builders that a rootfs image is built in, each before the one that extends it. */
    public List<BuilderSpec> buildersOf(ImageSpec image) {
        ImageSpec first = image;
        for (Optional<ImageSpec> below = goesOnWith(first); below.isPresent(); below = goesOnWith(first)) {
            first = below.get();
        }
        LinkedList<BuilderSpec> chain = new LinkedList<>();
        BuilderSpec next = startsFrom(first).map(builders::get).orElse(null);
        while (next != null && !chain.contains(next)) {
            chain.addFirst(next);
            next = next.from() == null ? null : builders.get(next.from());
        }
        return List.copyOf(chain);
    }
}
