package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import dev.stave.model.Inventory;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** From a stack file to an inventory: read, interpolate, check against the table, resolve defaults, check as a whole. */
public final class InventoryLoader {
    private final List<StackReader> readers;

    /** @param readers of which the first that reads a name like the file's is taken */
    public InventoryLoader(List<StackReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /**
     * Reads nothing but the stack file, files that it names, and what the options hold; runs nothing of a YAML stack.
     *
     * @param file    where it is
     * @param shownAs how messages name it: the path as it was given
     * @throws StackException with every problem found, in the order of their lines
     * @throws UsageException where there is no such file, or none of a known form
     */
    public Inventory load(Path file, String shownAs, LoadOptions options) {
        Restriction restriction = options.restriction();
        if (restriction != null) {
            restriction.refuseProgram(file, shownAs);
        }
        StackReader reader = readerOf(file, shownAs);
        Draft draft = reader.read(file, shownAs, options.around());
        Findings findings = new Findings();
        findings.addAll(draft.problems());
        Fields root = draft.interpolates() ? interpolated(draft.root(), options, findings) : draft.root();
        Fields clean = ShapeCheck.check(root, StackShape.STACK, "stack", findings);
        Path parent = file.toAbsolutePath().getParent();
        Inventory inventory = resolve(
                new Settings(clean, "stack"),
                shownAs,
                new StackPaths(parent == null ? Path.of("/") : parent, restriction != null, findings),
                findings);
        if (restriction != null) {
            new RestrictionCheck(restriction, new Settings(clean, "stack"), findings).check(inventory);
        }
        if (!findings.isEmpty()) {
            throw new StackException(findings.sorted());
        }
        return inventory;
    }

    private StackReader readerOf(Path file, String shownAs) {
        if (!Files.exists(file)) {
            throw new UsageException(shownAs + ": there is no such file", "name the stack file with -f FILE");
        }
        String name = String.valueOf(file.getFileName());
        return readers.stream()
                .filter(reader -> reader.reads(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        shownAs + ": its name does not say which form it has",
                        "a stack file ends in .groovy, .yaml or .yml"));
    }

    private static Fields interpolated(Fields root, LoadOptions options, Findings findings) {
        Restriction restriction = options.restriction();
        Predicate<String> allowed = restriction == null ? name -> true : restriction::allowsVariable;
        return new Interpolation(root, options.around(), allowed, findings).replace();
    }

    private static Inventory resolve(Settings stack, String shownAs, StackPaths paths, Findings findings) {
        StackReading reading = new StackReading(stack, paths, findings);
        ImageReading images = new ImageReading(stack, reading, paths, findings);
        Inventory inventory = new Inventory(
                shownAs,
                reading.name(),
                reading.destination(),
                stack.text("publish").map("together"::equals).orElse(false),
                reading.hosts(),
                reading.software(),
                new BuilderReading(stack, paths, findings).read(),
                images.read(),
                reading.certificates(),
                reading.builderRepository());
        new InventoryCheck(inventory, images.declarations(), findings).check();
        return inventory;
    }
}
