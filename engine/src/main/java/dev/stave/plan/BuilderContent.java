package dev.stave.plan;

import dev.stave.model.BuilderChain;
import dev.stave.model.BuilderLink;
import dev.stave.model.BuilderSpec;
import dev.stave.model.Compiling;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.InputFile;
import dev.stave.model.Inventory;
import dev.stave.model.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** By digest, the builders that images are built in and those that they leave behind for their children. */
final class BuilderContent {
    /** Raised when the build script makes another builder of the same declaration. */
    private static final String RECIPE = "1";

    /** Where an input comes from and who signed it changes no byte: its digest is pinned. */
    private static final Set<String> OF_TRANSPORT = Set.of("mirror", "mirrors", "verify", "keyring", "keys");

    private final Inventory inventory;
    private final Facts facts;
    private final Map<Map<String, String>, Digest> known = new HashMap<>();

    BuilderContent(Inventory inventory, Facts facts) {
        this.inventory = inventory;
        this.facts = facts;
    }

    /**
     * The builders of a rootfs image: it is built in its own, else its parent's, else the stack's only one.
     *
     * @param pins those of the image; of them the builders' inputs count
     */
    BuilderChain of(ImageSpec image, SortedMap<String, String> pins) {
        List<BuilderLink> links = chain(image, pins, new HashSet<>());
        return new BuilderChain(image, links, after(last(links), image));
    }

    /** The builders, left behind by other images, whose files kept aside this one wants. */
    SortedMap<ImageName, Digest> kept(Source.Rootfs rootfs, SortedMap<String, String> pins) {
        SortedMap<ImageName, Digest> all = new TreeMap<>();
        rootfs.kept()
                .all()
                .forEach(name -> all.put(name, of(inventory.image(name), pins).left()));
        return all;
    }

    private List<BuilderLink> chain(ImageSpec image, SortedMap<String, String> pins, Set<ImageName> seen) {
        ImageSpec parent = seen.add(image.name()) ? inventory.goesOnWith(image).orElse(null) : null;
        if (parent == null) {
            return inventory
                    .startsFrom(image)
                    .map(name -> declared(name, pins, new HashSet<>()))
                    .orElseGet(ArrayList::new);
        }
        List<BuilderLink> links = chain(parent, pins, seen);
        links.add(new BuilderLink.LeftBehind(parent, after(last(links), parent)));
        return links;
    }

    private static Digest last(List<BuilderLink> links) {
        return links.isEmpty()
                ? Content.digest(new TreeMap<>())
                : links.get(links.size() - 1).id();
    }

    private Digest after(Digest before, ImageSpec image) {
        SortedMap<String, String> entries = new TreeMap<>();
        entries.put("builder", before.toString());
        image.rootfs().ifPresent(r -> Declared.addRootfs(entries, r));
        Declared.addFiles(entries, facts.inputsOf(image.name()).files());
        return digest(entries);
    }

    private List<BuilderLink> declared(String name, SortedMap<String, String> pins, Set<String> seen) {
        BuilderSpec spec = inventory.builders().get(name);
        if (spec == null || !seen.add(name)) {
            return new ArrayList<>();
        }
        String from = spec.from();
        List<BuilderLink> links = from == null ? new ArrayList<>() : declared(from, pins, seen);
        SortedMap<String, String> entries = new TreeMap<>();
        entries.put("recipe", RECIPE);
        if (!links.isEmpty()) {
            entries.put("from", links.get(links.size() - 1).id().toString());
        }
        SortedMap<String, String> own = new TreeMap<>();
        pins.forEach((key, value) -> {
            if (belongsTo(key, spec)) {
                own.put(key, value);
                entries.put("pin " + key, value);
            }
        });
        addSettings(entries, spec);
        Declared.addFiles(
                entries,
                facts.builderFiles().getOrDefault(name, List.<InputFile>of()).stream()
                        .sorted()
                        .toList());
        links.add(new BuilderLink.Declared(spec, digest(entries), own));
        return links;
    }

    /** Whether a pin, such as {@code stage3 musl} or {@code overlay musl/local}, is one of this builder's inputs. */
    private static boolean belongsTo(String key, BuilderSpec builder) {
        return key.equals("stage3 " + builder.name())
                || key.equals("portage " + builder.name())
                || key.startsWith("overlay " + builder.name() + "/");
    }

    private static void addSettings(SortedMap<String, String> entries, BuilderSpec spec) {
        add(entries, "stage3 ", spec.stage3());
        add(entries, "portage ", spec.portage());
        spec.overlays().forEach((overlay, settings) -> {
            entries.put("overlay " + overlay, "");
            add(entries, "overlay " + overlay + " ", settings);
        });
        entries.put("profile", String.valueOf(spec.settings().profile()));
        add(entries, "make.conf ", spec.makeConf());
        Declared.addChoice(entries, spec.settings().choice());
        Declared.addHooks(entries, spec.hooks());
        add(entries, "variable ", spec.env());
        Compiling compiling = spec.compiling();
        entries.put("chost", String.valueOf(compiling.chost()));
        entries.put("crossdev", String.valueOf(compiling.crossdev()));
        entries.put("capabilities", Content.list(spec.container().capabilities()));
        entries.put("mounts", Content.list(spec.container().mounts()));
    }

    private Digest digest(SortedMap<String, String> entries) {
        return known.computeIfAbsent(entries, Content::digest);
    }

    private static void add(SortedMap<String, String> entries, String prefix, SortedMap<String, String> settings) {
        settings.forEach((key, value) -> {
            if (!OF_TRANSPORT.contains(key)) {
                entries.put(prefix + key, value);
            }
        });
    }
}
