package dev.stave.cli;

import dev.stave.inventory.Draft;
import dev.stave.inventory.InventoryLoader;
import dev.stave.inventory.LoadOptions;
import dev.stave.inventory.Restriction;
import dev.stave.inventory.Surroundings;
import dev.stave.inventory.dsl.GroovyReader;
import dev.stave.inventory.yaml.YamlReader;
import dev.stave.model.Inventory;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds and loads the stack file that the command line means. */
final class Stacks {
    private static final List<String> USUAL_NAMES = List.of("stack.groovy", "stack.yaml");

    private Stacks() {}

    /** How the stack file is called in messages: as it was given, else by its usual name. */
    static String shownAs(Edge edge, StackOptions options) {
        if (options.file != null) {
            return options.file;
        }
        return USUAL_NAMES.stream()
                .filter(name -> Files.exists(edge.environment().currentFolder().resolve(name)))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "there is neither stack.groovy nor stack.yaml here", "name the stack file with -f FILE"));
    }

    static Path file(Edge edge, StackOptions options) {
        return edge.environment().currentFolder().resolve(shownAs(edge, options));
    }

    /** The lock: the one that was named, else {@code STACKFILE.lock.json} beside the stack. */
    static Path lockPath(Edge edge, StackOptions options) {
        return edge.environment()
                .currentFolder()
                .resolve(lockShownAs(edge, options))
                .toAbsolutePath()
                .normalize();
    }

    /** How messages name the lock. */
    static String lockShownAs(Edge edge, StackOptions options) {
        return options.lock != null ? options.lock : shownAs(edge, options) + StateFiles.SUFFIX;
    }

    static Inventory load(Edge edge, StackOptions options) {
        Environment environment = edge.environment();
        InventoryLoader loader = new InventoryLoader(
                List.of(new YamlReader(), new GroovyReader(environment.cache().resolve("stacks"), edge.err())));
        Surroundings around = new Surroundings(environment.variables(), new TreeMap<>(options.variables));
        Inventory inventory = loader.load(
                file(edge, options), shownAs(edge, options), new LoadOptions(around, restriction(edge, options)));
        if (options.unscanned) {
            refuseScans(inventory);
        }
        return inventory;
    }

    private static void refuseScans(Inventory inventory) {
        List<String> scanned = inventory.images().values().stream()
                .filter(image -> !image.scan().off())
                .map(image -> image.name().toString())
                .toList();
        if (!scanned.isEmpty()) {
            throw new UsageException(
                    "scan: off was asked for, and the stack has these scanned: " + String.join(", ", scanned),
                    "write scan 'off' in the stack, or leave scan: policy");
        }
    }

    /** The policy of {@code --restricted}; null where the stack is trusted. */
    static @Nullable Restriction restriction(Edge edge, StackOptions options) {
        String policy = options.restricted;
        if (policy == null) {
            return null;
        }
        Path file = edge.environment().currentFolder().resolve(policy);
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--restricted " + policy + ": there is no such file", "name a policy file");
        }
        Draft draft = new YamlReader().read(file, policy, Surroundings.NONE);
        if (!draft.problems().isEmpty()) {
            throw new StackException(draft.problems());
        }
        return Restriction.of(draft, policy);
    }
}
