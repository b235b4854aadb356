package dev.stave.oci.layer;

import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import java.util.List;

/**
 * One platform of an image that came in an archive; its layers are in the store.
 *
 * @param names  that the archive gives it; empty where it gives none
 * @param layers lowest first, one for each of the configuration's diffIDs
 */
public record ArchivedImage(List<String> names, ImageConfig config, List<Layer> layers) {
    public ArchivedImage {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
    }

    /** The layers as a manifest names them. */
    public List<Descriptor> blobs() {
        return layers.stream().map(Layer::blob).toList();
    }

    /** Whether its lowest layers are all of that image's. */
    public boolean isOn(PlatformImage parent) {
        int count = parent.diffIds().size();
        return layers.size() >= count
                && layers.subList(0, count).stream().map(Layer::diffId).toList().equals(parent.diffIds());
    }
}
