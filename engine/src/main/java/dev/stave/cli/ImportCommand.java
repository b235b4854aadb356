package dev.stave.cli;

import dev.stave.imports.Imported;
import dev.stave.imports.StackFolder;
import dev.stave.imports.VariableFiles;
import dev.stave.imports.buildah.BuildahImport;
import dev.stave.imports.distroless.DistrolessImport;
import dev.stave.imports.kubler.KublerImport;
import dev.stave.imports.kubler.KublerPlaces;
import dev.stave.imports.role.RoleImport;
import dev.stave.inventory.Surroundings;
import dev.stave.inventory.yaml.YamlReader;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code stave import}: writes a stack from what another tool uses; runs nothing of it. */
final class ImportCommand implements Subcommand {
    private static final List<String> KINDS = List.of("kubler", "gentoo-image-builder", "distroless", "buildah");

    private final Edge edge;

    String kind = "";

    List<String> paths = new ArrayList<>();

    StackFileForm form = StackFileForm.GROOVY;

    @Nullable
    String output;

    boolean force;

    List<String> namespaces = new ArrayList<>();

    boolean stackTraces;

    ImportCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Write a stack from what another tool uses, and list what could not be translated.")
                .word(
                        "KIND",
                        "kubler DIR, gentoo-image-builder FILE…, distroless FILE, or buildah DIR",
                        word -> kind = word)
                .someWords("PATH", "what is imported", paths::add)
                .choice(StackFileForm.class)
                .named("--to", "FORM", "groovy or yaml (default: groovy)", word -> form = word)
                .text(
                        "--output",
                        "FILE",
                        "the stack file (default: stack.groovy or stack.yaml in the folder)",
                        word -> output = word)
                .flag("--force", "replace the file if there is one", () -> force = true)
                .list(
                        "--namespace",
                        "DIR",
                        "a further namespace of kubler that parents and builders are looked for in; may be repeated",
                        namespaces::add)
                .flag("--stacktrace", "show where in Stave an error came from", () -> stackTraces = true);
    }

    @Override
    public Integer call() {
        if (!KINDS.contains(kind)) {
            throw new UsageException(
                    "'" + kind + "' is nothing that can be imported" + Nearest.hint(kind, KINDS),
                    "there are: " + String.join(", ", KINDS));
        }
        List<Path> from = sources();
        Path folder = Files.isDirectory(from.get(0)) ? from.get(0) : NewFiles.folderOf(from.get(0));
        Path file = output == null ? folder.resolve(form.usualName()) : resolve(output);
        StackFolder stack = new StackFolder(NewFiles.folderOf(file));
        Imported imported = imported(stack, from);
        write(imported, file, stack);
        Console console = edge.console(stackTraces);
        if (!imported.notes().isEmpty()) {
            console.say("could not be translated:");
            imported.notes().forEach(note -> console.say("  " + note));
        }
        console.result("wrote " + NewFiles.shown(edge.environment(), file) + ": "
                + counted(imported.count("images"), "image") + ", " + counted(imported.count("builders"), "builder"));
        return ExitCode.DONE;
    }

    private List<Path> sources() {
        if (!kind.equals("gentoo-image-builder") && paths.size() > 1) {
            throw new UsageException(
                    "import " + kind + " takes one path, not " + paths.size(), "import one after the other");
        }
        for (String path : paths) {
            if (!Files.exists(resolve(path))) {
                throw new UsageException(path + ": there is no such file or folder", "name what is to be imported");
            }
        }
        return paths.stream().map(this::resolve).toList();
    }

    private void write(Imported imported, Path file, StackFolder stack) {
        NewFiles files = new NewFiles(edge.environment());
        files.add(file, form.form().write(imported));
        imported.scripts().forEach((path, text) -> files.add(stack.folder().resolve(path), text));
        files.write(force);
    }

    private Imported imported(StackFolder stack, List<Path> from) {
        VariableFiles files = (file, shownAs) -> new YamlReader().read(file, shownAs, Surroundings.NONE);
        return switch (kind) {
            case "kubler" -> kubler(stack, from.get(0));
            case "distroless" -> new DistrolessImport(stack, files).read(from.get(0));
            case "buildah" -> new BuildahImport(stack, from.get(0)).read();
            default -> new RoleImport(stack, files).read(from);
        };
    }

    private Imported kubler(StackFolder stack, Path folder) {
        Environment environment = edge.environment();
        String data = environment.get("KUBLER_DATA_DIR");
        Map<String, Path> more = new LinkedHashMap<>();
        namespaces.forEach(path -> more.put(path, resolve(path)));
        KublerPlaces places = new KublerPlaces(
                Path.of("/etc/kubler.conf"),
                data.isEmpty() ? environment.userHome().resolve(".kubler") : resolve(data),
                environment.userHome(),
                more);
        return new KublerImport(stack, folder, paths.get(0), places).read();
    }

    private Path resolve(String path) {
        return edge.environment().currentFolder().resolve(path);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
