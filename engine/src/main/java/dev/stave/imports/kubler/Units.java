package dev.stave.imports.kubler;

import dev.stave.imports.Note;
import dev.stave.imports.StackFolder;
import dev.stave.imports.shell.ShellFile;
import dev.stave.imports.shell.ShellNote;
import dev.stave.imports.shell.ShellScope;
import dev.stave.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every image and builder that goes into the stack: those of the folder, and what they need of other namespaces. */
final class Units {
    /** What a hook file sets that the stack says too. */
    private static final Set<String> OF_SCRIPT =
            Set.of("_packages", "_headers_from", "_static_libs_from", "_iconv_from");

    private final WorkingFolder working;
    private final Confs confs;
    private final StackFolder stack;
    private final SortedMap<String, Unit> images = new TreeMap<>();
    private final SortedMap<String, Unit> builders = new TreeMap<>();
    private final SortedMap<String, Origin> missingImages = new TreeMap<>();
    private final SortedMap<String, Origin> missingBuilders = new TreeMap<>();
    private final Set<ShellScope> scopes = new LinkedHashSet<>();
    private final List<Note> notes = new ArrayList<>();

    Units(WorkingFolder working, Confs confs, StackFolder stack) {
        this.working = working;
        this.confs = confs;
        this.stack = stack;
    }

    void collect() {
        for (Namespace namespace : working.own()) {
            scopes.add(confs.of(namespace));
            namespace.builders().forEach(name -> builder(namespace.name() + "/" + name, new Origin("", 0)));
            namespace.images().forEach(name -> image(namespace.name() + "/" + name, new Origin("", 0)));
        }
    }

    SortedMap<String, Unit> images() {
        return images;
    }

    SortedMap<String, Unit> builders() {
        return builders;
    }

    /** Parents that were found nowhere, and where one is named. */
    SortedMap<String, Origin> missingImages() {
        return missingImages;
    }

    SortedMap<String, Origin> missingBuilders() {
        return missingBuilders;
    }

    Collection<ShellScope> scopes() {
        return scopes;
    }

    List<Note> notes() {
        return notes;
    }

    /** The id of an image's parent; empty for scratch. */
    static Optional<String> parent(Unit image) {
        String parent = image.conf().text("IMAGE_PARENT");
        return parent.isEmpty() || parent.equals("scratch") ? Optional.empty() : Optional.of(id(image, parent));
    }

    /** The id of the builder that a conf names, or the one it extends; empty where it names none. */
    static Optional<String> builder(Unit unit) {
        // a stage3 beats a builder
        boolean stage3 = !unit.conf().text("STAGE3_BASE").isEmpty();
        String builder = unit.conf().text("BUILDER");
        return stage3 || builder.isEmpty() ? Optional.empty() : Optional.of(id(unit, builder));
    }

    static String defaultBuilder(Unit unit) {
        return id(unit, unit.conf().text("DEFAULT_BUILDER"));
    }

    /** A name alone is one of the same namespace. */
    private static String id(Unit unit, String name) {
        return name.contains("/") ? name : unit.namespace().name() + "/" + name;
    }

    private void image(String id, Origin namedAt) {
        if (images.containsKey(id) || missingImages.containsKey(id)) {
            return;
        }
        Optional<Unit> found = find(id, false);
        if (found.isEmpty()) {
            missingImages.put(id, namedAt);
            return;
        }
        Unit image = found.get();
        images.put(id, image);
        parent(image).ifPresent(parent -> image(parent, at(image, "IMAGE_PARENT")));
        builder(image).ifPresent(builder -> builder(builder, at(image, "BUILDER")));
        boolean onBuilt = parent(image).filter(images::containsKey).isPresent();
        if (!onBuilt && builder(image).isEmpty()) {
            builder(defaultBuilder(image), at(image, "DEFAULT_BUILDER"));
        }
    }

    private void builder(String id, Origin namedAt) {
        if (builders.containsKey(id) || missingBuilders.containsKey(id)) {
            return;
        }
        Optional<Unit> found = find(id, true);
        if (found.isEmpty()) {
            missingBuilders.put(id, namedAt);
            return;
        }
        builders.put(id, found.get());
        builder(found.get()).ifPresent(from -> builder(from, at(found.get(), "BUILDER")));
    }

    private Origin at(Unit unit, String variable) {
        Origin at = unit.conf().get(variable).map(value -> value.at()).orElse(new Origin("", 0));
        return at.file().isEmpty() ? new Origin(stack.path(unit.file("build.conf")), 0) : at;
    }

    private Optional<Unit> find(String id, boolean builder) {
        int slash = id.indexOf('/');
        String name = id.substring(slash + 1);
        return working.named(id.substring(0, slash)).flatMap(namespace -> {
            Path folder = builder ? namespace.builder(name) : namespace.image(name);
            boolean there = (builder ? namespace.builders() : namespace.images()).contains(name);
            return there ? Optional.of(unit(namespace, name, folder)) : Optional.empty();
        });
    }

    private Unit unit(Namespace namespace, String name, Path folder) {
        ShellScope conf = confs.of(namespace, folder);
        scopes.add(conf);
        ShellScope script = conf.copy();
        Path file = folder.resolve("build.sh");
        if (Files.isRegularFile(file)) {
            for (ShellNote note : ShellFile.evaluate(StackFolder.text(file), stack.path(file), script)) {
                TreeSet<String> ours = new TreeSet<>(note.names());
                ours.retainAll(OF_SCRIPT);
                if (!ours.isEmpty()) {
                    notes.add(new Note(note.at(), note.message()));
                }
            }
        }
        return new Unit(namespace, name, folder, conf, script);
    }
}
