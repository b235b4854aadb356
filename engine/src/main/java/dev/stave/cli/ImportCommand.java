package dev.stave.cli;

import dev.stave.imports.GroovyForm;
import dev.stave.imports.Imported;
import dev.stave.imports.StackFolder;
import dev.stave.imports.StackForm;
import dev.stave.imports.YamlForm;
import dev.stave.imports.kubler.KublerImport;
import dev.stave.imports.kubler.KublerPlaces;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import dev.stave.state.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stave import}: writes a stack from what another tool uses; runs nothing of it. */
@Command(
        name = "import",
        description = "Write a stack from what another tool uses, and list what could not be translated.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final List<String> KINDS = List.of("kubler");

    private final Edge edge;

    /** The forms of a stack file. */
    enum Form {
        GROOVY(new GroovyForm(), "stack.groovy"),
        YAML(new YamlForm(), "stack.yaml");

        private final StackForm form;
        private final String usualName;

        Form(StackForm form, String usualName) {
            this.form = form;
            this.usualName = usualName;
        }

        String write(Imported imported) {
            return form.write(imported);
        }

        String usualName() {
            return usualName;
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "kubler: a working folder with one namespace or several")
    String kind = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "the folder")
    List<String> paths = new ArrayList<>();

    @Option(names = "--to", paramLabel = "FORM", description = "groovy or yaml (default: groovy)")
    Form form = Form.GROOVY;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "the stack file (default: stack.groovy or stack.yaml in the folder)")
    @Nullable
    String output;

    @Option(names = "--force", description = "replace the file if there is one")
    boolean force;

    @Option(
            names = "--namespace",
            paramLabel = "DIR",
            description = "a further namespace of kubler that parents and builders are looked for in; may be repeated")
    List<String> namespaces = new ArrayList<>();

    @Option(names = "--stacktrace", description = "show where in Stave an error came from")
    boolean stackTraces;

    ImportCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Integer call() {
        if (!KINDS.contains(kind)) {
            throw new UsageException(
                    "'" + kind + "' is nothing that can be imported" + Nearest.hint(kind, KINDS),
                    "there are: " + String.join(", ", KINDS));
        }
        Path from = resolve(paths.get(0));
        if (!Files.exists(from)) {
            throw new UsageException(paths.get(0) + ": there is no such file or folder", "name what is to be imported");
        }
        Path folder = Files.isDirectory(from)
                ? from
                : Objects.requireNonNull(from.toAbsolutePath().getParent());
        Path file = output == null ? folder.resolve(form.usualName()) : resolve(output);
        if (Files.exists(file) && !force) {
            throw new UsageException(
                    shown(file) + " is there already", "name another with --output FILE, or replace it with --force");
        }
        StackFolder stack =
                new StackFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Imported imported = kubler(stack, from);
        AtomicFiles.write(file, form.write(imported));
        Console console = edge.console(stackTraces);
        if (!imported.notes().isEmpty()) {
            console.say("could not be translated:");
            imported.notes().forEach(note -> console.say("  " + note));
        }
        console.result("wrote " + shown(file) + ": " + counted(imported.count("images"), "image") + ", "
                + counted(imported.count("builders"), "builder"));
        return ExitCode.DONE;
    }

    private Imported kubler(StackFolder stack, Path folder) {
        Environment environment = edge.environment();
        String data = environment.get("KUBLER_DATA_DIR");
        KublerPlaces places = new KublerPlaces(
                Path.of("/etc/kubler.conf"),
                data.isEmpty() ? environment.userHome().resolve(".kubler") : resolve(data),
                environment.userHome(),
                namespaces.stream().map(this::resolve).toList());
        return new KublerImport(stack, folder, paths.get(0), places).read();
    }

    private Path resolve(String path) {
        return edge.environment().currentFolder().resolve(path);
    }

    private String shown(Path file) {
        Path current = edge.environment().currentFolder().toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(current) ? current.relativize(whole).toString() : whole.toString();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
