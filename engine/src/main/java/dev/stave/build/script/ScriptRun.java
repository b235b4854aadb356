package dev.stave.build.script;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.model.ImageName;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.Command;
import dev.stave.process.Mask;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Runs a script to its end, on the host or inside an image of the stack; another exit code than 0 is an error. */
final class ScriptRun {
    private static final Duration LIMIT = Duration.ofHours(12);
    private static final String INSIDE = "/stave";
    /** One pipe for both, so that the log has the lines in their order. */
    private static final String WITH_UMASK = "umask 022; exec \"$0\" 2>&1";

    private final BuildOrder order;
    private final Source.Script script;
    private final WorkFolder folder;
    private final ScriptEnvironment environment;
    private final String image;

    /** @param image what {@code STAVE_IMAGE} says */
    ScriptRun(BuildOrder order, Source.Script script, WorkFolder folder, ScriptEnvironment environment, String image) {
        this.order = order;
        this.script = script;
        this.folder = folder;
        this.environment = environment;
        this.image = image;
    }

    void onHost(ProcessRunner runner) {
        Places places = folder.places();
        SortedMap<String, String> secrets = ScriptEnvironment.secrets(order, script);
        SortedMap<String, String> variables = environment.onHost(order, places, image);
        variables.putAll(secrets);
        LastLines lines = new LastLines(order.log());
        ProcessResult result = runner.run(
                Command.of("sh", "-c", WITH_UMASK, places.file(script.file()))
                        .in(Path.of(places.stack()))
                        .withOnly(variables)
                        .within(LIMIT)
                        .masking(List.copyOf(secrets.values())),
                lines);
        check(result.exitCode(), result.timedOut(), lines);
    }

    void inside(ImageName name, ContainerEngine engine, Store store) {
        PlatformImage tools = order.images().get(name);
        if (tools == null) {
            throw new BuildException(
                    "script '" + script.file() + "' runs inside '" + name + "', which does not exist for "
                            + order.platform(),
                    "add " + order.platform() + " to the platforms of '" + name + "'");
        }
        Places places = new Places(INSIDE, folder.places().levels());
        SortedMap<String, String> secrets = ScriptEnvironment.secrets(order, script);
        SortedMap<String, String> variables = environment.inside(order, places, image);
        variables.putAll(secrets);
        Mask mask = new Mask(List.copyOf(secrets.values()));
        LastLines lines = new LastLines(order.log());
        ContainerResult result = engine.run(
                new ContainerRun(
                        engine.load(name.toString(), tools, store),
                        words(places),
                        List.of(),
                        variables,
                        mounts(places),
                        places.stack(),
                        true,
                        0,
                        0,
                        LIMIT,
                        order.owner()),
                line -> lines.accept(mask.apply(line)));
        check(result.exitCode(), result.timedOut(), lines);
    }

    private List<ContainerRun.Mount> mounts(Places inside) {
        List<ContainerRun.Mount> mounts = new ArrayList<>();
        mounts.add(new ContainerRun.Mount(Path.of(folder.places().base()), INSIDE, true));
        if (order.parent() != null) {
            mounts.add(new ContainerRun.Mount(folder.parent(), inside.parent(), false));
        }
        return mounts;
    }

    /** The image may have no shell, so only a file that names no interpreter and is no program is given to one. */
    private List<String> words(Places inside) {
        String path = inside.file(script.file());
        try (InputStream in = Files.newInputStream(Path.of(folder.places().file(script.file())))) {
            String start = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            return start.startsWith("#!") || start.equals("\177ELF") ? List.of(path) : List.of("sh", path);
        } catch (IOException e) {
            throw new BuildException("script '" + script.file() + "' could not be read: " + e.getMessage(), "", e);
        }
    }

    private void check(int exitCode, boolean timedOut, LastLines lines) {
        String what = "script '" + script.file() + "' ";
        if (timedOut) {
            throw new BuildException(what + "did not end within " + LIMIT.toHours() + " hours" + lines.quoted(), "");
        }
        if (exitCode != 0) {
            throw new BuildException(what + "failed with exit code " + exitCode + lines.quoted(), hint(exitCode));
        }
    }

    private String hint(int exitCode) {
        return switch (exitCode) {
            case 126 -> "look at its first line: it must name an interpreter that may be executed";
            case 127 ->
                "a program that it calls, or the interpreter in its first line, is not there: PATH, installed "
                        + "programs, and line ends (CR LF hides the interpreter) are worth a look";
            default -> "it sees copies of its inputs alone; what else it needs must be named in inputs";
        };
    }
}
