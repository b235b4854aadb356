package dev.stave.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All subcommands. Only the one that is asked for is made: making all would cost more than most of them do. */
final class Commands {
    /** As help lists them. */
    static final List<String> NAMES = List.of(
            "apply",
            "run",
            "plan",
            "build",
            "publish",
            "mirror",
            "scan",
            "remove",
            "validate",
            "schema",
            "graph",
            "new",
            "import",
            "update",
            "lock",
            "shell",
            "serve",
            "clean",
            "module",
            "completion");

    private Commands() {}

    /** The subcommand of that name; null where there is none. */
    static @Nullable Subcommand find(String name, Edge edge) {
        return switch (name) {
            case "apply" -> new ApplyCommand(edge);
            case "run" -> new RunCommand(edge);
            case "plan" -> new PlanCommand(edge);
            case "build" -> new BuildCommand(edge);
            case "publish" -> new PublishCommand(edge);
            case "mirror" -> new MirrorCommand(edge);
            case "scan" -> new ScanCommand(edge);
            case "remove" -> new RemoveCommand(edge);
            case "validate" -> new ValidateCommand(edge);
            case "schema" -> new SchemaCommand(edge);
            case "graph" -> new GraphCommand(edge);
            case "new" -> new NewCommand(edge);
            case "import" -> new ImportCommand(edge);
            case "update" -> new UpdateCommand(edge);
            case "lock" -> new LockCommand(edge);
            case "shell" -> new ShellCommand(edge);
            case "serve" -> new ServeCommand(edge);
            case "clean" -> new CleanCommand(edge);
            case "module" -> new ModuleCommand(edge);
            case "completion" -> new CompletionCommand(edge);
            default -> null;
        };
    }
}
