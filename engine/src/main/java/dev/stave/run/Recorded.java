package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.plan.Built;
import dev.stave.plan.Recollection;
import dev.stave.plan.Remembered;
import dev.stave.state.ImageRecord;
import dev.stave.state.Records;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records as the planner asks for them: each is read once, when it is first asked for. Safe for many threads. */
final class Recorded implements Recollection {
    private final Records records;
    private final Function<ImageName, Optional<LockEntry>> released;
    private final Predicate<Digest> inStore;
    private final Map<ImageName, Optional<ImageRecord>> last = new ConcurrentHashMap<>();
    private final Map<ImageName, Optional<Built>> built = new ConcurrentHashMap<>();
    private final Map<ImageName, Optional<Remembered>> remembered = new ConcurrentHashMap<>();

    /**
     * @param released what counts as built where no build left a record
     * @param inStore  whether an image that was built is still in the store, which may be emptied at any time
     */
    Recorded(Records records, Function<ImageName, Optional<LockEntry>> released, Predicate<Digest> inStore) {
        this.records = records;
        this.released = released;
        this.inStore = inStore;
    }

    @Override
    public @Nullable Built built(ImageName image) {
        return built.computeIfAbsent(image, name -> lastBuilt(name)
                        .map(r -> new Built(r.fingerprint(), r.gate(), r.base(), r.digest(), r.platforms()))
                        .or(() -> released.apply(name)
                                .map(l -> new Built(l.fingerprint(), l.gate(), l.base(), l.digest(), l.platforms())))
                        .filter(b -> inStore.test(b.digest())))
                .orElse(null);
    }

    @Override
    public @Nullable Remembered remembered(ImageName image) {
        return remembered
                .computeIfAbsent(image, name -> records.read(Records.Kind.RELEASED, name)
                        .or(() -> lastBuilt(name))
                        .map(r -> new Remembered(r.fingerprint(), r.gate(), r.content(), r.gateContent(), r.tags())))
                .orElse(null);
    }

    private Optional<ImageRecord> lastBuilt(ImageName image) {
        return last.computeIfAbsent(image, name -> records.read(Records.Kind.BUILT, name));
    }
}
