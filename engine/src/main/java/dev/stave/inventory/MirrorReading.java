package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.Digest;
import dev.stave.model.ImageRef;
import dev.stave.model.MirrorFrom;
import dev.stave.model.Nearest;
import dev.stave.model.Software;
import dev.stave.model.Source;
import java.util.Optional;
import java.util.SortedMap;

/** Reads where a mirrored image comes from, and with which tag. */
final class MirrorReading {
    private final SortedMap<String, Software> software;
    private final StackPaths paths;
    private final Findings findings;

    MirrorReading(SortedMap<String, Software> software, StackPaths paths, Findings findings) {
        this.software = software;
        this.paths = paths;
        this.findings = findings;
    }

    /** Empty where its source is wrong; then the findings say so. */
    Optional<Source> read(Declared image) {
        Optional<Text> source = image.settings()
                .scalar("mirror")
                .or(() -> image.settings().block("mirror").flatMap(block -> block.scalar("source")));
        return source.flatMap(text -> text.value().startsWith("oci:") ? layout(image, text) : reference(image, text))
                .map(Source.Mirror::new);
    }

    private Optional<MirrorFrom> layout(Declared image, Text source) {
        String rest = source.value().substring("oci:".length());
        int colon = rest.indexOf(':');
        String name = colon < 0 ? "" : rest.substring(colon + 1);
        Text folder = new Text(colon < 0 ? rest : rest.substring(0, colon), source.kind(), source.origin());
        return paths.normal(new Written(folder, image.subject(), "mirror"))
                .map(path -> new MirrorFrom.InLayout(path, name));
    }

    private Optional<MirrorFrom> reference(Declared image, Text source) {
        Optional<String> complaint = source.value().contains("://")
                ? Optional.of("leave " + source.value().replaceFirst("://.*", "://") + " away")
                : ImageRef.complaint(source.value());
        if (complaint.isPresent()) {
            findings.add(
                    source.origin(),
                    image.subject(),
                    "mirror: '" + source.value() + "' is not an image reference: " + complaint.get());
            return Optional.empty();
        }
        ImageRef written = ImageRef.parse(source.value());
        return written.reference().isPresent()
                ? Optional.of(new MirrorFrom.InRegistry(written))
                : tagged(image, written, source);
    }

    /** A source without a tag gets the one that the software table names. */
    private Optional<MirrorFrom> tagged(Declared image, ImageRef source, Text at) {
        Software pinned = software.get(image.name().name());
        if (pinned != null && ImageRef.TAG.matcher(pinned.version()).matches()) {
            return Optional.of(new MirrorFrom.InRegistry(source.withTag(pinned.version())));
        }
        if (pinned == null) {
            findings.add(
                    at.origin(),
                    image.subject(),
                    "mirror: '" + at.value() + "' has no tag, and there is no software '"
                            + image.name().name() + "' that names its version"
                            + Nearest.hint(image.name().name(), software.keySet()));
        }
        return Optional.empty();
    }

    /** The tag that a source has; empty where it has none. */
    static Optional<String> tagOf(MirrorFrom from) {
        return from.match(registry -> Optional.ofNullable(registry.reference().tag()), layout -> Optional.of(
                        layout.name().substring(layout.name().lastIndexOf(':') + 1))
                .filter(tag -> ImageRef.TAG.matcher(tag).matches()
                        && Digest.tryParse(layout.name()).isEmpty()));
    }
}
