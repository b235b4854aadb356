package dev.stave.model;

import java.util.List;

/**
 * The builders of one rootfs image.
 *
 * @param image the image itself
 * @param links from a stage3's builder to the one that the image is built in; never empty in a checked stack
 * @param left  names the builder that the image leaves behind
 */
public record BuilderChain(ImageSpec image, List<BuilderLink> links, Digest left) {
    public BuilderChain {
        links = List.copyOf(links);
    }

    /** Names the builder that the image is built in. */
    public Digest in() {
        return links.isEmpty() ? left : last().id();
    }

    /** The builder that the image is built in. */
    public BuilderLink last() {
        return links.get(links.size() - 1);
    }
}
