package dev.stave.imports.buildah;

import dev.stave.imports.Imported;
import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Value;
import dev.stave.model.Origin;
import dev.stave.model.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbered files or folders, each a step that leaves an image: an image of the stack for each, in their order. The
 * scripts stay as they are; a small one before each brings in what it begins with and hands over what it leaves.
 */
public final class BuildahImport {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})[-_. ]?(.*?)(\\.(sh|bash|buildah))?");
    private static final List<String> PROGRAMS =
            List.of("buildah.sh", "build.sh", "build.bash", "run.sh", "Dockerfile", "Containerfile");

    private final StackFolder stack;
    private final Path folder;
    private final List<Note> notes = new ArrayList<>();
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final List<String> shared = new ArrayList<>();

    /** @param stack the folder that the stack is going to lie in */
    public BuildahImport(StackFolder stack, Path folder) {
        this.stack = stack;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** @throws UsageException where nothing in the folder is numbered */
    public Imported read() {
        List<Step> steps = steps();
        if (steps.isEmpty()) {
            throw new UsageException(
                    folder.getFileName() + " has no numbered scripts or folders such as 10-base.sh",
                    "name the folder whose files are numbered in their order");
        }
        Settings images = new Settings();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            images.put(step.name(), image(step, steps.subList(0, i)).block(stack.path(step.path())));
        }
        Settings all = new Settings();
        all.text("release", "1").put("images", images.block());
        note(
                folder,
                "the scripts say nothing of versions; the stack's release is '1' until you write another, or versions");
        String name =
                String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        return new Imported(
                        "Imported from the buildah scripts in '" + folder.getFileName() + "'.",
                        name.matches("[a-z0-9].*") ? name : "buildah",
                        all.block(),
                        notes)
                .with(scripts);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Path child : StackFolder.children(folder)) {
            String file = String.valueOf(child.getFileName());
            Matcher numbered = NUMBERED.matcher(file);
            Optional<Path> program = numbered.matches() ? program(child) : Optional.empty();
            if (program.isPresent()) {
                steps.add(step(child, program.get(), numbered));
            } else if (numbered.matches()) {
                note(child, "it is numbered, but holds no script: none of " + String.join(", ", PROGRAMS));
            } else if (isShared(child, file)) {
                shared.add(stack.path(child) + (Files.isDirectory(child) ? "/**" : ""));
            }
        }
        steps.sort(Comparator.comparingLong(Step::order)
                .thenComparing(step -> step.path().toString()));
        return unique(steps);
    }

    /** What the steps may read beside their own files. */
    private static boolean isShared(Path child, String file) {
        boolean ours = file.startsWith(".") || file.matches("stack\\.(groovy|yaml)(\\.lock\\.json)?|stave|images");
        return !ours
                && (Files.isRegularFile(child) || !StackFolder.children(child).isEmpty());
    }

    private static Optional<Path> program(Path child) {
        if (Files.isRegularFile(child)) {
            boolean script = child.toString().matches(".*\\.(sh|bash|buildah)") || Files.isExecutable(child);
            return script ? Optional.of(child) : Optional.empty();
        }
        return PROGRAMS.stream()
                .map(child::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Step step(Path child, Path program, Matcher numbered) {
        String name = numbered.group(2)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[._-]+|[._-]+$", "");
        long order = Long.parseLong(numbered.group(1));
        Step bare = new Step(name.isEmpty() ? "step" + order : name, order, program, child, List.of(), "");
        if (bare.isDockerfile()) {
            return bare;
        }
        BuildahCommands commands = new BuildahCommands(program);
        return new Step(bare.name(), order, program, child, commands.begins(), commands.leaves());
    }

    private List<Step> unique(List<Step> steps) {
        Map<String, Step> byName = new LinkedHashMap<>();
        for (Step step : steps) {
            String name = byName.containsKey(step.name()) ? step.name() + "-" + step.order() : step.name();
            byName.put(name, new Step(name, step.order(), step.program(), step.path(), step.begins(), step.leaves()));
        }
        return List.copyOf(byName.values());
    }

    private Settings image(Step step, List<Step> before) {
        Settings image = new Settings();
        if (step.isDockerfile()) {
            image.text("dockerfile", stack.path(step.program()));
            return image;
        }
        Optional<Step> parent = parent(step, before);
        image.text("from", parent.map(Step::name).orElse(""));
        if (step.leaves().isEmpty()) {
            note(
                    step.program(),
                    "which image it commits can only be told when it runs; write its name into stave/" + step.name()
                            + ".sh");
        }
        if (new BuildahCommands(step.program()).pushes()) {
            note(step.program(), "it pushes by itself, before any gate; leave that to the stack");
        }
        String path = "stave/" + step.name() + ".sh";
        scripts.put(path, Handover.script(stack.path(step.program()), parent, step));
        List<String> inputs = new ArrayList<>(List.of(path));
        inputs.add(stack.path(step.path()) + (Files.isDirectory(step.path()) ? "/**" : ""));
        inputs.addAll(shared);
        image.put(
                "script",
                new Settings().text("file", path).texts("inputs", inputs).block());
        version(step).ifPresent(version -> image.put("version", Value.of(version)));
        return image;
    }

    /** The step that left what this one begins with; where that cannot be told, the one before. */
    private Optional<Step> parent(Step step, List<Step> before) {
        List<Step> found = new ArrayList<>();
        for (String name : step.begins()) {
            Optional<Step> earlier = before.stream()
                    .filter(b -> bare(b.leaves()).equals(bare(name)))
                    .findFirst();
            earlier.filter(e -> !found.contains(e)).ifPresent(found::add);
            if (earlier.isEmpty()) {
                note(step.program(), "it takes " + name + " from outside by itself, which no lock pins");
            }
        }
        if (found.size() > 1) {
            note(
                    step.program(),
                    "it also begins with "
                            + String.join(
                                    ", ",
                                    found.subList(1, found.size()).stream()
                                            .map(Step::name)
                                            .toList()) + ", which is not handed to it");
        }
        boolean untold = !before.isEmpty() && !new BuildahCommands(step.program()).tellsBegin();
        return found.isEmpty() && untold
                ? Optional.of(before.get(before.size() - 1))
                : found.stream().findFirst();
    }

    /** Without the places that buildah adds by itself, and without a tag. */
    private static String bare(String name) {
        String bare = name.replaceFirst("^localhost/", "");
        return bare.isEmpty() ? "?" : bare.replaceFirst(":[^/:]*$", "");
    }

    private static Optional<String> version(Step step) {
        Matcher tag = Pattern.compile(".*:([A-Za-z0-9_][A-Za-z0-9._-]*)").matcher(step.leaves());
        return tag.matches() && !tag.group(1).equals("latest") ? Optional.of(tag.group(1)) : Optional.empty();
    }

    private void note(Path at, String message) {
        notes.add(new Note(new Origin(stack.path(at), 0), message));
    }
}
