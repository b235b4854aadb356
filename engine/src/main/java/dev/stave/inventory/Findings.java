package dev.stave.inventory;

import dev.stave.model.Origin;
import dev.stave.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects every problem of one stack; used by one thread while it is checked. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();

    void add(Origin origin, String subject, String message) {
        Problem problem = new Problem(origin, subject, message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    void addAll(Collection<Problem> others) {
        others.forEach(p -> add(p.origin(), p.subject(), p.message()));
    }

    /** In the order of file and line. */
    List<Problem> sorted() {
        return problems.stream().sorted().toList();
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }
}
