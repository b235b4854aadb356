package dev.stave.cli;

import dev.stave.container.BuildContainer;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.BuildContainerOrder.Network;
import dev.stave.container.ContainerEngine;
import dev.stave.container.Owner;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.LockEntry;
import dev.stave.model.UsageException;
import dev.stave.oci.PlatformImage;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Work inside a container of an image as it was last built or released: nothing of it is kept. */
final class ImageShell {
    private final Session session;

    ImageShell(Session session) {
        this.session = session;
    }

    /** The exit code is the command's. */
    int in(ImageSpec image, List<String> command) {
        PlatformImage stored = stored(image.name());
        ContainerEngine engine = session.wiring().engines().engine();
        Owner owner = Owner.current(session.runId());
        BuildContainerOrder order = new BuildContainerOrder(
                engine.load(image.name().toString(), stored, session.wiring().store()),
                null,
                new TreeMap<>(),
                List.of(),
                Network.ENGINE,
                List.of(),
                stored.platform(),
                owner);
        try (BuildContainer container = engine.start(order)) {
            return container.attach(command, new TreeMap<>());
        } finally {
            session.removeOwned(owner);
        }
    }

    private PlatformImage stored(ImageName name) {
        Digest digest = Optional.ofNullable(
                        session.ledger().built(session.inventory()).get(name))
                .or(() -> Optional.ofNullable(session.ledger().lock().entries().get(name))
                        .map(LockEntry::digest))
                .orElseThrow(() -> new UsageException(
                        "image '" + name + "' was not built or released yet", "run: stave build " + name));
        return session.wiring()
                .images()
                .image(digest)
                .flatMap(image -> image.on(Session.host())
                        .or(() -> image.platforms().stream().findFirst()))
                .orElseThrow(() -> new UsageException(
                        "image '" + name + "' is not in the store any more", "run: stave build " + name));
    }
}
