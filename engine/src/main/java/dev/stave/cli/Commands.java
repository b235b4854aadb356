package dev.stave.cli;

import dev.stave.model.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All subcommands by name. Only the one that was asked for is made: describing all of them would cost more than most of
 * them do.
 */
final class Commands {
    private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

    Commands(Edge edge) {
        all.put("apply", () -> new ApplyCommand(edge));
        all.put("run", () -> new RunCommand(edge));
        all.put("plan", () -> new PlanCommand(edge));
        all.put("build", () -> new BuildCommand(edge));
        all.put("publish", () -> new PublishCommand(edge));
        all.put("mirror", () -> new MirrorCommand(edge));
        all.put("scan", () -> new ScanCommand(edge));
        all.put("remove", () -> new RemoveCommand(edge));
        all.put("validate", () -> new ValidateCommand(edge));
        all.put("schema", () -> new SchemaCommand(edge));
        all.put("graph", () -> new GraphCommand(edge));
        all.put("new", () -> new NewCommand(edge));
        all.put("import", () -> new ImportCommand(edge));
        all.put("update", () -> new UpdateCommand(edge));
        all.put("lock", () -> new LockCommand(edge));
        all.put("shell", () -> new ShellCommand(edge));
        all.put("serve", () -> new ServeCommand(edge));
        all.put("clean", () -> new CleanCommand(edge));
        all.put("module", () -> new ModuleCommand(edge));
        all.put("completion", () -> new CompletionCommand(edge));
    }

    /** Adds the subcommand that the words name, or all where they name none. */
    void addTo(CommandLine command, String... args) {
        String first = args.length > 0 ? args[0] : "";
        Supplier<Object> asked = all.get(first);
        if (asked != null && !first.equals("completion")) {
            command.addSubcommand(first, asked.get());
        } else {
            all.forEach((name, make) -> command.addSubcommand(name, make.get()));
        }
    }

    /** What is wrong with the words, in a sentence. */
    String complaint(ParameterException failure) {
        boolean isOfAll = failure.getCommandLine().getParent() == null;
        if (isOfAll && failure instanceof UnmatchedArgumentException wrong) {
            String word = wrong.getUnmatched().get(0);
            if (!word.startsWith("-")) {
                return "there is no command '" + word + "'" + Nearest.hint(word, all.keySet());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
