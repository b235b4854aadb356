package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.BinaryHosts;
import dev.stave.model.BuilderInputs;
import dev.stave.model.BuilderSpec;
import dev.stave.model.Compiling;
import dev.stave.model.ContainerWishes;
import dev.stave.model.Nearest;
import dev.stave.model.PortageSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the builders of a stack and checks that each leads to a stage3. */
final class BuilderReading {
    private final Settings stack;
    private final StackPaths paths;
    private final Findings findings;
    private final BuilderInputsCheck inputs;

    BuilderReading(Settings stack, StackPaths paths, Findings findings) {
        this.stack = stack;
        this.paths = paths;
        this.findings = findings;
        this.inputs = new BuilderInputsCheck(paths, findings);
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
        SortedMap<String, SortedMap<String, String>> overlays = new TreeMap<>();
        builder.block("overlays").ifPresent(all -> all.names().forEach(overlay -> {
            overlays.put(overlay, joined(all.block(overlay)));
            checkOverlay(builder, all, overlay);
        }));
        inputs.check(builder);
        HookReading hooks = new HookReading(paths, findings);
        return new BuilderSpec(
                name,
                builder.fields().origin(),
                builder.text("from").orElse(null),
                new BuilderInputs(joined(builder.block("stage3")), joined(builder.block("portage")), overlays),
                new PortageSettings(
                        builder.text("profile").orElse(null),
                        builder.map("makeConf"),
                        new PackageReading(findings).read(builder, "")),
                hooks.read(builder, ""),
                new Compiling(
                        builder.text("chost").orElse(null),
                        builder.text("crossdev").orElse(null),
                        builder.texts("distcc"),
                        builder.truth("ccache")),
                new BinaryHosts(
                        builder.texts("binhost"),
                        builder.text("binhostPush").orElse(null),
                        joined(builder.block("signPackages")),
                        joined(builder.block("trustPackages"))),
                new ContainerWishes(builder.texts("capabilities"), builder.texts("mounts")),
                hooks.env(builder, ""));
    }

    /** Several values of a setting in one text, separated by blanks. */
    private static SortedMap<String, String> joined(Optional<Settings> block) {
        SortedMap<String, String> all = new TreeMap<>();
        block.ifPresent(b -> b.names().stream()
                .filter(name -> b.node(name).isPresent())
                .forEach(name -> all.put(name, String.join(" ", b.texts(name)))));
        return all;
    }

    private void checkOverlay(Settings builder, Settings overlays, String name) {
        Settings overlay = overlays.block(name).orElseThrow();
        overlay.scalar("path")
                .ifPresent(text -> paths.ofHost(new Written(text, builder.subject(), "overlays '" + name + "' path")));
        long ways =
                List.of("path", "git", "rsync").stream().filter(overlay::has).count();
        if (ways != 1) {
            findings.add(
                    overlays.at(name),
                    builder.subject(),
                    "overlays '" + name + "': write exactly one of path, git, rsync");
        }
        if (overlay.has("ref") && !overlay.has("git")) {
            findings.add(
                    overlay.at("ref"),
                    builder.subject(),
                    "overlays '" + name + "': ref is for git, which is not named");
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
