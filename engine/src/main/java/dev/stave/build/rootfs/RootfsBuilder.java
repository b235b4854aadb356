package dev.stave.build.rootfs;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.build.rootfs.BuilderMaker.Ready;
import dev.stave.container.ContainerEngine;
import dev.stave.model.BuilderChain;
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
    private final KeptByOthers keptByOthers;

    public RootfsBuilder(RootfsServices services, RootfsPlaces places) {
        this.services = services;
        this.places = places;
        this.packages = new SharedPackages(services, places);
        this.rooms = new BuildRooms(services.inputs(), places);
        this.builders = new BuilderMaker(services, places, rooms, this::forItsBuilder);
        this.keptByOthers = new KeptByOthers(places.stackFolder(), rooms, builders);
    }

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        List<String> complaints = new ArrayList<>();
        Optional<ContainerEngine> engine = services.engines().having(Set.of());
        engine.ifPresentOrElse(
                found -> complaints.addAll(BuildPlatform.complaints(
                        found.info(), services.declared().apply(image), platforms)),
                () -> complaints.add("a build from Portage needs a container engine: "
                        + services.engines().complaint(Set.of())));
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
            new FailedBuilds(places).forget(order.image().name(), engine);
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
        keptByOthers.bring(folder, order, chain, engine);
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
            new FailedBuilds(places).keep(room, order.image().name(), engine(), order.log());
            throw e;
        }
        Outcomes.pins(room.out()).forEach(order.pinned());
        order.log().accept(Outcomes.counts(room.out()));
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

    private static Source.Rootfs rootfs(ImageSpec image) {
        return image.source().match(r -> r, d -> other(image), s -> other(image), f -> other(image), m -> other(image));
    }

    private static Source.Rootfs other(ImageSpec image) {
        throw new IllegalArgumentException(
                image.name() + " is made by " + image.source().kind() + ", not from Portage");
    }
}
