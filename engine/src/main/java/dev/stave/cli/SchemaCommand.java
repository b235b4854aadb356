package dev.stave.cli;

import dev.stave.inventory.SchemaWriter;

/** {@code stave schema}: the JSON Schema of the YAML form, for editors. */
final class SchemaCommand implements Subcommand {
    private final Edge edge;

    SchemaCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Print the JSON Schema of the YAML form.");
    }

    @Override
    public Integer call() {
        edge.console(false).result(new SchemaWriter().write());
        return ExitCode.DONE;
    }
}
