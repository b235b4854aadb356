package dev.stave.inventory.dsl;

import dev.stave.inventory.Draft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Evaluated models of stacks that do nothing but declare; each with what the stack looked at, asked again on loading. */
final class ModelCache {
    private final CacheFolder folder;

    ModelCache(CacheFolder folder) {
        this.folder = folder;
    }

    /** The model of this stack, where everything that it looked at still answers the same. */
    Optional<Draft> load(StackFile stack, Outside outside) {
        Optional<byte[]> json = folder.read(name(stack));
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            DraftJson.Model model = DraftJson.read(json.get(), stack.shownAs());
            return model.reads().stream().allMatch(outside::stillAnswers)
                    ? Optional.of(new Draft(model.root(), List.of(), false))
                    : Optional.empty();
        } catch (IOException | UncheckedIOException damaged) {
            return Optional.empty();
        }
    }

    void save(StackFile stack, Draft draft, List<OutsideRead> reads) {
        try {
            folder.write(name(stack), DraftJson.write(new DraftJson.Model(reads, draft.root())));
        } catch (IOException e) {
            throw new IllegalStateException("JSON in memory is always written", e);
        }
    }

    private static String name(StackFile stack) {
        return stack.modelKey() + ".model";
    }
}
