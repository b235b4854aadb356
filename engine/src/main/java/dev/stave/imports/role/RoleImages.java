package dev.stave.imports.role;

import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.Tree;
import dev.stave.imports.Value;
import dev.stave.imports.Value.Piece;
import dev.stave.imports.Value.Text;
import dev.stave.inventory.Node;
import dev.stave.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The role's list of images. */
final class RoleImages {
    private static final String SCRATCH = "scratch";
    private static final String BUILT = "gentoo-image-builder";

    private final Tree variables;
    private final Jinja jinja;
    private final List<Note> notes;
    private final List<Tree> initial = new ArrayList<>();
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final Map<String, Tree> named = new LinkedHashMap<>();
    private boolean needBuilder;

    RoleImages(Tree variables, Jinja jinja, List<Note> notes) {
        this.variables = variables;
        this.jinja = jinja;
        this.notes = notes;
    }

    /** Whether an image is built from Portage. */
    boolean needBuilder() {
        return needBuilder;
    }

    /** The synthetic image {@code scratch}, where the list has it: it stands for the builder. */
    List<Tree> initial() {
        return initial;
    }

    /** Files beside the stack that its script images need, by path. */
    Map<String, String> scripts() {
        return scripts;
    }

    Settings all(String builder) {
        for (Node node : variables.items("images")) {
            Tree image = Tree.of(node);
            String name = name(image);
            if (name.equals(SCRATCH)) {
                initial.add(image);
            } else if (name.isEmpty()) {
                notes.add(new Note(node.origin(), "an image has neither name nor source, so it was left out"));
            } else if (named.putIfAbsent(key(image, name), image) != null) {
                notes.add(new Note(node.origin(), "image '" + name + "' stands twice; the first was taken"));
            }
        }
        Settings all = new Settings();
        named.forEach((key, image) -> all.put(key, image(image, key, builder)));
        return all;
    }

    private String name(Tree image) {
        String source = image.text("source").map(jinja::plain).orElse("");
        return image.text("name").map(jinja::plain).orElse(source.substring(source.lastIndexOf('/') + 1));
    }

    private String section(Tree image) {
        return image.text("section")
                .or(() -> variables.text("default_section"))
                .map(jinja::plain)
                .orElse("");
    }

    /** Images are required by name, so one name twice is only possible in two sections. */
    private String key(Tree image, String name) {
        boolean taken = named.containsKey(name) && !section(named.get(name)).equals(section(image));
        return taken ? section(image) + "/" + name : name;
    }

    private Value.Block image(Tree image, String key, String builder) {
        Settings settings = new Settings();
        String name = name(image);
        String section = section(image);
        String usual = variables.text("default_section").map(jinja::plain).orElse("");
        if (!section.equals(usual) && !key.contains("/")) {
            settings.text("section", section);
        }
        String type = image.text("type").map(jinja::plain).orElse("");
        List<String> requires = requires(image, name);
        switch (type) {
            case BUILT -> built(settings, image, requires, builder);
            case "fetch" -> fetched(settings, image, name, requires);
            case "script" -> scripted(settings, image, name, requires);
            default ->
                notes.add(new Note(
                        image.origin(),
                        "image '" + name + "': unknown type '" + type + "'"
                                + Nearest.hint(type, List.of(BUILT, "fetch", "script"))));
        }
        image.text("test").ifPresent(test -> settings.put("test", new Value.Many(List.of(test(test)))));
        image.unasked()
                .forEach(unknown -> notes.add(new Note(
                        image.at(unknown).origin(),
                        "image '" + name + "': " + unknown + " has no effect: "
                                + RoleImport.shown(image.at(unknown)))));
        return settings.block();
    }

    /** Given to the entrypoint, as the role does. */
    private Value test(Node.Text test) {
        return new Settings()
                .put("command", new Value.Many(Words.of(jinja.text(test))))
                .put("entrypoint", Value.truth(true))
                .block();
    }

    private List<String> requires(Tree image, String name) {
        List<String> all = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        variables.items("images").forEach(node -> known.add(name(Tree.of(node))));
        for (Node node : image.items("requires")) {
            String required = Tree.text(node).map(jinja::plain).orElse("");
            if (required.equals(SCRATCH) || required.isEmpty()) {
                continue;
            }
            if (known.contains(required)) {
                all.add(required);
            } else {
                notes.add(new Note(
                        node.origin(),
                        "image '" + name + "' requires the unknown image '" + required + "'"
                                + Nearest.hint(required, known)));
            }
        }
        return all;
    }

