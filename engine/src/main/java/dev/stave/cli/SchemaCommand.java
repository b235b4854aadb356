package dev.stave.cli;

import dev.stave.inventory.SchemaWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code stave schema}: the JSON Schema of the YAML form, for editors. */
@Command(name = "schema", description = "Print the JSON Schema of the YAML form.", mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    private final Edge edge;

    SchemaCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        edge.console(false).result(new SchemaWriter().write());
        return ExitCode.DONE;
    }
}
