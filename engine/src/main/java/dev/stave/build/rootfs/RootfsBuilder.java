package dev.stave.build.rootfs;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.build.rootfs.BuilderMaker.Ready;
import dev.stave.container.ContainerEngine;
import dev.stave.model.BuilderChain;
import dev.stave.model.BuilderLink;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import dev.stave.packages.PackageFile;
import dev.stave.packages.PackageTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Builds images from Portage: in a container of the builder that an image names or its parent left behind, packages and
 * hooks fill an empty root, which becomes a layer on the parent; the container becomes the builder of its children.
 */
public final class RootfsBuilder implements Builder {
    private final RootfsServices services;
    private final RootfsPlaces places;
    private final BuildRooms rooms;
    private final BuilderMaker builders;
    private final SharedPackages packages;

    public RootfsBuilder(RootfsServices services, RootfsPlaces places) {
        this.services = services;
        this.places = places;
        this.packages = new SharedPackages(services, places);
        this.rooms = new BuildRooms(services.inputs(), places);
        this.builders = new BuilderMaker(services, places, rooms, this::forItsBuilder);
    }

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        List<String> complaints = new ArrayList<>();
        Optional<ContainerEngine> engine = services.engines().having(Set.of());
        if (engine.isEmpty()) {
            complaints.add("a build from Portage needs a container engine: "
                    + services.engines().complaint(Set.of()));
        }
        if (platforms.size() > 1) {
            complaints.add("a build from Portage is for one platform, its builder's; declare an image with a builder of"
                    + " its own for each of "
                    + String.join(
                            ", ", platforms.stream().map(Platform::toString).toList()));
        }
        if (rootfs(image).finish().dockerfile() != null) {
            complaints.addAll(
                    services.dockerfiles().complaints(image.with(SecondPhase.source("Dockerfile")), platforms));
        }
        return complaints;
    }

    @Override
    public PlatformImage build(BuildOrder order) {
        BuilderChain chain = order.builders().apply(order.image().name());
        ContainerEngine engine = engine();
        checkPlatform(order, chain, engine);
        Ready builder = builders.ready(chain.links(), engine, order);
        return builders.making().alone(chain.left(), () -> build(order, chain, builder, engine));
    }

    private PlatformImage build(BuildOrder order, BuilderChain chain, Ready builder, ContainerEngine engine) {
        Source.Rootfs rootfs = rootfs(order.image());
        String file = order.image().name().fileName();
        BuilderSettings settings = BuilderSettings.of(chain.links());
        PackageRoom own =
                packages.room(order.workFolder().resolveSibling("packages-" + file), builder.abi(), settings, rootfs);
        boolean built = false;
        try (BuildRoom room = room(order, chain, builder, engine, own)) {
            fill(room, order, places.failed(file));
            PackageTable installed = PackageFile.read(room.out().resolve("packages.tsv"));
            own.seal(installed);
            PlatformImage image = new RootImage(services).of(room, order, rootfs, installed);
            builders.left(chain.left(), builder, room, order);
            packages.waiting(order, own, settings);
            built = true;
            return image;
        } finally {
            if (!built) {
                own.close();
            }
        }
    }

    private BuildRoom room(
            BuildOrder order, BuilderChain chain, Ready builder, ContainerEngine engine, PackageRoom own) {
        Source.Rootfs rootfs = rootfs(order.image());
        BuilderSettings settings = BuilderSettings.of(chain.links());
        OrderFolder folder = new Orders(places)
                .image(order.image(), rootfs, settings, order.workFolder().resolve("rootfs/order"));
        keptByOthers(folder, order, chain, engine);
        BuildRooms.Purpose purpose = new BuildRooms.Purpose(
                "image '" + order.image().name() + "'",
                builder.name(),
                folder,
                Orders.config(order.image()),
                own.folder(),
                Orders.variables(order.image(), rootfs));
        return rooms.open(engine, purpose, settings, order);
    }

    private void fill(BuildRoom room, BuildOrder order, Path failed) {
        try {
            room.run(failed, "image");
        } catch (BuildException e) {
            new FailedBuilds(places).keep(room, order.image().name(), order.log());
            throw e;
        }
        Outcomes.pins(room.out()).forEach(order.pinned());
        order.log().accept(Outcomes.counts(room.out()));
    }

    /** Files that images keep aside which this one's chain does not come by. */
    private void keptByOthers(OrderFolder folder, BuildOrder order, BuilderChain chain, ContainerEngine engine) {
        for (ImageName other : rootfs(order.image()).kept().all()) {
            boolean inChain = chain.links().stream()
                    .anyMatch(link ->
                            link.match(d -> false, left -> left.image().name().equals(other)));
            if (inChain) {
                continue;
            }
            Ready builder = leftBy(other, order, engine);
            BuildRooms.Purpose purpose = new BuildRooms.Purpose(
                    "image '" + other + "'",
                    builder.name(),
                    new OrderFolder(
                            order.workFolder().resolve("kept-" + Orders.id(other) + "/order"), places.stackFolder()),
                    "",
                    BuildRooms.made(order.workFolder().resolve("kept-" + Orders.id(other) + "/packages")),
                    new TreeMap<>());
            BuildRooms.made(purpose.folder().folder());
            BuilderSettings settings =
                    BuilderSettings.of(order.builders().apply(other).links());
            try (BuildRoom room = rooms.open(engine, purpose, settings, order)) {
                for (String kind : List.of("headers", "static-libs", "iconv")) {
                    String name = Orders.id(other) + "." + kind + ".tar";
                    room.copy(
                            "/backup-rootfs/kept/" + name,
                            folder.folder().resolve("kept").resolve(name));
                }
            }
        }
    }

    private Ready leftBy(ImageName other, BuildOrder order, ContainerEngine engine) {
        BuilderChain chain = order.builders().apply(other);
        List<BuilderLink> links = new ArrayList<>(chain.links());
        links.add(new BuilderLink.LeftBehind(chain.image(), chain.left()));
        return builders.ready(links, engine, order);
    }

    /** A parent whose builder is nowhere to be had; what it would be as an image is not looked at. */
    private Ready forItsBuilder(ImageSpec image, BuildOrder order) {
        BuilderChain chain = order.builders().apply(image.name());
        ContainerEngine engine = engine();
        Ready builder = builders.ready(chain.links(), engine, order);
        BuildOrder own = order.of(image)
                .in(
                        order.stackFolder(),
                        BuildRooms.made(order.workFolder().resolve("for-builder-" + Orders.id(image.name()))));
        PackageRoom made = packages.room(
                own.workFolder().resolve("packages"), builder.abi(), BuilderSettings.of(chain.links()), rootfs(image));
        try (BuildRoom room = room(own, chain, builder, engine, made)) {
            fill(room, own, places.failed(image.name().fileName()));
            return builders.left(chain.left(), builder, room, own);
        } finally {
            made.close();
        }
    }

    @Override
    public void passed(ImageName image) {
        packages.passed(image);
    }

    /** Lets somebody work in build containers. */
    public RootfsShell shell() {
        return new RootfsShell(this, places);
    }

    /** Does something in a container that is ready for an image's build; what comes of it is not kept. */
    int inRoom(BuildOrder order, ToIntFunction<BuildRoom> work) {
        BuilderChain chain = order.builders().apply(order.image().name());
        ContainerEngine engine = engine();
        Ready builder = builders.ready(chain.links(), engine, order);
        PackageRoom own = packages.room(
                order.workFolder().resolve("packages"),
                builder.abi(),
                BuilderSettings.of(chain.links()),
                rootfs(order.image()));
        try (BuildRoom room = room(order, chain, builder, engine, own)) {
            return work.applyAsInt(room);
        } finally {
            own.close();
        }
    }

    SortedMap<String, String> variables(BuildOrder order) {
        return Orders.variables(order.image(), rootfs(order.image()));
    }

    BuildRooms rooms() {
        return rooms;
    }

    ContainerEngine engine() {
        return services.engines()
                .having(Set.of())
                .orElseThrow(() -> new HostException(
                        "a build from Portage needs a container engine: "
                                + services.engines().complaint(Set.of()),
                        "install Docker, Podman or buildah"));
    }

    private static void checkPlatform(BuildOrder order, BuilderChain chain, ContainerEngine engine) {
        Platform own = engine.info().platform();
        boolean crosses = BuilderSettings.of(chain.links()).crosses();
        boolean emulated = engine.info().abilities().contains(dev.stave.container.EngineInfo.Ability.EMULATION);
        if (!crosses && !emulated && !order.platform().accepts(own)) {
            throw new BuildException(
                    "image '" + order.image().name() + "' is for " + order.platform() + ", and its builder runs on "
                            + own,
                    "use a builder with crossdev, or install emulation (binfmt_misc and qemu-user-static)");
        }
    }

    private static Source.Rootfs rootfs(ImageSpec image) {
        return image.source().match(r -> r, d -> other(image), s -> other(image), f -> other(image), m -> other(image));
    }

    private static Source.Rootfs other(ImageSpec image) {
        throw new IllegalArgumentException(
                image.name() + " is made by " + image.source().kind() + ", not from Portage");
    }
}
