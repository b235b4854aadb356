package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.build.rootfs.BuilderMaker.Ready;
import dev.stave.container.ContainerEngine;
import dev.stave.model.BuilderChain;
import dev.stave.model.BuilderLink;
import dev.stave.model.ImageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The headers and static libraries that other images keep aside, and an image wants at build time. */
final class KeptByOthers {
    private final Path stackFolder;
    private final BuildRooms rooms;
    private final BuilderMaker builders;

    KeptByOthers(Path stackFolder, BuildRooms rooms, BuilderMaker builders) {
        this.stackFolder = stackFolder;
        this.rooms = rooms;
        this.builders = builders;
    }

    /** Puts them into the order, where the image's own chain does not come by them. */
    void bring(OrderFolder folder, BuildOrder order, BuilderChain chain, ContainerEngine engine) {
        for (ImageName other : order.image().rootfs().orElseThrow().kept().all()) {
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
                    new OrderFolder(order.workFolder().resolve("kept-" + Orders.id(other) + "/order"), stackFolder),
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
}
