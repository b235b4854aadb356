package dev.stave.check.container;

import dev.stave.check.GateException;
import dev.stave.container.ContainerRun;
import dev.stave.container.ContainerRun.Mount;
import dev.stave.container.ContainerRun.Probe;
import dev.stave.container.Owner;
import dev.stave.model.ImageSpec;
import dev.stave.model.ImageTest;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import dev.stave.oci.ImageConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each form of a test the container that it runs in: no network, no mounts but the folder of a script, limits.
 *
 * @param loaded the image's name in the engine
 */
record TestRun(ImageSpec image, ImageConfig config, String loaded, Path stackFolder, Owner owner, TestLimits limits) {
    private static final String CONFIG = "/config";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(30);

    ContainerRun of(ImageTest test) {
        return test.match(this::words, this::script, this::label, this::healthy);
    }

    /** What the test is called in messages. */
    static String name(ImageTest test) {
        return test.match(
                run -> "'" + String.join(" ", run.command()) + "'",
                script -> "'" + script.file() + "'",
                label -> "of label '" + label.label() + "'",
                healthy -> "'healthy'");
    }

    private ContainerRun words(ImageTest.Run test) {
        List<String> command = test.shell() ? shell(String.join(" ", test.command())) : test.command();
        return container(test.entrypoint() ? null : List.of(), command, List.of());
    }

    private ContainerRun script(ImageTest.Script test) {
        Path file = stackFolder.resolve(test.file()).normalize();
        if (!Files.isRegularFile(file)) {
            throw new StackException(List.of(new Problem(
                    image.origin(),
                    "image '" + image.name() + "'",
                    "test script '" + test.file() + "' does not exist, its path is relative to the stack file")));
        }
        Path folder = image.folder() == null
                ? null
                : stackFolder.resolve(image.folder()).normalize();
        Mount mount = folder != null && file.startsWith(folder)
                ? new Mount(folder, CONFIG, false)
                : new Mount(file, CONFIG + "/" + file.getFileName(), false);
        String inside = mount.source().equals(file)
                ? mount.target()
                : CONFIG + "/" + mount.source().relativize(file);
        return container(List.of(), List.of("sh", inside), List.of(mount));
    }

    private ContainerRun label(ImageTest.Label test) {
        String line = config.labels().get(test.label());
        if (line == null || line.isBlank()) {
            throw new GateException(
                    "image '" + image.name() + "': its label '" + test.label()
                            + "', which should hold a test, is not set",
                    "set the label in the image, or remove the test");
        }
        return container(List.of(), shell(line), List.of());
    }

    private ContainerRun healthy(ImageTest.Healthy test) {
        Duration once = test.within().compareTo(LONGEST_PROBE) < 0 ? test.within() : LONGEST_PROBE;
        return new ContainerRun(
                loaded,
                null,
                List.of(),
                new TreeMap<>(),
                List.of(),
                null,
                false,
                limits.memoryBytes(),
                limits.processes(),
                test.within(),
                owner,
                new Probe(healthCheck(), PAUSE, once, test.streak()));
    }

    private List<String> healthCheck() {
        List<String> check = config.healthcheck();
        List<String> words = check.isEmpty() ? List.of() : check.subList(1, check.size());
        if (words.isEmpty()) {
            throw new GateException(
                    "image '" + image.name() + "' has no health check that its test could wait for",
                    "declare one with healthcheck, or HEALTHCHECK in its Dockerfile");
        }
        return check.get(0).equals("CMD-SHELL") ? shell(words.get(0)) : words;
    }

    private ContainerRun container(@Nullable List<String> entrypoint, List<String> command, List<Mount> mounts) {
        return new ContainerRun(
                loaded,
                entrypoint,
                command,
                new TreeMap<>(),
                mounts,
                null,
                false,
                limits.memoryBytes(),
                limits.processes(),
                limits.timeout(),
                owner);
    }

    private static List<String> shell(String line) {
        return List.of("sh", "-c", line);
    }
}
