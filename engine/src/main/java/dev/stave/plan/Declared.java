package dev.stave.plan;

import dev.stave.model.BuildHooks;
import dev.stave.model.GitTree;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSettings;
import dev.stave.model.ImageSpec;
import dev.stave.model.ImageTest;
import dev.stave.model.InputFile;
import dev.stave.model.KeptAside;
import dev.stave.model.PackageChoice;
import dev.stave.model.RootfsFinish;
import dev.stave.model.Source;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Declarations as entries of a content, reduced to what can change bytes. */
final class Declared {
    private Declared() {}

    static SortedMap<String, String> addRootfs(SortedMap<String, String> entries, Source.Rootfs rootfs) {
        addChoice(entries, rootfs.choice());
        addHooks(entries, rootfs.hooks());
        rootfs.env().forEach((name, value) -> entries.put("variable " + name, value));
        KeptAside kept = rootfs.kept();
        entries.put("keep", (kept.keepHeaders() ? "headers " : "") + (kept.keepStaticLibs() ? "static-libs" : ""));
        entries.put("headersFrom", names(kept.headersFrom()));
        entries.put("staticLibsFrom", names(kept.staticLibsFrom()));
        entries.put("iconvFrom", names(kept.iconvFrom()));
        entries.put("noCache", Content.list(rootfs.noCache()));
        RootfsFinish finish = rootfs.finish();
        int number = 100_000;
        for (GitTree tree : finish.additions()) {
            entries.put("add " + number++, Content.list(List.of(tree.git(), tree.ref(), tree.to())));
        }
        entries.put("clean", String.valueOf(finish.clean()));
        put(entries, "dockerfile", finish.dockerfile());
        return entries;
    }

    /** What is said of packages. */
    static void addChoice(SortedMap<String, String> entries, PackageChoice choice) {
        entries.put("packages", Content.list(choice.packages()));
        choice.useFlags().forEach((atom, flags) -> entries.put("useFlags " + atom, Content.list(flags)));
        choice.keywords().forEach((atom, words) -> entries.put("keywords " + atom, Content.list(words)));
        choice.licenses().forEach((atom, words) -> entries.put("licenses " + atom, Content.list(words)));
        entries.put("mask", Content.list(choice.mask()));
        entries.put("unmask", Content.list(choice.unmask()));
    }

    /** The shell of a build; of its files the contents count elsewhere. */
    static void addHooks(SortedMap<String, String> entries, BuildHooks hooks) {
        hooks.shell().forEach((phase, text) -> entries.put("hook " + phase, text));
        entries.put("hooks", Content.list(hooks.files()));
        put(entries, "patches", hooks.patches());
        entries.put("dialect", hooks.dialect());
    }

    private static String names(List<ImageName> names) {
        return Content.list(names.stream().map(ImageName::toString).toList());
    }

    static SortedMap<String, String> addDockerfile(SortedMap<String, String> entries, Source.Dockerfile dockerfile) {
        entries.put("dockerfile", dockerfile.file());
        entries.put("context", dockerfile.context());
        put(entries, "target", dockerfile.target());
        dockerfile.arguments().forEach((name, value) -> entries.put("argument " + name, value));
        dockerfile.secrets().forEach((id, name) -> entries.put("secret " + id, name));
        return entries;
    }

    static SortedMap<String, String> addScript(
            SortedMap<String, String> entries, Source.Script script, ImageSpec image) {
        entries.put("script", script.file());
        entries.put("STAVE_NAME", image.name().name());
        entries.put("STAVE_VERSION", image.version().known().orElse(""));
        script.secrets().forEach((variable, name) -> entries.put("secret " + variable, name));
        return entries;
    }

    static SortedMap<String, String> addCopies(SortedMap<String, String> entries, Source.Files files) {
        int number = 100_000;
        for (Source.Copy copy : files.copies()) {
            String mode = copy.mode();
            entries.put(
                    "copy " + number++,
                    Content.list(List.of(copy.from(), copy.to(), mode == null ? "" : mode, copy.owner())));
        }
        return entries;
    }

    static void addSettings(SortedMap<String, String> entries, ImageSettings settings) {
        putList(entries, "entrypoint", settings.entrypoint());
        putList(entries, "command", settings.command());
        putList(entries, "ports", settings.ports().isEmpty() ? null : settings.ports());
        putList(entries, "volumes", settings.volumes().isEmpty() ? null : settings.volumes());
        settings.env().forEach((name, value) -> entries.put("env " + name, value));
        settings.labels().forEach((name, value) -> entries.put("label " + name, value));
        put(entries, "user", settings.user());
        put(entries, "workdir", settings.workdir());
        put(entries, "stopSignal", settings.stopSignal());
        ImageSettings.Healthcheck check = settings.healthcheck();
        if (check != null) {
            entries.put(
                    "healthcheck",
                    Content.list(List.of(
                            Content.list(check.command()),
                            check.interval().toString(),
                            check.timeout().toString(),
                            check.startPeriod().toString(),
                            String.valueOf(check.retries()))));
        }
    }

    private static void put(SortedMap<String, String> entries, String key, @Nullable String value) {
        if (value != null) {
            entries.put(key, value);
        }
    }

    private static void putList(SortedMap<String, String> entries, String key, @Nullable List<String> values) {
        if (values != null) {
            entries.put(key, Content.list(values));
        }
    }

    static void addFiles(SortedMap<String, String> entries, List<InputFile> files) {
        files.forEach(f -> entries.put("file " + f.path(), describe(f)));
    }

    static String describe(InputFile file) {
        return Content.list(List.of(
                file.kind().name(),
                String.valueOf(file.executable()),
                String.valueOf(file.digest()),
                String.valueOf(file.target())));
    }

    static String describe(ImageTest test) {
        return test.match(
                r -> Content.list(List.of(
                        "run", Content.list(r.command()), String.valueOf(r.entrypoint()), String.valueOf(r.shell()))),
                s -> Content.list(List.of("script", s.file())),
                l -> Content.list(List.of("label", l.label())),
                h -> Content.list(List.of("healthy", h.within().toString(), String.valueOf(h.streak()))));
    }
}
