package dev.stave.build.dockerfile;

import dev.stave.model.ImageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile names.
 *
 * @param text       as it is written
 * @param references in the order of the file
 * @param stages     in the order of the file
 * @param arguments  every name that an ARG declares
 * @param complaints what cannot be built so
 * @param escape     the character that continues a line
 */
record Dockerfile(
        String text,
        List<Reference> references,
        List<Stage> stages,
        Set<String> arguments,
        List<Complaint> complaints,
        char escape) {
    Dockerfile {
        references = List.copyOf(references);
        stages = List.copyOf(stages);
        complaints = List.copyOf(complaints);
    }

    /** @param line counted from 1 */
    record Complaint(int line, String message) {}

    /** References to registries, each once, as the lock pins them. */
    List<String> outside() {
        Set<String> all = new TreeSet<>();
        references.forEach(r -> r.match(o -> all.add(o.text()), s -> false, p -> false));
        return List.copyOf(all);
    }

    /** Images of the stack, each once; {@code parent} stands for {@code ${BASE}}. */
    List<ImageName> ofStack(@Nullable ImageName parent) {
        Set<ImageName> all = new TreeSet<>();
        references.forEach(r -> r.match(o -> false, s -> all.add(s.name()), p -> parent != null && all.add(parent)));
        return List.copyOf(all);
    }

    /** What the stage that is built begins with in the end; empty for nothing. */
    Optional<Reference> base(@Nullable String target) {
        int index = target == null ? stages.size() - 1 : indexOf(target);
        while (index >= 0 && stages.get(index).stage().isPresent()) {
            index = stages.get(index).stage().get();
        }
        return index < 0 ? Optional.empty() : stages.get(index).image();
    }

    /** Whether a stage has this name, or this number. */
    boolean hasStage(String target) {
        return indexOf(target) >= 0;
    }

    private int indexOf(String target) {
        List<String> names = new ArrayList<>();
        stages.forEach(stage -> names.add(stage.name()));
        int named = names.lastIndexOf(target.toLowerCase(Locale.ROOT));
        boolean number = target.matches("\\d{1,4}") && Integer.parseInt(target) < stages.size();
        return named >= 0 || !number ? named : Integer.parseInt(target);
    }
}
