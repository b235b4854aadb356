package dev.stave.build.rootfs;

import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageReader;
import dev.stave.oci.Manifest;
import dev.stave.registry.Place;
import dev.stave.registry.Progress;
import dev.stave.registry.Transfer;
import java.util.List;
import java.util.Optional;

/** Builders in a repository of a registry. */
public final class RegistryBuilders implements BuilderRepository {
    private final Place place;
    private final Transfer transfer;
    private final ImageReader store;

    public RegistryBuilders(Place place, Transfer transfer, ImageReader store) {
        this.place = place;
        this.transfer = transfer;
        this.store = store;
    }

    @Override
    public Optional<Descriptor> fetch(String tag) {
        return place.registry()
                .head(place.repository(), tag)
                .map(found -> transfer.fetch(place, found.digest().toString(), List.of(), Progress.NONE));
    }

    @Override
    public boolean has(String tag) {
        return place.registry().head(place.repository(), tag).isPresent();
    }

    @Override
    public void push(Descriptor root, String tag) {
        transfer.push(root, place, Progress.NONE);
        Manifest manifest = store.manifest(root.digest()).orElseThrow();
        place.registry().pushManifest(place.repository(), tag, manifest);
    }
}
