package dev.stave.inventory;

import dev.stave.model.Problem;
import java.util.List;

/**
 * A stack file as it was read.
 *
 * @param root         the whole stack; {@code stack:} is its name
 * @param problems     what the reader itself found, such as a key that stands twice; reported with all others
 * @param interpolates whether {@code ${software.X.version}}, {@code ${env.X}} and {@code ${vars.X}} in texts are replaced
 */
public record Draft(Node.Fields root, List<Problem> problems, boolean interpolates) {
    public Draft {
        problems = List.copyOf(problems);
    }
}
