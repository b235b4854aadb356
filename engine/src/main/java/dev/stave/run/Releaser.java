package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageReader;
import dev.stave.oci.Names;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Step;
import dev.stave.registry.Place;
import dev.stave.registry.RegistryException;
import dev.stave.registry.Transfer;
import dev.stave.run.Outcome.Result;
import dev.stave.state.Journal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what passed to the destination: journal, blobs, manifests, tag, lock, journal. A tag is written once it is known
 * to be free or allowed to move, and read back.
 */
public final class Releaser {
    private final Target target;
    private final Transfer transfer;
    private final ImageReader store;
    private final Names released;
    private final Ledger ledger;
    private final EventSink events;

    /** @param released the store's names of what passed */
    public Releaser(
            Target target, Transfer transfer, ImageReader store, Names released, Ledger ledger, EventSink events) {
        this.target = target;
        this.transfer = transfer;
        this.store = store;
        this.released = released;
        this.ledger = ledger;
        this.events = events;
    }

    Target target() {
        return target;
    }

    Transfer transfer() {
        return transfer;
    }

    Outcome release(Prepared prepared) {
        Prepared.Tagging tagging = prepared.tagging();
        LockEntry line = prepared.line();
        if (tagging != null && line != null) {
            write(prepared.step().image(), tagging, line);
        } else if (line != null) {
            ledger.write(prepared.step().image(), line);
        }
        prepared.remember().accept(ledger);
        return outcome(prepared);
    }

    private void write(ImageName image, Prepared.Tagging tagging, LockEntry line) {
        ledger.journal()
                .begin(List.of(new Journal.Release(image, target.destination().text(), line, tagging.moves())));
        events.accept(new EngineEvent.PhaseStarted(image, "push"));
        push(image, tagging.image(), line, tagging.moves());
        ledger.write(image, line);
        ledger.journal().end(image);
    }

    private void push(ImageName image, StoredImage stored, LockEntry line, boolean moves) {
        Place place = new Place(target.registry(), target.path(line.repository()));
        transfer.push(stored.root(), place, Telling.of(events, image, "push"));
        events.accept(new EngineEvent.PhaseStarted(image, "tag"));
        tag(place, stored, line, moves);
        released.put(line.repository() + ":" + line.tag(), stored.root());
    }

    private void tag(Place place, StoredImage stored, LockEntry line, boolean moves) {
        Optional<Digest> before = names(place, line.tag());
        if (before.isPresent() && before.get().equals(stored.digest())) {
            return;
        }
        if (before.isPresent() && !moves) {
            throw lost(line, before.get());
        }
        place.registry()
                .pushManifest(
                        place.repository(),
                        line.tag(),
                        store.manifest(stored.digest()).orElseThrow());
        Optional<Digest> after = names(place, line.tag());
        if (after.isEmpty() || !after.get().equals(stored.digest())) {
            throw lost(line, after.orElse(stored.digest()));
        }
    }

    private static Optional<Digest> names(Place place, String tag) {
        return place.registry().head(place.repository(), tag).map(Descriptor::digest);
    }

    private RegistryException lost(LockEntry line, Digest found) {
        return RegistryException.lasting(
                target.destination().reference(line.repository(), line.tag())
                        + " was written by someone else at the same" + " time: it names " + found,
                "run again: the next free revision is taken then");
    }

    /**
     * Finishes what a run that died had begun: nothing in the journal had less than all of its gates behind it. What was
     * taken by someone else meanwhile is dropped with a warning.
     *
     * @param known images that the stack still has
     */
    public void finish(Set<ImageName> known) {
        for (Journal.Release release : ledger.journal().pending()) {
            Optional<StoredImage> stored = store.image(release.entry().digest());
            boolean ours = release.registry().equals(target.destination().text()) && known.contains(release.image());
            if (ours && stored.isPresent()) {
                try {
                    push(release.image(), stored.get(), release.entry(), release.moves());
                    ledger.write(release.image(), release.entry());
                } catch (RegistryException e) {
                    if (e.isTemporary() || e.isDenied()) {
                        throw e;
                    }
                    events.accept(new EngineEvent.Warned(release.image(), "not finished: " + e.what()));
                }
            }
            ledger.journal().end(release.image());
        }
    }

    private static Outcome outcome(Prepared prepared) {
        Step step = prepared.step();
        LockEntry line = prepared.line();
        return new Outcome(
                step.image(),
                result(prepared),
                step.word(),
                line != null ? line.tag() : prepared.made().tag(),
                prepared.version(),
                prepared.made().digest(),
                prepared.verdict(),
                step.about().reasons(),
                "",
                "");
    }

    private static Result result(Prepared prepared) {
        if (prepared.tagging() != null) {
            return Result.RELEASED;
        }
        if (prepared.line() != null) {
            return Result.LOCKED;
        }
        return prepared.step().isKeep() ? Result.UNCHANGED : Result.BUILT;
    }
}
