package dev.stave.run;

import dev.stave.gentoo.GentooInputs;
import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderSpec;
import dev.stave.oci.ImageReader;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The trees of a stack's builders as they are pinned. An image's own pins count before those of others: what is built
 * from a Dockerfile on an image of Portage has none itself. Safe for many threads.
 */
public final class PinnedTrees {
    private final Store store;
    private final SortedMap<String, BuilderSpec> builders;
    private final GentooInputs inputs;
    private final Ledger ledger;
    private final Map<String, String> seen = new ConcurrentHashMap<>();

    public PinnedTrees(Store store, SortedMap<String, BuilderSpec> builders, GentooInputs inputs, Ledger ledger) {
        this.store = store;
        this.builders = builders;
        this.inputs = inputs;
        this.ledger = ledger;
    }

    /** Folders that are not changed; none where no builder has a tree that is known by now. */
    public List<Path> of(PlatformImage image) {
        SortedMap<String, String> own = pins(image);
        seen.putAll(own);
        SortedMap<String, String> pins = new TreeMap<>();
        ledger.lock().entries().values().forEach(entry -> pins.putAll(entry.pins()));
        ledger.lock().pins().values().forEach(pins::putAll);
        pins.putAll(seen);
        pins.putAll(own);
        List<Path> trees = new ArrayList<>();
        for (BuilderSpec builder : builders.values()) {
            boolean local =
                    builder.portage().containsKey("path") || builder.portage().containsKey("file");
            if (local || pins.containsKey(BuilderInput.portage(builder.name()).key())) {
                trees.add(inputs.tree(builder, pins));
            }
        }
        return List.copyOf(trees);
    }

    private SortedMap<String, String> pins(PlatformImage image) {
        return new ImageReader(store)
                .manifest(image.manifest().digest())
                .map(manifest -> Annotations.pins(ManifestReader.image(manifest).annotations()))
                .orElseGet(TreeMap::new);
    }
}
