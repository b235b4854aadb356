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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** kubler's builders as builders of the stack. */
final class BuilderSettings {
    private static final String GENTOO = "http://distfiles.gentoo.org/";

    private final Units units;
    private final Naming naming;
    private final StackFolder stack;
    private final List<Note> notes;
    private final Map<String, ContainerArguments> arguments = new LinkedHashMap<>();

    BuilderSettings(Units units, Naming naming, StackFolder stack, List<Note> notes) {
        this.units = units;
        this.naming = naming;
        this.stack = stack;
        this.notes = notes;
    }

    Settings all() {
        Settings all = new Settings();
        units.builders().forEach((id, unit) -> all.put(naming.builder(id), builder(id, unit)));
        units.missingBuilders().forEach((id, at) -> {
            notes.add(new Note(
                    at,
                    "builder '" + id + "' is in no namespace that is known; a plain stage3 stands in for it"
                            + " (name its namespace's folder with --namespace)"));
            Settings stage3 = new Settings().text("flavour", "amd64-hardened-openrc");
            all.put(naming.builder(id), new Settings().block("stage3", stage3).block("stands in for " + id));
        });
        return all;
    }

    /** Whether a builder, or one that it extends, may trace processes. */
    boolean traces(String id) {
        Set<String> seen = new HashSet<>();
        Optional<String> next = Optional.of(id);
        while (next.isPresent() && seen.add(next.get())) {
            Unit unit = units.builders().get(next.get());
            if (unit == null) {
                return false;
            }
            if (container(next.get(), unit).capabilities().contains("SYS_PTRACE")) {
                return true;
            }
            next = Units.builder(unit);
        }
        return false;
    }

    private ContainerArguments container(String id, Unit unit) {
        return arguments.computeIfAbsent(id, x -> ContainerArguments.of(unit.conf(), notes));
    }

    private Value.Block builder(String id, Unit unit) {
        ShellScope conf = unit.conf();
        Settings settings = new Settings();
        String stage3 = conf.text("STAGE3_BASE");
        if (!stage3.isEmpty()) {
            settings.block("stage3", stage3(conf, stage3)).block("portage", portage(conf));
        } else {
            settings.text("from", Units.builder(unit).map(naming::builder).orElse(""));
        }
        if (stage3.isEmpty() && Units.builder(unit).isEmpty()) {
            notes.add(new Note(
                    new Origin(stack.path(unit.file("build.conf")), 0),
                    "builder '" + id + "' names neither STAGE3_BASE nor BUILDER; kubler's default stage3 was taken"));
            settings.block("stage3", new Settings().text("flavour", "amd64-hardened-openrc"));
        }
        Path hook = unit.file("build.sh");
        if (Files.isRegularFile(hook)) {
            settings.texts("hooks", List.of(stack.path(hook))).text("dialect", "kubler");
        }
        settings.text("chost", own(unit, "BOB_CHOST"));
        settings.texts("env", environment(unit, !stage3.isEmpty()));
        ContainerArguments container = container(id, unit);
        settings.texts("capabilities", List.copyOf(container.capabilities())).texts("mounts", container.mounts());
        checkTemplate(unit);
        return settings.block(stack.path(unit.folder()));
    }

    private Settings stage3(ShellScope conf, String base) {
        Settings stage3 = new Settings()
                .text("flavour", base.replaceFirst("^stage3-", "").replace("+", "-"))
                .text("date", conf.text("STAGE3_DATE"))
                .text("arch", conf.text("ARCH"));
        String mirrors = mirrors(conf);
        Optional<ShellValue> address = conf.get("ARCH_URL");
        if (address.isPresent() && !isUsual(conf, address.get().text(), base)) {
            notes.add(new Note(
                    address.get().at(),
                    "ARCH_URL names a folder of its own; a stage3 is looked for below mirror/releases/ARCH/autobuilds: "
                            + address.get().text()));
        }
        return mirrors.isEmpty() ? stage3 : stage3.texts("mirrors", List.of(mirrors.split("\\s+")));
    }

    private static boolean isUsual(ShellScope conf, String address, String base) {
        String arch = conf.text("ARCH").isEmpty() ? "amd64" : conf.text("ARCH");
        String folder = conf.text("MIRROR") + "releases/" + arch + "/autobuilds/";
        return address.isEmpty() || address.equals(folder) || address.startsWith(folder + "current-" + base);
    }

    /** Empty where it is Gentoo's own, which is the default. */
    private static String mirrors(ShellScope conf) {
        String mirrors = conf.text("MIRROR").strip();
        return mirrors.equals(GENTOO) || mirrors.replaceFirst("^https", "http").equals(GENTOO) ? "" : mirrors;
    }

    private static Settings portage(ShellScope conf) {
        String date = conf.text("PORTAGE_DATE");
        if (conf.text("KUBLER_PORTAGE_GIT").equals("true")) {
            return new Settings()
                    .text("git", "https://github.com/gentoo-mirror/gentoo.git")
                    .text("ref", "stable");
        }
        Settings portage = new Settings();
        if (!date.isEmpty() && !date.equals("latest")) {
            portage.text("snapshot", date);
        }
        String mirrors = mirrors(conf);
        return mirrors.isEmpty() ? portage : portage.texts("mirrors", List.of(mirrors.split("\\s+")));
    }

    /** A variable that the unit's own conf sets. */
    private String own(Unit unit, String name) {
        String file = stack.path(unit.file("build.conf"));
        return unit.conf()
                .get(name)
                .filter(value -> value.at().file().equals(file))
                .map(ShellValue::text)
                .orElse("");
    }

    /**
     * @param all whether those of the outer conf files too, which a builder hands on to all that are built in it
     */
    private SortedMap<String, String> environment(Unit unit, boolean all) {
        SortedMap<String, String> environment = new TreeMap<>();
        String file = stack.path(unit.file("build.conf"));
        unit.conf().assigned().forEach((name, value) -> {
            boolean own = all || value.at().file().equals(file);
            if (name.startsWith("BOB_") && own && !name.equals("BOB_CHOST")) {
                environment.put(name, value.text());
            }
        });
        // kubler's templates repeat the target's flags for the builder itself
        for (String flags : List.of("CHOST", "CFLAGS", "CXXFLAGS")) {
            environment.remove("BOB_BUILDER_" + flags, unit.conf().text("BOB_" + flags));
        }
        environment.remove("BOB_GENTOO_MIRRORS", unit.conf().text("MIRROR"));
        return environment;
    }

    /** A builder's template only configures a container that nobody starts, unless it runs something. */
    private void checkTemplate(Unit unit) {
        Path file = unit.file("Dockerfile.template");
        if (!Files.isRegularFile(file)) {
            return;
        }
        for (Template.Instruction instruction :
                Template.of(StackFolder.text(file)).instructions()) {
            if (List.of("RUN", "COPY", "ADD", "ENV").contains(instruction.name())) {
                notes.add(new Note(
                        new Origin(stack.path(file), instruction.line()),
                        instruction.name()
                                + " in a builder's template has no counterpart; do it in configure_builder"));
            }
        }
    }
}
