package dev.stave.cli;

import dev.stave.imports.Imported;
import dev.stave.imports.scaffold.Scaffold;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code stave new}: a stack, or an image or builder more in one; what it writes can be planned at once. */
final class NewCommand implements Subcommand {
    private static final List<String> KINDS = List.of("stack", "image", "builder");
    private static final List<String> SOURCES = List.of("rootfs", "dockerfile", "script", "files");

    private final Edge edge;

    String kind = "";

    String name = "";

    @Nullable
    String file;

    StackFileForm form = StackFileForm.GROOVY;

    String source = "";

    String from = "";

    String builder = "";

    boolean force;

    NewCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Begin a stack, or add an image or a builder to one, with the files that go with it.")
                .word("KIND", "stack, image or builder", word -> kind = word)
                .word("NAME", "what it is called: lower case, an image also section/name", word -> name = word)
                .text(
                        List.of("-f", "--file"),
                        "FILE",
                        "the stack file (default: stack.groovy, then stack.yaml)",
                        word -> file = word)
                .choice(StackFileForm.class)
                .named("--to", "FORM", "form of a new stack: groovy or yaml (default: groovy)", word -> form = word)
                .text(
                        "--as",
                        "SOURCE",
                        "of an image: rootfs, dockerfile, script or files (default: rootfs where the stack has a builder, else script)",
                        word -> source = word)
                .text("--from", "NAME", "the image it is built on, or the builder it extends", word -> from = word)
                .text("--builder", "NAME", "the builder of a rootfs image", word -> builder = word)
                .flag("--force", "replace files that are there", () -> force = true);
    }

    @Override
    public Integer call() {
        if (!KINDS.contains(kind)) {
            throw new UsageException(
                    "'" + kind + "' is nothing that can be begun" + Nearest.hint(kind, KINDS),
                    "there are: " + String.join(", ", KINDS));
        }
        for (String component : name.split("/", -1)) {
            if (!ImageName.COMPONENT.matcher(component).matches()) {
                throw new UsageException(
                        "'" + name + "' cannot be its name: a repository has a-z, 0-9, and . _ - between them",
                        "choose another name" + (name.equals(name.toLowerCase(Locale.ROOT)) ? "" : ", in lower case"));
            }
        }
        NewFiles files = new NewFiles(edge.environment());
        Path stack = kind.equals("stack") ? begun(files) : added(files);
        edge.console(false)
                .result("wrote " + NewFiles.shown(edge.environment(), stack) + "; see what it does with: stave plan -f "
                        + NewFiles.shown(edge.environment(), stack));
        return ExitCode.DONE;
    }

    private Path begun(NewFiles files) {
        Path stack = edge.environment().currentFolder().resolve(file == null ? form.usualName() : file);
        StackFileForm chosen = file == null ? form : StackFileForm.of(file);
        Scaffold scaffold = Scaffold.stack();
        String text = chosen.form().write(new Imported("", name, scaffold.settings(), List.of()));
        boolean program = chosen == StackFileForm.GROOVY;
        files.add(stack, program ? "#!/usr/bin/env -S stave run\n" + text : text);
        scaffold.files()
                .forEach((path, content) -> files.add(NewFiles.folderOf(stack).resolve(path), content));
        files.write(force);
        return stack;
    }

    private Path added(NewFiles files) {
        StackOptions options = new StackOptions();
        options.file = file;
        Path stack = Stacks.file(edge, options);
        Inventory inventory = Stacks.load(edge, options);
        Scaffold scaffold = scaffold(inventory);
        String before = text(stack);
        String after = StackFileForm.of(stack.toString()).form().added(before, kind + "s", name, scaffold.settings());
        scaffold.files()
                .forEach((path, content) -> files.add(NewFiles.folderOf(stack).resolve(path), content));
        files.write(force);
        NewFiles whole = new NewFiles(edge.environment());
        whole.add(stack, after);
        whole.write(true);
        boolean fits = false;
        try {
            Stacks.load(edge, options);
            fits = true;
        } finally {
            if (!fits) {
                NewFiles back = new NewFiles(edge.environment());
                back.add(stack, before);
                back.write(true);
            }
        }
        return stack;
    }

    private Scaffold scaffold(Inventory inventory) {
        boolean taken = kind.equals("image")
                ? inventory.images().keySet().stream()
                        .anyMatch(n -> n.toString().equals(name) || n.name().equals(name))
                : inventory.builders().containsKey(name);
        if (taken) {
            throw new UsageException("the stack has the " + kind + " '" + name + "' already", "choose another name");
        }
        checkNamed(inventory);
        if (kind.equals("builder")) {
            return Scaffold.builder(name, from, Session.host().architecture());
        }
        String chosen = !source.isEmpty() ? source : inventory.builders().isEmpty() ? "script" : "rootfs";
        if (!SOURCES.contains(chosen)) {
            throw new UsageException(
                    "--as " + chosen + ": unknown source" + Nearest.hint(chosen, SOURCES),
                    "there are: " + String.join(", ", SOURCES));
        }
        boolean open =
                builder.isEmpty() && from.isEmpty() && inventory.builders().size() > 1;
        String first = open ? inventory.builders().firstKey() : builder;
        return Scaffold.image(chosen, name, from, chosen.equals("rootfs") ? first : "");
    }

    /** Before anything is written. */
    private void checkNamed(Inventory inventory) {
        Set<String> images = new TreeSet<>();
        inventory.images().keySet().forEach(n -> images.addAll(List.of(n.toString(), n.name())));
        Set<String> builders = inventory.builders().keySet();
        Set<String> parents = kind.equals("builder") ? builders : images;
        if (!from.isEmpty() && !parents.contains(from)) {
            throw new UsageException(
                    "--from " + from + ": the stack has no such " + kind + Nearest.hint(from, parents), "");
        }
        if (!builder.isEmpty() && !builders.contains(builder)) {
            throw new UsageException(
                    "--builder " + builder + ": the stack has no such builder" + Nearest.hint(builder, builders), "");
        }
    }

    private static String text(Path stack) {
        try {
            return Files.readString(stack);
        } catch (IOException e) {
            throw new UsageException(stack + ": the file cannot be read: " + e.getMessage(), "");
        }
    }
}
