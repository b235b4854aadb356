package dev.stave.imports.distroless;

import dev.stave.imports.Imported;
import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Tree;
import dev.stave.imports.Value;
import dev.stave.imports.VariableFiles;
import dev.stave.inventory.Draft;
import dev.stave.inventory.Node;
import dev.stave.model.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The config.yaml of the template for distroless images: one builder from Gentoo's stage3, one image of the packages that
 * it names.
 */
public final class DistrolessImport {
    private final StackFolder stack;
    private final VariableFiles files;
    private final List<Note> notes = new ArrayList<>();

    /** @param stack the folder that the stack is going to lie in */
    public DistrolessImport(StackFolder stack, VariableFiles files) {
        this.stack = stack;
        this.files = files;
    }

    /** @throws UsageException where the file says nothing of a target */
    public Imported read(Path file) {
        Draft draft = files.read(file, stack.path(file));
        draft.problems().forEach(problem -> notes.add(new Note(problem.origin(), problem.text())));
        Tree config = new Tree(draft.root());
        Tree target = config.tree("target")
                .orElseThrow(() -> new UsageException(
                        stack.path(file) + " has no 'target', which names the image and its packages",
                        "name the template's config.yaml"));
        Settings builder = new Settings();
        // the template always starts from this one
        builder.block("stage3", new Settings().text("flavour", "amd64-openrc"));
        config.tree("portage_mirror").ifPresent(mirror -> builder.block("portage", tree(mirror)));
        config.tree("build").ifPresent(build -> build(builder, build));
        List<String> certificates = new ArrayList<>();
        config.tree("custom_ebuild_repository").ifPresent(overlay -> overlay(builder, overlay, certificates));
        Settings all = new Settings();
        Settings image = image(target);
        all.texts("certificates", certificates);
        all.put("builders", new Settings().put("gentoo", builder.block()).block());
        all.put("images", new Settings().put(name(target), image.block()).block());
        unknown(config, "");
        unknown(target, "target.");
        return new Imported(
                "Imported from the distroless configuration " + stack.path(file) + ".",
                name(target).replaceAll(".*/", ""),
                all.block(),
                notes);
    }

    private static String text(Tree tree, String key) {
        return tree.text(key).map(text -> text.value().strip()).orElse("");
    }

    /** Where a tree comes from, by git or rsync. */
    private Settings tree(Tree from) {
        String address = text(from, "uri").isEmpty() ? text(from, "url") : text(from, "uri");
        String host = text(from, "host");
        String kind = text(from, "sync_type").isEmpty() ? (host.isEmpty() ? "git" : "rsync") : text(from, "sync_type");
        String port = text(from, "port");
        if (!host.isEmpty()) {
            address = "rsync://" + host + (port.isEmpty() ? "" : ":" + port) + "/" + text(from, "rsync_module");
        }
        unknown(from, "");
        if (kind.equals("git") || kind.equals("rsync")) {
            return new Settings().text(kind, address);
        }
        notes.add(new Note(from.origin(), "sync_type '" + kind + "' has no counterpart; Gentoo's snapshots are taken"));
        return new Settings();
    }

    private void build(Settings builder, Tree build) {
        Settings makeConf = new Settings();
        String use = flags(build.tree("global_use_flags").orElse(null)).stream()
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        makeConf.text("COMMON_FLAGS", "-O2 -pipe").text("ACCEPT_LICENSE", "*").text("USE", use);
        String threads = text(build, "threads");
        makeConf.text("MAKEOPTS", threads.isEmpty() ? "" : "-j" + threads);
        String jobs = text(build, "max_parallel_jobs");
        makeConf.text("EMERGE_DEFAULT_OPTS", jobs.isEmpty() ? "" : "--jobs=" + jobs);
        builder.block("makeConf", makeConf);
        Settings useFlags = new Settings();
        for (Map.Entry<String, Node> entry : build.entries("package_use_flags").entrySet()) {
            List<String> flags = entry.getValue() instanceof Node.Fields map
                    ? flags(new Tree(map))
                    : Tree.items(entry.getValue()).stream()
                            .flatMap(node -> Tree.text(node).stream())
                            .map(Node.Text::value)
                            .toList();
            useFlags.texts(entry.getKey(), flags);
        }
        builder.block("useFlags", useFlags);
        unknown(build, "build.");
    }

