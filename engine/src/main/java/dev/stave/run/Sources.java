package dev.stave.run;

import dev.stave.model.ImageRef;
import dev.stave.model.MirrorFrom;
import dev.stave.registry.Place;
import dev.stave.registry.Registries;
import java.nio.file.Path;

/** Where images of others are read from: registries, or the mirrors a stack declares for them, and OCI layouts. */
public final class Sources {
    private static final String LAYOUT = "oci:";

    private final Registries registries;
    private final Path stackFolder;

    public Sources(Registries registries, Path stackFolder) {
        this.registries = registries;
        this.stackFolder = stackFolder;
    }

    /**
     * A place, and what is asked for there.
     *
     * @param reference tag or digest, or the name in a layout
     */
    record Found(Place place, String reference) {}

    Found find(MirrorFrom from) {
        return from.match(r -> inRegistry(r.reference()), l -> inLayout(l.folder(), l.name()));
    }

    /** Finds what a pin's key names: an outside reference as the stack or a Dockerfile writes it. */
    Found find(String text) {
        if (text.startsWith(LAYOUT)) {
            String rest = text.substring(LAYOUT.length());
            int colon = rest.indexOf(':');
            return colon < 0 ? inLayout(rest, "") : inLayout(rest.substring(0, colon), rest.substring(colon + 1));
        }
        return inRegistry(ImageRef.parse(text));
    }

    private Found inRegistry(ImageRef reference) {
        return new Found(
                new Place(registries.source(reference.host()), reference.repository()),
                reference.reference().orElse("latest"));
    }

    private Found inLayout(String folder, String name) {
        return new Found(new Place(registries.layout(stackFolder.resolve(folder)), ""), name);
    }
}
