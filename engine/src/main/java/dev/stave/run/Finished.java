package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import dev.stave.model.Verdict;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Candidate;
import dev.stave.plan.Made;
import dev.stave.state.Records;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An image that passed its gates, and the ways in which it can go on.
 *
 * @param tag     under which it will stand at the destination; null where it stays in the store
 * @param base    tag of its version
 * @param verdict of the scan; null where it was not scanned again
 */
record Finished(
        Job job,
        StoredImage image,
        @Nullable String tag,
        String base,
        @Nullable Verdict verdict) {
    /** It stays in the store. */
    Prepared built() {
        return prepared(null, null, Records.Kind.BUILT);
    }

    /** Its tag is there already: the lock is written. */
    Prepared locked() {
        return prepared(line(), null, Records.Kind.RELEASED);
    }

    /** Its tag is written, then the lock; {@code moves} where the tag may name another image now. */
    Prepared tagged(boolean moves) {
        LockEntry line = line();
        Prepared.Tagging tagging = new Prepared.Tagging(image, line.repository(), line.tag(), moves);
        return prepared(line, tagging, Records.Kind.RELEASED);
    }

    private LockEntry line() {
        return new LockEntry(
                image.digest(),
                job.basis().fingerprint(),
                job.basis().gate(),
                job.basis().pins(),
                configs(image),
                job.repository(),
                Objects.requireNonNull(tag),
                base);
    }

    private Prepared prepared(@Nullable LockEntry line, Prepared.@Nullable Tagging tagging, Records.Kind kind) {
        return new Prepared(
                job.step(),
                new Made(image.digest(), configs(image), tag),
                line,
                tagging,
                base,
                verdict,
                ledger -> remember(kind, ledger));
    }

    private void remember(Records.Kind kind, Ledger ledger) {
        Candidate candidate = new Candidate(
                job.name(), base, image.digest(), configs(image), job.basis().fingerprint());
        ledger.remember(
                kind, candidate, job.basis(), verdict, job.planner().remember(job.name(), job.basis(), job.facts()));
        if (kind == Records.Kind.BUILT) {
            ledger.writePins(job.name(), job.basis().pins());
        }
    }

    /** Config digest of each platform. */
    static SortedMap<Platform, Digest> configs(StoredImage image) {
        SortedMap<Platform, Digest> configs = new TreeMap<>();
        image.platforms().forEach(p -> configs.put(p.platform(), p.config().digest()));
        return configs;
    }
}
