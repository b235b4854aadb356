package dev.stave.build.rootfs;

import dev.stave.build.BuildException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a stage by the catalyst program ({@code catalyst -f SPEC}), which leaves it below its store folder as {@code
 * builds/REL_TYPE/TARGET-SUBARCH-VERSION_STAMP.tar.*} (catalyst(1), catalyst-spec(5)).
 */
final class Catalyst {
    private static final Pattern SETTING = Pattern.compile("^\\s*([a-z_0-9]+)\\s*[:=]\\s*\"?([^\"\\n]*?)\"?\\s*$");
    private static final int QUOTED_LINES = 15;

    private final ProcessRunner processes;
    private final @Nullable Path program;
    private final Path configuration;

    /**
     * @param program       null where this host has none
     * @param configuration catalyst's own, such as /etc/catalyst/catalyst.conf; it need not be there
     */
    Catalyst(ProcessRunner processes, @Nullable Path program, Path configuration) {
        this.processes = processes;
        this.program = program;
        this.configuration = configuration;
    }

    /** The archive of the stage, in catalyst's own folder. */
    Path stage(String builder, Path spec, Consumer<String> log) {
        if (program == null) {
            throw new BuildException(
                    "builder '" + builder
                            + "' begins with a stage that catalyst builds, and there is no program 'catalyst'",
                    "install dev-util/catalyst, or name a flavour of the stage3");
        }
        ProcessResult result = processes.run(Command.of(program.toString(), "-f", spec.toString()), log);
        if (!result.succeeded()) {
            throw new BuildException(
                    "builder '" + builder + "': catalyst could not build '" + spec.getFileName() + "' (exit "
                            + result.exitCode() + "): " + result.lastLines(QUOTED_LINES),
                    "see the image's log");
        }
        Map<String, String> said = settings(spec);
        Path folder = Path.of(settings(configuration).getOrDefault("storedir", "/var/tmp/catalyst"))
                .resolve("builds")
                .resolve(said.getOrDefault("rel_type", "default"));
        String name = said.getOrDefault("target", "stage3") + "-" + said.getOrDefault("subarch", "") + "-"
                + said.getOrDefault("version_stamp", "") + ".tar";
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.getFileName().toString().matches(Pattern.quote(name) + "(\\.(xz|zst|gz|bz2))?"))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> missing(builder, folder, name));
        } catch (IOException e) {
            throw missing(builder, folder, name);
        }
    }

    private static BuildException missing(String builder, Path folder, String name) {
        return new BuildException(
                "builder '" + builder + "': catalyst ended well and left no '" + folder.resolve(name) + "'",
                "rel_type, target, subarch and version_stamp of the spec name its stage");
    }

    private static Map<String, String> settings(Path file) {
        Map<String, String> all = new TreeMap<>();
        if (!Files.exists(file)) {
            return all;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher setting = SETTING.matcher(line);
                if (setting.matches()) {
                    all.put(setting.group(1), setting.group(2));
                }
            }
            return all;
        } catch (IOException e) {
            throw new BuildException("'" + file + "' cannot be read: " + e.getMessage(), "", e);
        }
    }
}
