package dev.stave.inventory;

import dev.stave.model.Destination;
import dev.stave.model.ImageName;
import dev.stave.model.ImageRef;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Nearest;
import dev.stave.model.Platform;
import dev.stave.model.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what only the whole stack shows: how its parts go together. Pure. */
final class InventoryCheck {
    private static final List<String> NOT_FOR_MIRRORS = List.of(
            "from",
            "command",
            "entrypoint",
            "ports",
            "env",
            "labels",
            "user",
            "workdir",
            "volumes",
            "stopSignal",
            "healthcheck",
            "layers",
            "compression");

    private final Inventory inventory;
    private final Declarations declarations;
    private final Findings findings;

    InventoryCheck(Inventory inventory, Declarations declarations, Findings findings) {
        this.inventory = inventory;
        this.declarations = declarations;
        this.findings = findings;
    }

    void check() {
        declarations.all().forEach(image -> {
            checkMirrorSettings(image);
            ImageSpec spec = inventory.images().get(image.name());
            if (spec != null) {
                checkSource(image, spec);
                checkPlatforms(image, spec);
                checkLayers(image, spec);
                checkRepository(image);
            }
        });
        new Circles(inventory, declarations, findings).check();
    }

    private void checkMirrorSettings(Declared image) {
        if (image.isMirror() && image.sources().size() == 1) {
            NOT_FOR_MIRRORS.stream()
                    .filter(image.settings()::has)
                    .forEach(setting -> findings.add(
                            image.settings().at(setting),
                            image.subject(),
                            "'" + setting + "' cannot be set on a mirror, which keeps its bytes"));
        }
    }

    private void checkSource(Declared image, ImageSpec spec) {
        spec.source()
                .match(
                        rootfs -> checkBuilder(image, spec, rootfs),
                        dockerfile -> true,
                        script -> true,
                        files -> true,
                        mirror -> checkTarget(image, spec, mirror));
    }

    private boolean checkBuilder(Declared image, ImageSpec spec, Source.Rootfs rootfs) {
        String name = rootfs.builder();
        if (name != null) {
            if (!inventory.builders().containsKey(name)) {
                Settings block = image.settings().block("rootfs").orElse(image.settings());
                findings.add(
                        block.at("builder"),
                        image.subject(),
                        "unknown builder '" + name + "'"
                                + Nearest.hint(name, inventory.builders().keySet()));
            }
        } else if (inventory.builders().size() != 1 && !leavesBuilder(spec.parent())) {
            findings.add(
                    image.settings().at("rootfs"),
                    image.subject(),
                    inventory.builders().isEmpty()
                            ? "rootfs: the stack declares no builder"
                            : "rootfs: it names no builder, and neither its parent nor the stack decides: write one of "
                                    + String.join(", ", inventory.builders().keySet()));
        }
        checkKeptAside(image, "headersFrom", rootfs.kept().headersFrom());
        checkKeptAside(image, "staticLibsFrom", rootfs.kept().staticLibsFrom());
        checkKeptAside(image, "iconvFrom", rootfs.kept().iconvFrom());
        if (rootfs.finish().dockerfile() != null && spec.layers().equals("packages")) {
            findings.add(
                    image.settings().at("layers"),
                    image.subject(),
                    "layers: 'packages' is for a root that is the image itself, and here a dockerfile makes it from the root");
        }
        return true;
    }

    /** Only a build from Portage keeps files aside. */
    private void checkKeptAside(Declared image, String setting, List<ImageName> from) {
        for (ImageName other : from) {
            ImageSpec spec = inventory.images().get(other);
            if (spec != null && !isRootfs(spec)) {
                findings.add(
                        image.settings()
                                .block("rootfs")
                                .orElse(image.settings())
                                .at(setting),
                        image.subject(),
                        "rootfs " + setting + ": '" + other + "' is made by "
                                + spec.source().kind() + ", which keeps no files aside");
            }
        }
    }

    private static boolean isRootfs(ImageSpec spec) {
        return spec.source().match(r -> true, d -> false, s -> false, f -> false, m -> false);
    }

    /** Whether one of those that it is built on comes from Portage. */
    private boolean leavesBuilder(@Nullable ImageName parent) {
        Set<ImageName> seen = new HashSet<>();
        for (ImageName next = parent; next != null && seen.add(next); ) {
            ImageSpec spec = inventory.images().get(next);
            // a parent whose own source is wrong is told of already
            if (spec == null || isRootfs(spec)) {
                return true;
            }
            next = spec.parent();
        }
        return false;
    }

    private boolean checkTarget(Declared image, ImageSpec spec, Source.Mirror mirror) {
        Optional<ImageRef> from = mirror.from().match(r -> Optional.of(r.reference()), l -> Optional.empty());
        Optional<ImageRef> to = inventory
                .destination()
                .match(
                        registry -> ImageRef.tryParse(registry.prefix() + "/" + spec.name()),
                        (Destination.InLayout layout) -> Optional.empty());
        if (from.isPresent()
                && to.isPresent()
                && from.get().name().equals(to.get().name())) {
            findings.add(
                    image.settings().at("mirror"),
                    image.subject(),
                    "mirror: its source " + from.get().name() + " is also where it would be released to");
        }
        return true;
    }

    /** A child is built on its parent's same platform, so the parent must be made for it. */
    private void checkPlatforms(Declared image, ImageSpec spec) {
        ImageSpec parent = spec.parent() == null ? null : inventory.images().get(spec.parent());
        if (parent == null || parent.platforms().isEmpty()) {
            return;
        }
        List<Platform> missing = spec.platforms().stream()
                .filter(platform -> parent.platforms().stream().noneMatch(platform::accepts))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(
                    image.settings().at(image.settings().has("platforms") ? "platforms" : "from"),
                    image.subject(),
                    "platforms: its parent '" + parent.name() + "' is not made for " + words(missing) + ", only for "
                            + words(parent.platforms()));
        }
    }

    private static String words(List<Platform> platforms) {
        return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
    }

    /** Builders have tags of their own, which nobody keeps apart from those of an image. */
    private void checkRepository(Declared image) {
        String builders = inventory.builderRepository();
        Optional<String> own = inventory
                .destination()
                .match(registry -> Optional.of(registry.prefix() + "/" + image.name()), layout -> Optional.empty());
        if (builders != null && own.isPresent() && own.get().equals(builders)) {
            findings.add(
                    image.origin(), image.subject(), "its repository " + builders + " is also the builderRepository");
        }
    }

    private void checkLayers(Declared image, ImageSpec spec) {
        if (spec.layers().equals("packages") && !isRootfs(spec) && !spec.isMirror()) {
            findings.add(
                    image.settings().at("layers"),
                    image.subject(),
                    "layers: 'packages' is for rootfs images, and this one is made by "
                            + spec.source().kind());
        }
    }
}
