package dev.stave.build;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageAssembler;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the images that builders hand back: on the parent's own blobs, with what the stack says of the configuration. */
public final class PlatformImages {
    private final Store store;
    private final ImageAssembler assembler;

    public PlatformImages(Store store) {
        this.store = store;
        this.assembler = new ImageAssembler(store);
    }

    /**
     * The order's parent, or nothing, with one more layer.
     *
     * @param words what made the layer, for people; never a secret, a time or a path of this host
     */
    public PlatformImage layered(BuildOrder order, Descriptor layer, Digest diffId, String words) {
        return layered(order, List.of(new NewLayer(layer, diffId, words)));
    }

    /**
     * A layer on top of the parent's.
     *
     * @param words what made it, for people; never a secret, a time or a path of this host
     */
    public record NewLayer(Descriptor blob, Digest diffId, String words) {}

    /** The order's parent, or nothing, with these layers on it, lowest first. */
    public PlatformImage layered(BuildOrder order, List<NewLayer> added) {
        PlatformImage parent = order.parent();
        List<Descriptor> layers = new ArrayList<>(parent == null ? List.of() : parent.layers());
        ImageConfig config = parent == null ? ImageConfig.scratch(order.platform()) : configOf(parent);
        for (NewLayer one : added) {
            layers.add(one.blob());
            config = config.withLayer(one.diffId(), one.words(), order.created());
        }
        return assembler.image(
                config.withCreated(order.created()).with(order.image().settings()), layers, new TreeMap<>());
    }

    /**
     * What a tool built, as an image of the stack: without traces of when and where, and with the parent's own blobs in
     * place of what the tool made of them. Refuses another platform, and what is not built on the order's parent.
     */
    public PlatformImage adopted(BuildOrder order, PlatformImage built) {
        if (!order.platform().accepts(built.platform())) {
            throw new BuildException(
                    "image '" + order.image().name() + "' was built for " + built.platform() + " instead of "
                            + order.platform(),
                    "look at how the build chooses its platform; STAVE_PLATFORM and TARGETPLATFORM tell it");
        }
        PlatformImage parent = order.parent();
        ImageConfig config = configOf(built)
                .withoutBuildTraces(order.created(), Optional.ofNullable(parent).map(this::configOf))
                .with(order.image().settings());
        return assembler.image(config, layersOf(order, built), new TreeMap<>());
    }

    /** The configuration of an image in the store. */
    public ImageConfig configOf(PlatformImage image) {
        try (InputStream in = store.open(image.config().digest())) {
            return ImageConfig.parse(in.readAllBytes());
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    private static List<Descriptor> layersOf(BuildOrder order, PlatformImage built) {
        PlatformImage parent = order.parent();
        if (parent == null) {
            return built.layers();
        }
        int inherited = parent.diffIds().size();
        if (built.diffIds().size() < inherited
                || !built.diffIds().subList(0, inherited).equals(parent.diffIds())) {
            throw new BuildException(
                    "image '" + order.image().name() + "' was not built on its parent '"
                            + order.image().parent() + "'",
                    "its first layers must be those of the parent; without a parent, leave out from");
        }
        List<Descriptor> layers = new ArrayList<>(parent.layers());
        layers.addAll(built.layers().subList(inherited, built.layers().size()));
        return layers;
    }
}
