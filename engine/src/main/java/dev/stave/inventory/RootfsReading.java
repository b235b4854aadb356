package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.model.BuildHooks;
import dev.stave.model.GitTree;
import dev.stave.model.ImageName;
import dev.stave.model.KeptAside;
import dev.stave.model.RootfsFinish;
import dev.stave.model.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a build from Portage. */
final class RootfsReading {
    private static final Map<String, Long> UNITS = Map.of(
            "B", 1L,
            "kB", 1000L,
            "MB", 1000_000L,
            "GB", 1000_000_000L,
            "KiB", 1L << 10,
            "MiB", 1L << 20,
            "GiB", 1L << 30);

    private final Declarations declarations;
    private final StackPaths paths;
    private final Findings findings;
    private final HookReading hooks;

    RootfsReading(Declarations declarations, StackPaths paths, Findings findings) {
        this.declarations = declarations;
        this.paths = paths;
        this.findings = findings;
        this.hooks = new HookReading(paths, findings);
    }

    Source read(Declared image, Settings rootfs) {
        Set<String> doing = new TreeSet<>(HookReading.PHASES);
        doing.addAll(List.of("packages", "hooks", "add"));
        if (rootfs.names().stream().noneMatch(doing::contains)) {
            findings.add(
                    image.settings().at("rootfs"),
                    image.subject(),
                    "rootfs: nothing is installed; name packages, hooks or shell text for a phase");
        }
        BuildHooks shell = hooks.read(rootfs, "rootfs ");
        PackageReading packages = new PackageReading(findings);
        return new Source.Rootfs(
                rootfs.text("builder").orElse(null),
                packages.read(rootfs, "rootfs "),
                shell,
                new KeptAside(
                        rootfs.truth("keepHeaders"),
                        rootfs.truth("keepStaticLibs"),
                        images(rootfs, "headersFrom"),
                        images(rootfs, "staticLibsFrom"),
                        images(rootfs, "iconvFrom")),
                finish(rootfs, shell.dialect()),
                hooks.env(rootfs, "rootfs "),
                packages.atoms(rootfs, "rootfs ", "noCache"));
    }

    private RootfsFinish finish(Settings rootfs, String dialect) {
        List<GitTree> additions = rootfs.blocks("add").stream()
                .map(tree -> new GitTree(
                        tree.text("git").orElse(""),
                        tree.text("ref").orElse(""),
                        tree.text("to").orElse("")))
                .toList();
        return new RootfsFinish(
                additions,
                rootfs.has("clean") ? rootfs.truth("clean") : !dialect.equals(BuildHooks.ROLE),
                rootfs.scalar("dockerfile")
                        .flatMap(text -> paths.fileWithFolder(HookReading.written(rootfs, text, "rootfs dockerfile")))
                        .orElse(null),
                rootfs.text("sizeBudget").map(RootfsReading::bytes).orElse(0L));
    }

    private List<ImageName> images(Settings rootfs, String setting) {
        return rootfs.scalars(setting).stream()
                .flatMap((Text text) -> declarations.named(text, rootfs.subject(), "image").stream())
                .distinct()
                .toList();
    }

    private static long bytes(String size) {
        String unit = size.replaceFirst("[0-9]+", "");
        return Long.parseLong(size.substring(0, size.length() - unit.length())) * UNITS.getOrDefault(unit, 1L);
    }
}
