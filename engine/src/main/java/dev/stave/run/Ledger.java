package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.model.Verdict;
import dev.stave.plan.Basis;
import dev.stave.plan.Candidate;
import dev.stave.plan.Facts;
import dev.stave.plan.Remembered;
import dev.stave.state.ImageRecord;
import dev.stave.state.Journal;
import dev.stave.state.LockFile;
import dev.stave.state.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is written down about one stack: its lock, its records and its journal. Safe for many threads. */
public final class Ledger {
    private final Path lockPath;
    private final Records records;
    private final Journal journal;
    private LockFile lock;

    public Ledger(Path lockPath, LockFile lock, Records records, Journal journal) {
        this.lockPath = lockPath;
        this.lock = lock;
        this.records = records;
        this.journal = journal;
    }

    public synchronized LockFile lock() {
        return lock;
    }

    /** Drops what an earlier run left unfinished. */
    public void abandon() {
        journal.abandon();
    }

    Journal journal() {
        return journal;
    }

    /**
     * The facts with all that is written down.
     *
     * @param inStore whether an image that was built is still in the store, which may be emptied at any time
     */
    public Facts facts(Facts facts, Predicate<Digest> inStore) {
        LockFile now = lock();
        Function<ImageName, Optional<LockEntry>> released =
                image -> facts.mode().push()
                        ? Optional.empty()
                        : Optional.ofNullable(now.entries().get(image));
        return facts.withLock(now.entries(), now.pins()).withRecords(new Recorded(records, released, inStore));
    }

    /** Writes a line for a tag that another tool made. */
    public void adopt(ImageName image, LockEntry line) {
        write(image, line);
    }

    /** Writes the image's line to the lock. */
    synchronized void write(ImageName image, LockEntry line) {
        lock = lock.withEntry(image, line);
        lock.write(lockPath);
    }

    /** Writes pins alone: the image was built and not released. */
    synchronized void writePins(ImageName image, SortedMap<String, String> pins) {
        lock = lock.withPins(image, pins);
        lock.write(lockPath);
    }

    /** Takes the image out of the lock and the records. */
    public synchronized void forget(ImageName image) {
        lock = lock.without(image);
        lock.write(lockPath);
        records.forget(image);
    }

    /** Remembers what an image was made of, to say later what changed. */
    void remember(Records.Kind kind, Candidate image, Basis basis, @Nullable Verdict verdict, Remembered remembered) {
        records.write(
                kind,
                image.image(),
                new ImageRecord(
                        basis.fingerprint(),
                        basis.gate(),
                        image.base(),
                        image.digest(),
                        image.platforms(),
                        basis.pins(),
                        Optional.ofNullable(verdict).orElse(Verdict.NOT_SCANNED),
                        remembered.content(),
                        remembered.gateContent(),
                        remembered.tags()));
    }

    /** Digest of each image as the last build left it. */
    public SortedMap<ImageName, Digest> built(Inventory inventory) {
        SortedMap<ImageName, Digest> digests = new TreeMap<>();
        for (ImageName image : inventory.images().keySet()) {
            records.read(Records.Kind.BUILT, image).ifPresent(built -> digests.put(image, built.digest()));
        }
        return digests;
    }

    /** Every image that the lock or an earlier build names: what cleaning the store must leave. */
    public List<Digest> digests(Inventory inventory) {
        List<Digest> digests = new ArrayList<>();
        lock().entries().values().forEach(entry -> digests.add(entry.digest()));
        for (ImageName image : inventory.images().keySet()) {
            records.read(Records.Kind.BUILT, image).ifPresent(built -> digests.add(built.digest()));
        }
        return digests;
    }
}
