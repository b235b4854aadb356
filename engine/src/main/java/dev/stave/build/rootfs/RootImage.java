package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.build.DockerfileTemplate;
import dev.stave.build.PlatformImages;
import dev.stave.build.PlatformImages.NewLayer;
import dev.stave.model.Source;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.layer.Compression;
import dev.stave.oci.layer.Layer;
import dev.stave.oci.layer.LayerGroups;
import dev.stave.oci.layer.LayerOptions;
import dev.stave.packages.OwnedFiles;
import dev.stave.packages.PackageTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes an image of a root that is filled: by layers on the parent's, or by a Dockerfile. */
final class RootImage {
    private final RootfsServices services;

    RootImage(RootfsServices services) {
        this.services = services;
    }

    /** @param own the packages that the build put into the root */
    PlatformImage of(BuildRoom room, BuildOrder order, Source.Rootfs rootfs, PackageTable own) {
        BuildOrder labelled =
                order.of(order.image().with(order.image().settings().withLabels(label(order, own))));
        String dockerfile = rootfs.finish().dockerfile();
        if (dockerfile != null) {
            Path context = BuildRooms.made(order.workFolder().resolve("second"));
            room.root(context.resolve("rootfs.tar"));
            DockerfileTemplate template = DockerfileTemplate.of(
                    order.image(),
                    BuilderSettings.of(
                                    order.builders().apply(order.image().name()).links())
                            .declared(),
                    order.version());
            return new SecondPhase(services.dockerfiles()).build(labelled, dockerfile, template, context);
        }
        LayerOptions options = LayerOptions.at(order.created())
                .clamping()
                .with(Compression.named(order.image().compression()));
        return new PlatformImages(services.store()).layered(labelled, layers(room, order, options, rootfs));
    }

    private List<NewLayer> layers(BuildRoom room, BuildOrder order, LayerOptions options, Source.Rootfs rootfs) {
        String words = ("rootfs " + String.join(" ", rootfs.packages())).strip();
        if (!order.image().layers().equals("packages")) {
            Layer layer = room.root(services.layers(), options);
            return List.of(new NewLayer(layer.blob(), layer.diffId(), words));
        }
        OwnedFiles owned = OwnedFiles.read(room.out().resolve("owned.tsv"));
        return room.root(services.layers(), options, LayerGroups.by(owned::ownerOf)).stream()
                .map(one -> new NewLayer(
                        one.layer().blob(),
                        one.layer().diffId(),
                        one.group().isEmpty() ? words : "package " + one.group()))
                .toList();
    }

    private SortedMap<String, String> label(BuildOrder order, PackageTable own) {
        PackageTable below = Optional.ofNullable(order.parent())
                .flatMap(parent ->
                        PackageTable.of(ImageConfig.of(parent, services.store()).labels()))
                .orElse(PackageTable.EMPTY);
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(PackageTable.LABEL, own.on(below).label());
        return labels;
    }
}