    private static List<String> flags(@org.jspecify.annotations.Nullable Tree flags) {
        List<String> all = new ArrayList<>();
        if (flags != null) {
            flags.items("add").forEach(node -> Tree.text(node).ifPresent(text -> all.add(text.value())));
            flags.items("remove").forEach(node -> Tree.text(node).ifPresent(text -> all.add("-" + text.value())));
        }
        return all;
    }

    private void overlay(Settings builder, Tree overlay, List<String> certificates) {
        String name = text(overlay, "name");
        Optional<Node.Text> certificate = overlay.text("certificate_file_name");
        certificate.ifPresent(text -> {
            String path = "user_files/" + text.value();
            if (Files.exists(stack.folder().resolve(path))) {
                certificates.add(path);
            } else {
                notes.add(new Note(
                        text.origin(), "there is no " + path + "; put it there and write certificates '" + path + "'"));
            }
        });
        builder.block("overlays", new Settings().block(name.isEmpty() ? "custom" : name, tree(overlay)));
    }

    /** {@code SECTION/NAME} of the tag. */
    private static String name(Tree target) {
        String name = text(target, "container_tag").replaceFirst(":[^/:]*$", "").toLowerCase(Locale.ROOT);
        return name.isEmpty() ? "image" : name;
    }

    private Settings image(Tree target) {
        List<String> atoms = new ArrayList<>();
        target.items("package_atoms").forEach(node -> Tree.text(node)
                .ifPresent(text -> atoms.addAll(List.of(text.value().strip().split("\\s+")))));
        // the template itself reads another name than its documentation writes
        if (atoms.isEmpty()) {
            target.items("package_atom").forEach(node -> Tree.text(node)
                    .ifPresent(text -> atoms.add(text.value().strip())));
        }
        Settings image = new Settings().block("rootfs", new Settings().texts("packages", atoms));
        String whole = text(target, "container_tag");
        String tag = whole.matches(".*:[^/:]+") ? whole.replaceFirst(".*:", "") : "";
        boolean named = atoms.size() == 1
                || atoms.stream().anyMatch(a -> a.replaceAll("::.*|:.*", "").endsWith("/" + last(name(target))));
        if (!tag.isEmpty() && !tag.equals("latest")) {
            image.put(
                    "version",
                    new Settings()
                            .text("value", tag)
                            .put("unchecked", Value.truth(true))
                            .block());
        } else if (!named && !atoms.isEmpty()) {
            image.put(
                    "version",
                    new Settings()
                            .text("fromPackage", atoms.get(0).replaceAll("^[<>=~]+|:.*", ""))
                            .block());
        }
        for (String words : List.of("entrypoint", "cmd")) {
            List<String> all = new ArrayList<>();
            target.items(words).forEach(node -> Tree.text(node).ifPresent(text -> all.add(text.value())));
            image.texts(words.equals("cmd") ? "command" : words, all);
        }
        if (tag.equals("latest")) {
            notes.add(new Note(target.origin(), "container_tag: 'latest' is no version; the installed one is the tag"));
        }
        return image;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private void unknown(Tree tree, String prefix) {
        for (String key : tree.unasked()) {
            Node node = tree.at(key);
            boolean nothing =
                    node.match(text -> text.value().isEmpty() || text.value().equals("false"), i -> false, f -> false);
            if (!nothing) {
                notes.add(new Note(node.origin(), prefix + key + " has no counterpart in a stack"));
            }
        }
    }
}
