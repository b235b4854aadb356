package dev.stave.imports.kubler;

import dev.stave.imports.Imported;
import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.shell.ShellScope;
import dev.stave.imports.shell.ShellValue;
import dev.stave.model.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A working folder of kubler as a stack: an image of the stack for each image, a builder for each builder. The hooks stay
 * in their files.
 */
public final class KublerImport {
    /** What every conf has whether it is needed or not. */
    private static final Set<String> USUAL = Set.of("AUTHOR", "IMAGE_TAG", "DEFAULT_BUILDER", "BUILD_ENGINE", "MIRROR");

    private final StackFolder stack;
    private final WorkingFolder working;
    private final Confs confs;
    private final List<Note> notes = new ArrayList<>();

    /**
     * @param stack   the folder that the stack is going to lie in
     * @param shownAs how messages name the working folder
     * @throws UsageException where the folder holds no namespace
     */
    public KublerImport(StackFolder stack, Path folder, String shownAs, KublerPlaces places) {
        this.stack = stack;
        this.working = new WorkingFolder(folder, shownAs, places);
        this.confs = new Confs(stack, working, places);
    }

    public Imported read() {
        Units units = new Units(working, confs, stack);
        units.collect();
        notes.addAll(units.notes());
        Naming naming = new Naming(units);
        BuilderSettings builders = new BuilderSettings(units, naming, stack, notes);
        ImageBlocks images = new ImageBlocks(units, naming, builders, stack);
        Settings all = new Settings();
        all.text("section", naming.section());
        all.text("release", release());
        PushConf.hosts(working, stack, notes).ifPresent(hosts -> all.put("hosts", hosts));
        all.block("builders", builders.all());
        all.block("images", images.all());
        notes.addAll(images.notes());
        leftOver(units);
        notes.addAll(confs.notes());
        String comment = "Imported from the kubler working folder '" + working.name() + "'.";
        return new Imported(comment, naming.stack(working.name()), all.block(), notes);
    }

    /** kubler gives all images one tag; in a stack it is for those whose version nothing else says. */
    private String release() {
        List<String> tags = working.own().stream()
                .map(namespace -> confs.of(namespace).text("IMAGE_TAG"))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
        Path conf = working.own().get(0).conf();
        if (tags.isEmpty()) {
            notes.add(new Note(
                    new dev.stave.model.Origin(stack.path(conf), 0),
                    "no kubler.conf sets IMAGE_TAG; the stack's release is '1' until you write another"));
            return "1";
        }
        if (tags.size() > 1) {
            notes.add(new Note(
                    new dev.stave.model.Origin(stack.path(conf), 0),
                    "the namespaces have several IMAGE_TAG (" + String.join(", ", tags)
                            + "), a stack has one release; the first was taken"));
        }
        return tags.get(0);
    }

    /** What a conf file sets and nothing made use of, in whichever namespace. */
    private void leftOver(Units units) {
        Set<Note> unread = new TreeSet<>();
        Set<Note> used = new TreeSet<>();
        for (ShellScope scope : units.scopes()) {
            scope.assigned().forEach((name, value) -> {
                boolean translated = scope.isRead(name) || name.startsWith("BOB_") || USUAL.contains(name);
                Note note = new Note(value.at(), name + " has no counterpart in a stack" + shown(value));
                if (value.known()) {
                    (translated ? used : unread).add(note);
                }
            });
        }
        unread.removeAll(used);
        notes.addAll(unread);
    }

    private static String shown(ShellValue value) {
        String text = String.join(" ", value.words());
        return text.isEmpty() || text.length() > 60 ? "" : ": " + text.replace("\n", " ");
    }
}
