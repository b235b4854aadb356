package dev.stave.imports.role;

import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Tree;
import dev.stave.imports.Value;
import dev.stave.imports.Value.Piece;
import dev.stave.imports.Value.Text;
import dev.stave.inventory.Node;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The role's one builder. */
final class RoleBuilder {
    private final Tree variables;
    private final Tree builder;
    private final Jinja jinja;
    private final StackFolder stack;
    private final List<Note> notes;

    RoleBuilder(Tree variables, Jinja jinja, StackFolder stack, List<Note> notes) {
        this.variables = variables;
        this.builder =
                variables.tree("builder").orElseGet(() -> new Tree(new Node.Fields(Map.of(), variables.origin())));
        this.jinja = jinja;
        this.stack = stack;
        this.notes = notes;
    }

    String name() {
        String name = text("default_builder");
        return name.matches("[a-z0-9]+([._-][a-z0-9]+)*") ? name : "builder";
    }

    /** The date of the tree, the last resort for a tag. */
    String snapshot() {
        String date = text("portage");
        if (date.isEmpty()) {
            notes.add(new Note(
                    builder.origin(),
                    "builder.portage is not set; the stack's release is '1' until you write another"));
        }
        return date.isEmpty() ? "1" : date;
    }

    private String text(String key) {
        return builder.text(key).map(jinja::plain).orElse("");
    }

    /** @param initial the images' own {@code scratch}, whose hooks prepare the builder */
    Settings all(List<Tree> initial) {
        Settings settings = new Settings();
        String flavour = text("stage3_base").replaceFirst("^stage3-", "");
        if (flavour.isEmpty()) {
            notes.add(new Note(builder.origin(), "builder.stage3_base is not set; a plain stage3 stands in for it"));
        }
        Settings stage3 = new Settings()
                .text("flavour", flavour.isEmpty() ? "amd64-openrc" : flavour)
                .text("date", text("stage3_date"))
                .text(
                        "arch",
                        variables
                                .text("default_platform")
                                .map(jinja::plain)
                                .orElse("")
                                .replaceFirst(".*/", ""));
        settings.block("stage3", stage3).block("portage", new Settings().text("snapshot", text("portage")));
        overlay(settings);
        List<Text> prepare = new ArrayList<>();
        settings.texts("env", environment(prepare));
        builder.text("configure_builder").map(jinja::text).ifPresent(prepare::add);
        initial.forEach(image -> image.tree("build").ifPresent(build -> {
            for (String hook : List.of("configure_builder", "configure_rootfs_build", "finish_rootfs_build")) {
                build.text(hook).map(jinja::text).ifPresent(prepare::add);
            }
        }));
        if (!prepare.isEmpty()) {
            settings.put("configureBuilder", lines(prepare));
        }
        builder.text("finish_build").map(jinja::text).ifPresent(text -> settings.put("finishRootfs", text));
        settings.text("dialect", "gentoo-image-builder").text("chost", text("chost"));
        root();
        builder.unasked()
                .forEach(key -> notes.add(new Note(
                        builder.at(key).origin(),
                        "builder." + key + " has no counterpart: " + RoleImport.shown(builder.at(key)))));
        return new Settings().put(name(), settings.block());
    }

    private void root() {
        String root = text("image_root");
        if (!root.isEmpty() && !root.equals("/image-root")) {
            builder.node("image_root")
                    .ifPresent(node -> notes.add(new Note(
                            node.origin(),
                            "builder.image_root is /image-root here, which hooks know as ${ROOT}: " + root)));
        }
    }

    private void overlay(Settings settings) {
        String folder = text("local_overlay_dir").replaceFirst("^/+", "");
        String name = text("local_overlay_name");
        if (folder.isEmpty() || name.isEmpty()) {
            return;
        }
        if (Files.isDirectory(stack.folder().resolve(folder))) {
            Settings overlay = new Settings().text("path", folder);
            settings.block("overlays", new Settings().block(name, overlay));
        } else {
            builder.node("local_overlay_dir")
                    .ifPresent(node -> notes.add(new Note(
                            node.origin(),
                            "the overlay '" + name + "' is not at " + folder
                                    + " beside the stack; put it there and write overlay '" + name + "', path: '"
                                    + folder + "'")));
        }
    }

    /** Text of a Dockerfile: what it sets, and what it runs. */
    private Map<String, String> environment(List<Text> prepare) {
        Map<String, String> all = new TreeMap<>();
        Node.Text text = builder.text("env").orElse(null);
        if (text == null) {
            return all;
        }
        String[] lines = jinja.plain(text).replace("\\\n", " ").split("\n");
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", 2);
            if (words.length == 2 && words[0].equalsIgnoreCase("ENV") && pairs(words[1], all)) {
                continue;
            }
            if (words.length == 2 && words[0].equalsIgnoreCase("RUN")) {
                prepare.add(new Text(List.of(new Piece(Piece.Kind.LITERAL, words[1]))));
            } else if (!line.isBlank() && !line.strip().startsWith("#")) {
                notes.add(new Note(text.origin(), "builder.env: '" + line.strip() + "' has no counterpart"));
            }
        }
        return all;
    }

    private static boolean pairs(String text, Map<String, String> to) {
        if (!text.contains("=")) {
            String[] parts = text.split("\\s+", 2);
            to.put(parts[0], parts.length == 2 ? parts[1] : "");
            return true;
        }
        for (Value word : Words.of(new Text(List.of(new Piece(Piece.Kind.LITERAL, text))))) {
            String pair = word.match(Text::literal, bare -> "", many -> "", block -> "");
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                return false;
            }
            to.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return true;
    }

    static Value lines(List<Text> texts) {
        List<Piece> pieces = new ArrayList<>();
        for (Text text : texts) {
            pieces.addAll(text.pieces());
            boolean ended = !text.pieces().isEmpty()
                    && text.pieces().get(text.pieces().size() - 1).text().endsWith("\n");
            if (!ended && texts.size() > 1) {
                pieces.add(new Piece(Piece.Kind.LITERAL, "\n"));
            }
        }
        return new Text(joined(pieces));
    }

    /** Neighbouring literal pieces as one. */
    static List<Piece> joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            int last = joined.size() - 1;
            boolean both =
                    last >= 0 && joined.get(last).kind() == Piece.Kind.LITERAL && piece.kind() == Piece.Kind.LITERAL;
            if (both) {
                joined.set(last, new Piece(Piece.Kind.LITERAL, joined.get(last).text() + piece.text()));
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }
}
