package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.ImageReader;
import dev.stave.oci.StoredImage;
import dev.stave.registry.Place;
import dev.stave.registry.Transfer;
import java.util.List;

/** The images of the stack in the store; what is missing there is fetched from the destination by its digest. */
final class ImageStock {
    private final ImageReader reader;
    private final Transfer transfer;
    private final Target target;
    private final EventSink events;

    ImageStock(ImageReader reader, Transfer transfer, Target target, EventSink events) {
        this.reader = reader;
        this.transfer = transfer;
        this.target = target;
        this.events = events;
    }

    /** The whole image, in the store when this returns. */
    StoredImage image(ImageName name, String repository, Digest digest) {
        return reader.image(digest)
                .orElseGet(() -> fetched(name, new Place(target.registry(), target.path(repository)), digest));
    }

    private StoredImage fetched(ImageName name, Place place, Digest digest) {
        events.accept(new EngineEvent.PhaseStarted(name, "fetch"));
        return whole(transfer.fetch(place, digest.toString(), List.of(), Telling.of(events, name, "fetch")));
    }

    /** The image whose root was just brought into the store. */
    StoredImage whole(Descriptor root) {
        return reader.image(root.digest())
                .orElseThrow(() -> new ImageException(
                        "the store lost " + root.digest() + " while it was used",
                        "another program may have cleaned it; run again"));
    }
}
