package dev.stave.imports.role;

import dev.stave.imports.Imported;
import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Tree;
import dev.stave.imports.Value;
import dev.stave.imports.VariableFiles;
import dev.stave.inventory.Draft;
import dev.stave.inventory.Node;
import dev.stave.model.Origin;
import dev.stave.model.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variable files of the role gentoo-image-builder as a stack: images, software and the builder. */
public final class RoleImport {
    /** What of the role says how a playbook runs it. */
    private static final List<String> OF_THE_PLAYBOOK = List.of(
            "image_builder_node",
            "limit_images",
            "updated_images_var",
            "images_details_var",
            "dry_run",
            "gentoo",
            "overlays");

    private final StackFolder stack;
    private final VariableFiles files;
    private final List<Note> notes = new ArrayList<>();

    /** @param stack the folder that the stack is going to lie in */
    public RoleImport(StackFolder stack, VariableFiles files) {
        this.stack = stack;
        this.files = files;
    }

    /**
     * @param given files of variables; later ones win, but images and software add up
     * @throws UsageException where none of them has images
     */
    public Imported read(List<Path> given) {
        Node.Fields variables = merged(given);
        Tree all = new Tree(variables);
        if (all.items("images").isEmpty()) {
            throw new UsageException(
                    "no file has 'images', the list of what the role builds", "name the file with the images too");
        }
        Jinja jinja = new Jinja(variables, notes);
        RoleBuilder builder = new RoleBuilder(all, jinja, stack, notes);
        RoleImages images = new RoleImages(all, jinja, notes);
        Settings settings = new Settings();
        all.text("registry").ifPresent(registry -> settings.text("registry", jinja.plain(registry)));
        settings.text("section", all.text("default_section").map(jinja::plain).orElse(""));
        settings.texts("platforms", platforms(all, jinja));
        settings.text("release", builder.snapshot());
        Settings software = new RoleSoftware(all, jinja, notes).all();
        Settings declared = images.all(builder.name());
        Settings builders = images.needBuilder() ? builder.all(images.initial()) : new Settings();
        settings.texts("vars", jinja.used());
        settings.block("software", software).block("builders", builders).block("images", declared);
        OF_THE_PLAYBOOK.forEach(name -> all.node(name)
                .ifPresent(node -> notes.add(
                        new Note(node.origin(), name + " is for the playbook and has no counterpart in a stack"))));
        String from = String.join(", ", given.stream().map(stack::path).toList());
        Imported imported = new Imported(
                "Imported from the gentoo-image-builder inventory " + from + ".", "images", settings.block(), notes);
        return imported.with(images.scripts());
    }

    private static List<String> platforms(Tree all, Jinja jinja) {
        String platform = all.text("default_platform").map(jinja::plain).orElse("");
        return platform.isEmpty() ? List.of() : List.of(RoleImages.platform(platform));
    }

    private Node.Fields merged(List<Path> given) {
        Map<String, Node> all = new LinkedHashMap<>();
        for (Path file : given) {
            Draft draft = files.read(file, stack.path(file));
            draft.problems().forEach(problem -> notes.add(new Note(problem.origin(), problem.text())));
            draft.root().nodes().forEach((key, node) -> all.merge(key, node, RoleImport::joined));
        }
        return new Node.Fields(all, new Origin(stack.path(given.get(0)), 0));
    }

    private static Node joined(Node first, Node second) {
        if (first instanceof Node.Items a && second instanceof Node.Items b) {
            List<Node> both = new ArrayList<>(a.nodes());
            both.addAll(b.nodes());
            return new Node.Items(both, a.origin());
        }
        if (first instanceof Node.Fields a && second instanceof Node.Fields b) {
            Map<String, Node> both = new LinkedHashMap<>(a.nodes());
            both.putAll(b.nodes());
            return new Node.Fields(both, a.origin());
        }
        return second;
    }

    /** The value as it was written, in one line. */
    static String shown(Node node) {
        String text = node.match(
                t -> t.value(),
                items -> items.nodes().size() + " values",
                fields -> String.join(", ", fields.nodes().keySet()));
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 60 ? line.substring(0, 57) + "…" : line;
    }

    /** One value, or what a list holds. */
    static Value values(Node node, Jinja jinja) {
        return new Value.Many(Tree.items(node).stream()
                .flatMap(item -> Tree.text(item).stream())
                .map(text -> (Value) jinja.text(text))
                .toList());
    }
}
