package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.container.ContainerEngine;
import dev.stave.model.BuilderLink;
import dev.stave.model.BuilderSpec;
import dev.stave.model.Digest;
import dev.stave.model.ImageSettings;
import dev.stave.model.ImageSpec;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageAssembler;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.layer.Layer;
import dev.stave.packages.PackageTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the builders of a chain, and makes those that are nowhere to be had. */
final class BuilderMaker {
    private final RootfsServices services;
    private final RootfsPlaces places;
    private final BuildRooms rooms;
    private final Making making = new Making();
    private final Map<Digest, Ready> ready = new ConcurrentHashMap<>();
    private final Parents parents;

    /**
     * A builder that can be started.
     *
     * @param name in the engine
     */
    record Ready(PlatformImage image, String name, Abi abi) {}

    /** Builds an image of the stack for the builder that it leaves behind alone. */
    @FunctionalInterface
    interface Parents {
        Ready build(ImageSpec image, BuildOrder order);
    }

    BuilderMaker(RootfsServices services, RootfsPlaces places, BuildRooms rooms, Parents parents) {
        this.services = services;
        this.places = places;
        this.rooms = rooms;
        this.parents = parents;
    }

    /** The last builder of a chain. */
    Ready ready(List<BuilderLink> links, ContainerEngine engine, BuildOrder order) {
        BuilderLink last = links.get(links.size() - 1);
        return making.alone(last.id(), () -> {
            Ready known = ready.get(last.id());
            if (known != null) {
                return known;
            }
            Optional<PlatformImage> kept = places.rebuildBuilders()
                    ? Optional.empty()
                    : services.builders().find(last.id(), order.log());
            Ready made = kept.isPresent() ? loaded(last.id(), kept.get(), engine) : make(links, engine, order);
            ready.put(last.id(), made);
            return made;
        });
    }

    private Ready make(List<BuilderLink> links, ContainerEngine engine, BuildOrder order) {
        BuilderLink last = links.get(links.size() - 1);
        return last.match(
                declared -> {
                    order.log().accept("builder '" + declared.builder().name() + "' is made");
                    return declared(links, declared, engine, order);
                },
                left -> {
                    order.log()
                            .accept("the builder of '" + left.image().name()
                                    + "' is nowhere to be had; that image is built for its builder alone");
                    return parents.build(left.image(), order);
                });
    }

    private Ready loaded(Digest id, PlatformImage image, ContainerEngine engine) {
        String name = engine.load("builder-" + BuildRoom.hex(id), image, services.store());
        Abi abi = Abi.ofLabels(ImageConfig.of(image, services.store()).labels());
        return new Ready(image, name, abi);
    }

    private Ready declared(
            List<BuilderLink> links, BuilderLink.Declared link, ContainerEngine engine, BuildOrder order) {
        BuilderSpec builder = link.builder();
        BuilderSettings settings = BuilderSettings.of(links);
        Ready before = links.size() > 1
                ? ready(links.subList(0, links.size() - 1), engine, order)
                : stage(link, settings, engine, order);
        Path work = order.workFolder().resolve("builder-" + builder.name());
        Path failed = places.failed("builder-" + builder.name());
        OrderFolder folder = new Orders(places).builder(builder, work.resolve("order"), settings);
        PackageRoom packages = PackageRoom.in(
                services.packages(), order.workFolder().resolveSibling("packages-builder-" + BuildRoom.hex(link.id())));
        BuildRooms.Purpose purpose = new BuildRooms.Purpose(
                "builder '" + builder.name() + "'",
                before.name(),
                folder,
                Orders.config(builder.hooks()),
                packages.folder(),
                Orders.variables(builder));
        try (BuildRoom room = rooms.open(engine, purpose, settings, order)) {
            room.run(failed, "core");
            Abi abi = Abi.read(room.out().resolve("abi"));
            packages.open(settings.signed(abi), places.binaryPackages(), List.of());
            room.run(failed, "builder");
            packages.seal(PackageTable.EMPTY);
            Ready made = left(link.id(), new Ready(before.image(), before.name(), abi), room, order);
            packages.admit();
            return made;
        } finally {
            packages.close();
        }
    }

    private Ready stage(BuilderLink.Declared link, BuilderSettings settings, ContainerEngine engine, BuildOrder order) {
        String spec = link.builder().stage3().get("catalyst");
        Path archive = spec == null
                ? services.inputs().stage3(link.builder(), settings.pins())
                : new Catalyst(services.processes(), places.catalyst(), Path.of("/etc/catalyst/catalyst.conf"))
                        .stage(link.builder().name(), places.stackFolder().resolve(spec), order.log());
        PlatformImage image = new StageImage(services.store(), services.layers())
                .of(archive, BuildRooms.platform(engine, settings, order), order.created());
        return new Ready(
                image,
                engine.load("stage3-" + BuildRoom.hex(image.config().digest()), image, services.store()),
                new Abi(new TreeMap<>()));
    }

    /** What a container left behind becomes a builder: in the engine for this run, in the store for all others. */
    Ready left(Digest id, Ready before, BuildRoom room, BuildOrder order) {
        room.run(places.failed("leave"), "leave");
        Layer layer = room.changes(services.layers());
        List<Descriptor> layers = new ArrayList<>(before.image().layers());
        layers.add(layer.blob());
        ImageConfig config = ImageConfig.of(before.image(), services.store())
                .withLayer(layer.diffId(), "builder " + id.abbreviated(), order.created())
                .with(ImageSettings.NONE.withLabels(before.abi().labels()));
        PlatformImage image = new ImageAssembler(services.store()).image(config, layers, new TreeMap<>());
        String name = order.owner().part("builder-" + BuildRoom.hex(id)).imageName();
        room.container().commit(name);
        services.builders().keep(id, image, order.log());
        Ready made = new Ready(image, name, before.abi());
        ready.put(id, made);
        return made;
    }

    Making making() {
        return making;
    }
}
