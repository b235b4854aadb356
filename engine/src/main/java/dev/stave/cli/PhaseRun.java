package dev.stave.cli;

import dev.stave.build.BuildOrder;
import dev.stave.build.rootfs.RootfsShell;
import dev.stave.container.Owner;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.UsageException;
import dev.stave.plan.Basis;
import dev.stave.plan.Mode;
import dev.stave.plan.Selection;
import dev.stave.plan.Step;
import dev.stave.run.DeadRuns;
import dev.stave.run.Planned;
import dev.stave.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Work inside the build container of one image from Portage. */
final class PhaseRun {
    private final Edge edge;
    private final StackOptions stack;
    private final Session session;

    PhaseRun(Edge edge, StackOptions stack, Session session) {
        this.edge = edge;
        this.stack = stack;
        this.session = session;
    }

    static void check(@Nullable String phase) {
        if (phase != null && !RootfsShell.PHASES.contains(phase)) {
            throw new UsageException(
                    "there is no phase '" + phase + "'", "write one of " + String.join(", ", RootfsShell.PHASES));
        }
    }

    /** Runs the phases up to this one and keeps what they leave for {@code stave shell}. */
    int until(List<String> images, String phase) {
        return with(images, (shell, order) -> {
            shell.until(order, phase);
            edge.console(stack.stackTraces)
                    .say("image '" + order.image().name() + "' stopped after " + phase + "; stave shell "
                            + order.image().name() + " goes on there");
            return ExitCode.DONE;
        });
    }

    /** A shell, or a command in its place, after a phase, or where no phase is named in what the last failed or stopped build left. */
    int shell(List<String> images, @Nullable String phase, List<String> command) {
        return with(images, (shell, order) -> {
            ImageName name = order.image().name();
            if (phase == null && shell.isKept(name)) {
                edge.console(stack.stackTraces)
                        .say("image '" + name + "': this is what its last build left; --phase starts a new one");
                return shell.inKept(order, command);
            }
            return shell.after(order, phase == null ? "finishRootfs" : phase, command);
        });
    }

    private interface Work {
        int in(RootfsShell shell, BuildOrder order);
    }

    private int with(List<String> images, Work work) {
        ImageSpec image = image(images);
        if (image.rootfs().isEmpty()) {
            throw new UsageException(
                    "image '" + image.name() + "' is made by " + image.source().kind() + ", which has no phases",
                    "only builds from Portage have a build container to work in");
        }
        Owner owner = Owner.current(session.runId());
        Path folder = workFolder();
        try {
            return work.in(session.rootfs().shell(), order(image, folder, owner));
        } finally {
            Folders.delete(folder);
            session.removeOwned(owner);
        }
    }

    /** The one image that is meant. */
    ImageSpec image(List<String> images) {
        SortedSet<ImageName> selected = session.selected(stack.selection(images), session.inputs());
        if (selected.size() != 1) {
            throw new UsageException(
                    "a build container is of one image, and " + selected.size() + " are selected", "name one");
        }
        return session.inventory().image(selected.first());
    }

    /** What is built on images that were released and not built alone is known only with the lock. */
    private BuildOrder order(ImageSpec image, Path folder, Owner owner) {
        Selection forced = new Selection(List.of(image.name().toString()), List.of(), false, Selection.Rebuild.IMAGES);
        for (Mode mode : List.of(Mode.BUILD, Mode.APPLY)) {
            Planned planned = session.plan(forced, mode);
            Optional<Basis> basis = planned.plan().steps().stream()
                    .flatMap(step -> basis(step).stream())
                    .findFirst();
            if (basis.isPresent()) {
                return order(image, basis.get(), planned, folder, owner);
            }
        }
        throw new UsageException(
                "what image '" + image.name() + "' is built on was not built yet", "build its parents first");
    }

    private static Optional<Basis> basis(Step step) {
        return step.match(Step.Cases.of(
                keep -> Optional.empty(),
                regate -> Optional.of(regate.basis()),
                restore -> Optional.of(restore.basis()),
                adopt -> Optional.of(adopt.basis()),
                make -> Optional.of(make.basis()),
                await -> Optional.empty(),
                refuse -> Optional.empty()));
    }

    private BuildOrder order(ImageSpec image, Basis basis, Planned planned, Path folder, Owner owner) {
        return new BuildOrder(
                image,
                basis.platforms().get(0),
                session.stackFolder(),
                null,
                Map.of(),
                basis.pins(),
                image.version().known().orElse(""),
                planned.treeDate(image.name(), basis.pins()).orElse(Instant.EPOCH),
                name -> "",
                folder,
                owner,
                line -> edge.err().println(line),
                name -> planned.builders(name, basis.pins()),
                (key, value) -> {});
    }

    private Path workFolder() {
        Path below = edge.environment()
                .home()
                .resolve("runs")
                .resolve(session.runId())
                .resolve("work");
        try {
            Files.createDirectories(below);
            DeadRuns.sign(below, Owner.current(session.runId()));
            return Files.createTempDirectory(below, "shell-");
        } catch (IOException e) {
            throw new HostException("'" + below + "' could not be made: " + e.getMessage(), "free disk space", e);
        }
    }
}
