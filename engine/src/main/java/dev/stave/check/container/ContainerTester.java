package dev.stave.check.container;

import dev.stave.check.Durations;
import dev.stave.check.GateException;
import dev.stave.check.ImageTester;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.EngineInfo;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.Owner;
import dev.stave.model.ImageSpec;
import dev.stave.model.ImageTest;
import dev.stave.model.Platform;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs image tests in containers of an engine that can isolate them. */
public final class ContainerTester implements ImageTester {
    private final ContainerEngine engine;
    private final Store store;
    private final TestLimits limits;

    public ContainerTester(ContainerEngine engine, Store store, TestLimits limits) {
        this.engine = engine;
        this.store = store;
        this.limits = limits;
    }

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        if (image.tests().isEmpty()) {
            return List.of();
        }
        EngineInfo info = engine.info();
        String subject = "image '" + image.name() + "': ";
        if (!info.abilities().contains(Ability.ISOLATED_RUN)) {
            return List.of(subject + "a test needs Docker or Podman; " + info.kind() + " " + info.version()
                    + " cannot isolate one on this host");
        }
        List<String> complaints = new ArrayList<>();
        for (Platform platform : platforms) {
            if (!runs(info, platform)) {
                complaints.add(subject + "its tests for " + platform + " cannot run on " + info.platform()
                        + ": register an emulator (binfmt), or leave that platform out");
            }
        }
        return complaints;
    }

    private static boolean runs(EngineInfo info, Platform wanted) {
        Platform own = info.platform();
        boolean sameProcessor = own.architecture().equals(wanted.architecture())
                || (own.architecture().equals("amd64") && wanted.architecture().equals("386"));
        return own.os().equals(wanted.os())
                && (sameProcessor || info.abilities().contains(Ability.EMULATION));
    }

    @Override
    public void test(ImageSpec image, PlatformImage built, Path stackFolder, Owner owner, Consumer<String> log) {
        if (image.tests().isEmpty()) {
            return;
        }
        ImageConfig config = ImageConfig.of(built, store);
        String loaded = engine.load(image.name().toString(), built, store);
        TestRun runs = new TestRun(image, config, loaded, stackFolder, owner, limits);
        String subject =
                "image '" + image.name() + "'" + (image.platforms().size() > 1 ? " on " + built.platform() : "") + ": ";
        for (ImageTest test : image.tests()) {
            ContainerRun run = runs.of(test);
            LastLines lines = new LastLines(log);
            ContainerResult result = engine.run(run, lines);
            if (!result.succeeded()) {
                throw failure(subject, test, run, result, lines);
            }
        }
    }

    private static GateException failure(
            String subject, ImageTest test, ContainerRun run, ContainerResult result, LastLines lines) {
        return run.probe() == null
                ? new GateException(lines.below(subject + failed(test, run, result)), hint(result, run))
                : new GateException(
                        lines.below(subject + unhealthy(run, run.probe(), result)),
                        "look at the image's log, or give it more time with 'within'");
    }

    private static String failed(ImageTest test, ContainerRun run, ContainerResult result) {
        return "test " + TestRun.name(test)
                + (result.timedOut()
                        ? " did not end within " + Durations.words(run.timeout())
                        : " failed with exit code " + result.exitCode());
    }

    private static String unhealthy(ContainerRun run, ContainerRun.Probe probe, ContainerResult result) {
        if (!result.timedOut()) {
            return "its container ended with exit code " + Math.max(0, result.exitCode()) + " before it was healthy";
        }
        String check = ": its health check '" + String.join(" ", probe.command()) + "' ";
        return "not healthy within " + Durations.words(run.timeout())
                + switch (result.exitCode()) {
                    case -1 -> ": its health check was never started";
                    case 0 -> check + "did not succeed " + probe.streak() + " times in a row";
                    case 124 -> check + "did not answer in time";
                    default -> check + "last failed with exit code " + result.exitCode();
                };
    }

    private static String hint(ContainerResult result, ContainerRun run) {
        return switch (result.timedOut() ? 0 : result.exitCode()) {
            case 126, 127 ->
                "a test runs without a shell and without the entrypoint, unless shell: true or"
                        + " entrypoint: true; is its program in the image?";
            case 137 -> "a test may use " + (run.memoryBytes() >> 20) + " MiB of memory; was it ended for using more?";
            default -> "a test runs without network; its whole output is in the image's log";
        };
    }
}
