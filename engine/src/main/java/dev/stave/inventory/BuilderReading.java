package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.BuilderSpec;
import dev.stave.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the builders of a stack and checks that each leads to a stage3. */
final class BuilderReading {
    private final Settings stack;
    private final StackPaths paths;
    private final Findings findings;

    BuilderReading(Settings stack, StackPaths paths, Findings findings) {
        this.stack = stack;
        this.paths = paths;
        this.findings = findings;
    }

    SortedMap<String, BuilderSpec> read() {
        SortedMap<String, Settings> declared = new TreeMap<>();
        stack.block("builders").ifPresent(table -> table.names().forEach(name -> table.block(name)
                .ifPresent(one -> declared.put(name, new Settings(one.fields(), "builder '" + name + "'")))));
        SortedMap<String, BuilderSpec> builders = new TreeMap<>();
        declared.forEach((name, settings) -> builders.put(name, builder(name, settings)));
        declared.forEach((name, settings) -> checkFrom(name, settings, builders));
        return builders;
    }

    private BuilderSpec builder(String name, Settings builder) {
        Names.complaint(name)
                .ifPresent(why -> findings.add(builder.fields().origin(), builder.subject(), "its name " + why));
        checkLocal(builder, "stage3", "file");
        checkLocal(builder, "portage", "file");
        checkLocal(builder, "portage", "path");
        SortedMap<String, SortedMap<String, String>> overlays = new TreeMap<>();
        builder.block("overlays").ifPresent(all -> all.names().forEach(overlay -> {
            overlays.put(overlay, all.map(overlay));
            checkOverlay(builder, all, overlay);
        }));
        return new BuilderSpec(
                name,
                builder.fields().origin(),
                builder.text("from").orElse(null),
                builder.map("stage3"),
                builder.map("portage"),
                builder.map("makeConf"),
                overlays,
                builder.text("configureBuilder").orElse(""));
    }

    private void checkLocal(Settings builder, String block, String setting) {
        builder.block(block)
                .flatMap(inner -> inner.scalar(setting))
                .ifPresent(text -> paths.ofHost(new Written(text, builder.subject(), block + " " + setting)));
    }

    private void checkOverlay(Settings builder, Settings overlays, String name) {
        Settings overlay = overlays.block(name).orElseThrow();
        overlay.scalar("path")
                .ifPresent(text -> paths.ofHost(new Written(text, builder.subject(), "overlays '" + name + "' path")));
        if (overlay.has("path") == overlay.has("git")) {
            findings.add(
                    overlays.at(name), builder.subject(), "overlays '" + name + "': write exactly one of path, git");
        }
    }

    private void checkFrom(String name, Settings builder, SortedMap<String, BuilderSpec> builders) {
        if (builder.has("from") == builder.has("stage3")) {
            findings.add(
                    builder.has("from")
                            ? builder.at("stage3")
                            : builder.fields().origin(),
                    builder.subject(),
                    builder.has("from")
                            ? "two beginnings, 'from' and 'stage3'; a builder has exactly one"
                            : "nothing to start from; write stage3, or from and the builder that it extends");
        }
        builder.scalar("from").ifPresent(from -> {
            if (!builders.containsKey(from.value())) {
                findings.add(
                        from.origin(),
                        builder.subject(),
                        "unknown builder '" + from.value() + "'" + Nearest.hint(from.value(), builders.keySet()));
            } else {
                checkCircle(name, from, builders);
            }
        });
    }

    private void checkCircle(String name, Text from, SortedMap<String, BuilderSpec> builders) {
        List<String> way = new ArrayList<>(List.of(name));
        BuilderSpec next = builders.get(from.value());
        while (next != null && !way.contains(next.name())) {
            way.add(next.name());
            next = next.from() == null ? null : builders.get(next.from());
        }
        // every member of a circle walks it: its first name tells
        boolean circle = next != null && next.name().equals(name);
        if (circle && way.stream().allMatch(other -> name.compareTo(other) <= 0)) {
            way.add(name);
            findings.add(from.origin(), "builder '" + name + "'", "it extends itself: " + String.join(" -> ", way));
        }
    }
}
