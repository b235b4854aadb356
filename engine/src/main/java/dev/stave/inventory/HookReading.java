package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.BuildHooks;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the shell of a build or of a builder. */
final class HookReading {
    static final List<String> PHASES = List.of("configureBuilder", "configureRootfs", "finishRootfs");

    private final StackPaths paths;
    private final Findings findings;

    HookReading(StackPaths paths, Findings findings) {
        this.paths = paths;
        this.findings = findings;
    }

    /** @param path of the block around the settings, with a blank at its end; empty for a builder */
    BuildHooks read(Settings block, String path) {
        SortedMap<String, String> shell = new TreeMap<>();
        PHASES.forEach(phase -> block.text(phase).ifPresent(text -> shell.put(phase, text)));
        List<String> files = block.scalars("hooks").stream()
                .flatMap(text -> paths.fileWithFolder(written(block, text, path + "hooks")).stream())
                .toList();
        return new BuildHooks(
                shell,
                files,
                block.scalar("patches")
                        .flatMap(text -> paths.folder(written(block, text, path + "patches")))
                        .orElse(null),
                block.text("dialect").orElse(BuildHooks.STAVE));
    }

    /** Variables of a build, whose names a shell must know. */
    SortedMap<String, String> env(Settings block, String path) {
        block.entries("env").forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                findings.add(
                        value.origin(), block.subject(), path + "env: '" + name + "' is not the name of a variable");
            }
        });
        return block.map("env");
    }

    static Written written(Settings block, Text text, String setting) {
        return new Written(text, block.subject(), setting);
    }
}
