package dev.stave.imports.kubler;

import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Value;
import dev.stave.imports.shell.ShellScope;
import dev.stave.imports.shell.ShellValue;
import dev.stave.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** kubler's images as images of the stack. */
final class ImageBlocks {
    private static final String SCRATCH = "scratch";

    private final Units units;
    private final Naming naming;
    private final BuilderSettings builders;
    private final StackFolder stack;
    private final List<Note> notes = new ArrayList<>();

    ImageBlocks(Units units, Naming naming, BuilderSettings builders, StackFolder stack) {
        this.units = units;
        this.naming = naming;
        this.builders = builders;
        this.stack = stack;
    }

    List<Note> notes() {
        return notes;
    }

    Settings all() {
        Settings all = new Settings();
        units.missingImages().forEach((id, at) -> all.put(naming.image(id), standIn(id, at)));
        units.images().forEach((id, unit) -> all.put(naming.image(id), image(unit)));
        return all;
    }

    /** What was published under the parent's name; without it, children would be built on nothing without a word. */
    private Value.Block standIn(String id, Origin at) {
        String tag = units.images().values().stream()
                .map(unit -> unit.conf().text("IMAGE_TAG"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("1");
        notes.add(new Note(
                at,
                "parent '" + id + "' is in no namespace that is known; docker.io/" + id + ":" + tag
                        + " stands in for it (name its namespace's folder with --namespace)"));
        return new Settings().text("mirror", "docker.io/" + id + ":" + tag).block("stands in for " + id);
    }

    private Value.Block image(Unit unit) {
        Settings image = new Settings();
        Optional<String> parent = Units.parent(unit);
        image.text("from", parent.map(naming::image).orElse(""));
        Optional<Template> template = template(unit);
        Optional<Settings> settings = template.flatMap(t ->
                TemplateSettings.of(t.replaced(name -> placeholder(unit, name)), placeholder(unit, "IMAGE_PARENT")));
        image.block("rootfs", rootfs(unit, parent, template.filter(t -> settings.isEmpty())));
        Tests.of(unit, stack, notes).ifPresent(tests -> image.put("test", tests));
        settings.ifPresent(all -> all.block().entries().forEach(image::put));
        return image.block(stack.path(unit.folder()));
    }

    private Settings rootfs(Unit unit, Optional<String> parent, Optional<Template> kept) {
        Settings rootfs = new Settings();
        builder(unit, parent).ifPresent(builder -> rootfs.text("builder", builder));
        rootfs.texts("packages", words(unit, "_packages"));
        Path hook = unit.file("build.sh");
        if (Files.isRegularFile(hook)) {
            rootfs.texts("hooks", List.of(stack.path(hook)));
        }
        rootfs.text("dialect", "kubler");
        from(rootfs, unit, "headersFrom", "_headers_from");
        from(rootfs, unit, "staticLibsFrom", "_static_libs_from");
        from(rootfs, unit, "iconvFrom", "_iconv_from");
        SortedMap<String, String> environment = environment(unit);
        kept.ifPresent(template -> {
            rootfs.text("dockerfile", stack.path(unit.file("Dockerfile.template")));
            template.placeholders().stream()
                    .filter(name -> !name.equals("IMAGE_PARENT") && !name.startsWith("BOB_"))
                    .forEach(name -> environment.put(name, placeholder(unit, name)));
        });
        rootfs.texts("env", environment);
        checkContainer(unit);
        return rootfs;
    }

    /** Empty where the stack's only builder is meant, or the parent's. */
    private Optional<String> builder(Unit unit, Optional<String> parent) {
        Optional<String> named = Units.builder(unit);
        if (named.isPresent()) {
            return named.map(naming::builder);
        }
        int known = units.builders().size() + units.missingBuilders().size();
        boolean goesOn = parent.isPresent() && !units.missingImages().containsKey(parent.get());
        return goesOn || known == 1 ? Optional.empty() : Optional.of(naming.builder(Units.defaultBuilder(unit)));
    }

    private List<String> words(Unit unit, String variable) {
        Optional<ShellValue> value = unit.script().get(variable);
        String text = value.map(v -> String.join(" ", v.words())).orElse("").strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    /** Files that a parent's builder kept aside are there anyway; those of other images are asked for. */
    private void from(Settings rootfs, Unit unit, String setting, String variable) {
        List<String> all = new ArrayList<>();
        for (String name : words(unit, variable)) {
            String id = name.contains("/") ? name : unit.namespace().name() + "/" + name;
            if (units.images().containsKey(id) && !isAncestor(unit, id)) {
                all.add(naming.image(id));
            }
        }
        rootfs.texts(setting, all);
    }

    private boolean isAncestor(Unit unit, String id) {
        return parents(unit).stream().anyMatch(parent -> parent.id().equals(id));
    }

    /** From the nearest on; a circle ends where it closes. */
    private List<Unit> parents(Unit unit) {
        Map<String, Unit> all = new LinkedHashMap<>();
        Optional<Unit> next = Units.parent(unit).map(units.images()::get);
        while (next.isPresent() && all.putIfAbsent(next.get().id(), next.get()) == null) {
            next = Units.parent(next.get()).map(units.images()::get);
        }
        return List.copyOf(all.values());
    }

    private SortedMap<String, String> environment(Unit unit) {
        SortedMap<String, String> environment = new TreeMap<>();
        String file = stack.path(unit.file("build.conf"));
        unit.conf().assigned().forEach((name, value) -> {
            if (name.startsWith("BOB_") && value.at().file().equals(file)) {
                environment.put(name, value.text());
            }
        });
        return environment;
    }

    private Optional<Template> template(Unit unit) {
        Path file = unit.file("Dockerfile.template");
        if (!Files.isRegularFile(file)) {
            notes.add(new Note(
                    new Origin(stack.path(unit.folder()), 0),
                    "there is no Dockerfile.template; the image has no settings"));
            return Optional.empty();
        }
        return Optional.of(Template.of(StackFolder.text(file)));
    }

    private static String placeholder(Unit unit, String name) {
        return switch (name) {
            case "MAINTAINER" -> unit.conf().text("AUTHOR");
            case "TAG" -> unit.conf().text("IMAGE_TAG");
            case "IMAGE_PARENT" ->
                Units.parent(unit).isEmpty() ? SCRATCH : unit.conf().text(name);
            default -> unit.conf().text(name);
        };
    }

    /** Capabilities and mounts belong to builders in a stack. */
    private void checkContainer(Unit unit) {
        ShellScope conf = unit.conf();
        Optional<String> builder = startBuilder(unit);
        boolean traces = builder.filter(builders::traces).isPresent();
        for (String name : List.of(
                "BUILDER_CAPS_SYS_PTRACE",
                "BUILDER_MOUNTS",
                "PARENT_BUILDER_MOUNTS",
                "BUILDER_DOCKER_ARGS",
                "BUILDER_SECCOMP")) {
            Optional<ShellValue> value = conf.get(name);
            boolean said = value.isPresent()
                    && !value.get().text().isEmpty()
                    && !value.get().text().equals("false");
            if (said && !(name.equals("BUILDER_CAPS_SYS_PTRACE") && traces)) {
                notes.add(new Note(
                        value.get().at(),
                        name + " of an image has no counterpart; capabilities and mounts belong to a builder"
                                + builder.map(b -> ", here to '" + naming.builder(b) + "'")
                                        .orElse("")));
            }
        }
    }

    private Optional<String> startBuilder(Unit unit) {
        List<Unit> chain = new ArrayList<>(List.of(unit));
        chain.addAll(parents(unit));
        return chain.stream()
                .flatMap(each -> Units.builder(each).stream())
                .findFirst()
                .or(() -> Optional.of(Units.defaultBuilder(chain.get(chain.size() - 1))));
    }
}
