package dev.stave.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One declared image, every default resolved.
 *
 * @param parent    the image it is built on; null for nothing
 * @param requires  others that must exist first, in the order written
 * @param platforms empty: the host's own for a build, all that there are for a mirror
 * @param tests     in the order written
 * @param layers    {@code one} or {@code packages}
 * @param compression {@code gzip} or {@code zstd}
 * @param folder    the image's folder, relative to the stack file; null where it has none
 */
public record ImageSpec(
        ImageName name,
        Origin origin,
        Source source,
        @Nullable ImageName parent,
        List<ImageName> requires,
        List<Platform> platforms,
        VersionRule version,
        ImageSettings settings,
        List<ImageTest> tests,
        ScanPolicy scan,
        OnChange onChange,
        String layers,
        String compression,
        @Nullable String folder) {
    public ImageSpec {
        requires = List.copyOf(requires);
        platforms = List.copyOf(platforms);
        tests = List.copyOf(tests);
    }

    public boolean isMirror() {
        return source.match(r -> false, d -> false, s -> false, f -> false, m -> true);
    }

    /** How it comes from Portage; empty for any other kind of source. */
    public Optional<Source.Rootfs> rootfs() {
        return source.match(
                Optional::of,
                d -> Optional.empty(),
                s -> Optional.empty(),
                f -> Optional.empty(),
                m -> Optional.empty());
    }

    /** The same from another source. */
    public ImageSpec with(Source newSource) {
        return changed(newSource, settings);
    }

    /** The same with another configuration. */
    public ImageSpec with(ImageSettings newSettings) {
        return changed(source, newSettings);
    }

    private ImageSpec changed(Source newSource, ImageSettings newSettings) {
        return new ImageSpec(
                name,
                origin,
                newSource,
                parent,
                requires,
                platforms,
                version,
                newSettings,
                tests,
                scan,
                onChange,
                layers,
                compression,
                folder);
    }

    /** Which images must exist first, as far as the stack file alone says: parent, requires, and {@code in:}. */
    public List<ImageName> needs() {
        Optional<ImageName> inside = source.match(
                r -> Optional.empty(),
                d -> Optional.empty(),
                s -> Optional.ofNullable(s.in()),
                f -> Optional.empty(),
                m -> Optional.empty());
        LinkedHashSet<ImageName> all = new LinkedHashSet<>();
        if (parent != null) {
            all.add(parent);
        }
        all.addAll(requires);
        inside.ifPresent(all::add);
        source.match(
                        r -> List.of(
                                r.kept().headersFrom(),
                                r.kept().staticLibsFrom(),
                                r.kept().iconvFrom()),
                        d -> List.<List<ImageName>>of(),
                        s -> List.<List<ImageName>>of(),
                        f -> List.<List<ImageName>>of(),
                        m -> List.<List<ImageName>>of())
                .forEach(all::addAll);
        return List.copyOf(all);
    }
}