    private void built(Settings settings, Tree image, List<String> requires, String builder) {
        needBuilder = true;
        if (!requires.isEmpty()) {
            settings.text("from", requires.get(0)).texts("requires", requires.subList(1, requires.size()));
        }
        Tree build = image.tree("build").orElseGet(() -> new Tree(new Node.Fields(Map.of(), image.origin())));
        Settings rootfs = new Settings();
        boolean onBuilt = !requires.isEmpty() && isBuilt(requires.get(0));
        rootfs.text("builder", requires.isEmpty() || onBuilt ? "" : builder);
        build.text("packages")
                .ifPresent(packages -> rootfs.put("packages", new Value.Many(Words.of(jinja.text(packages)))));
        rootfs.text("dialect", BUILT);
        List<Text> prepare = additions(build);
        build.text("configure_builder").map(jinja::text).ifPresent(prepare::add);
        if (!prepare.isEmpty()) {
            rootfs.put("configureBuilder", RoleBuilder.lines(prepare));
        }
        build.text("configure_rootfs_build").map(jinja::text).ifPresent(text -> rootfs.put("configureRootfs", text));
        build.text("finish_rootfs_build").map(jinja::text).ifPresent(text -> rootfs.put("finishRootfs", text));
        settings.block("rootfs", rootfs);
        // the tag is a date of its own more often than the version of a package
        image.text("tag")
                .ifPresent(tag -> settings.put(
                        "version",
                        new Settings()
                                .put("value", jinja.text(tag))
                                .put("unchecked", Value.truth(true))
                                .block()));
        build.node("entrypoint").ifPresent(words -> settings.put("entrypoint", RoleImport.values(words, jinja)));
        environment(settings, image);
        build.text("user").ifPresent(user -> settings.put("user", jinja.text(user)));
        image.text("workdir").ifPresent(folder -> settings.put("workdir", jinja.text(folder)));
        build.unasked()
                .forEach(key -> notes.add(new Note(
                        build.at(key).origin(),
                        "image '" + name(image) + "': build." + key + " has no effect: "
                                + RoleImport.shown(build.at(key)))));
    }

    private boolean isBuilt(String name) {
        return Optional.ofNullable(named.get(name))
                .flatMap(image -> image.text("type"))
                .map(type -> jinja.plain(type).equals(BUILT))
                .orElse(false);
    }

    /** Repositories that the role puts into the builder, where hooks find them. */
    private List<Text> additions(Tree build) {
        List<Text> fetched = new ArrayList<>();
        for (Node node : build.items("add")) {
            Tree add = Tree.of(node);
            String[] address = add.text("git").map(jinja::plain).orElse("").split("#", 2);
            String place = add.text("dest").map(jinja::plain).orElse("");
            String reference = address.length == 2 ? address[1] : "HEAD";
            fetched.add(new Text(List.of(new Piece(
                    Piece.Kind.LITERAL, "fetch_git '" + address[0] + "' '" + reference + "' '" + place + "'\n"))));
        }
        return fetched;
    }

    private void environment(Settings settings, Tree image) {
        Map<String, Value> all = new LinkedHashMap<>();
        image.entries("env")
                .forEach((name, node) -> Tree.text(node).ifPresent(text -> all.put(name, jinja.text(text))));
        if (!all.isEmpty()) {
            settings.put("env", new Value.Block(all, ""));
        }
    }

    private void fetched(Settings settings, Tree image, String name, List<String> requires) {
        settings.texts("requires", requires);
        List<Piece> source = new ArrayList<>(image.text("source")
                .map(jinja::text)
                .orElse(new Text(List.of()))
                .pieces());
        if (source.isEmpty()) {
            notes.add(new Note(image.origin(), "image '" + name + "' of the type fetch has no source"));
            source.add(new Piece(Piece.Kind.LITERAL, name));
        }
        String first = source.get(0).text();
        boolean host =
                first.contains("/") && first.substring(0, first.indexOf('/')).matches(".*[.:].*|localhost");
        if (!host) {
            source.set(
                    0, new Piece(source.get(0).kind(), "docker.io/" + (first.contains("/") ? "" : "library/") + first));
        }
        boolean pinned = variables
                .tree("software")
                .map(all -> all.all().containsKey(name))
                .orElse(false);
        Optional<Text> tag = image.text("tag").map(jinja::text);
        if (tag.isPresent() || !pinned) {
            source.add(new Piece(Piece.Kind.LITERAL, ":"));
            source.addAll(tag.map(Text::pieces).orElse(List.of(new Piece(Piece.Kind.LITERAL, "latest"))));
        }
        if (tag.isEmpty() && !pinned) {
            notes.add(new Note(
                    image.origin(),
                    "image '" + name
                            + "' has no tag and no software of its name; the version that latest stands for is taken"));
        }
        settings.put("mirror", new Text(RoleBuilder.joined(source)));
        image.text("platform")
                .ifPresent(platform -> settings.texts("platforms", List.of(platform(jinja.plain(platform)))));
    }

    private void scripted(Settings settings, Tree image, String name, List<String> requires) {
        settings.texts("requires", requires);
        String path = name + "/build.sh";
        Optional<Node.Text> command = image.text("command");
        if (command.isEmpty()) {
            notes.add(new Note(image.origin(), "image '" + name + "' of the type script has no command"));
        }
        String text = command.map(jinja::plain).orElse("false");
        notes.add(new Note(
                image.origin(),
                "image '" + name + "': its command ran in the builder's tmp folder; " + path
                        + " runs in a copy of the stack's folder that holds its inputs alone (name more with inputs)"));
        scripts.put(path, RoleScript.of(text));
        command.filter(c -> RoleScript.pushes(text))
                .ifPresent(
                        c -> notes.add(
                                new Note(
                                        c.origin(),
                                        "image '" + name + "' pushes by itself; in " + path
                                                + " pushes do nothing, the image that is left behind as $image is tested, scanned and pushed")));
        settings.text("script", path);
        image.text("tag").map(jinja::text).ifPresent(tag -> settings.put("version", tag));
        environment(settings, image);
        image.text("workdir").ifPresent(folder -> settings.put("workdir", jinja.text(folder)));
    }

    /** {@code arm64} as {@code linux/arm64}. */
    static String platform(String platform) {
        String name = platform.equals("x86") ? "386" : platform.equals("riscv") ? "riscv64" : platform;
        return name.contains("/") ? name : "linux/" + name;
    }
}
