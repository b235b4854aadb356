package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.MirrorFrom;
import dev.stave.oci.Descriptor;
import dev.stave.registry.Transfer;

/** Brings images of others into the store as they are, by the digest they are pinned to. */
final class Mirroring {
    private final Transfer transfer;
    private final Sources sources;
    private final EventSink events;

    Mirroring(Transfer transfer, Sources sources, EventSink events) {
        this.transfer = transfer;
        this.sources = sources;
        this.events = events;
    }

    /** The root of what is in the store afterwards. */
    Descriptor copy(Job job, MirrorFrom from) {
        events.accept(new EngineEvent.PhaseStarted(job.name(), "fetch"));
        Sources.Found source = sources.find(from);
        String pinned = job.basis().pins().getOrDefault(from.text(), source.reference());
        return transfer.fetch(source.place(), pinned, job.basis().platforms(), Telling.of(events, job.name(), "fetch"));
    }
}
