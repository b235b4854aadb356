package dev.stave.container.buildah;

import dev.stave.container.BuildContainer;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.BuildContainerOrder.Network;
import dev.stave.container.Capabilities;
import dev.stave.container.ContainerException;
import dev.stave.container.ContainerRun;
import dev.stave.container.MountCheck;
import dev.stave.container.Owner;
import dev.stave.model.CancelledException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A working container of buildah. Each command is a {@code buildah run} of its own, in a process namespace where the host
 * allows one, so that nothing of it outlives it; what stays between commands is the files.
 */
final class BuildahContainer implements BuildContainer {
    private static final String SHARED_MEMORY = "1g";

    private final ProcessRunner processes;
    private final BuildahRoot root;
    private final BuildContainerOrder order;
    private final boolean isolates;
    private final Owner owner;
    private final String name;

    /** @param isolates whether unshare makes namespaces on this host */
    BuildahContainer(ProcessRunner processes, BuildahRoot root, BuildContainerOrder order, boolean isolates) {
        this.processes = processes;
        this.root = root;
        this.order = order;
        this.isolates = isolates;
        this.owner = Owner.ofImage(order.image()).orElse(order.owner());
        this.name = "stave-" + UUID.randomUUID().toString().substring(0, 8);
    }

    void create() {
        List<String> argv = root.owned(owner, "from", "--quiet", "--pull-never", "--name", name, "--http-proxy=false");
        argv.addAll(List.of("--shm-size", SHARED_MEMORY, order.image()));
        ask("a container of '" + order.image() + "' could not be made", argv);
    }

    @Override
    public int exec(List<String> command, SortedMap<String, String> environment, Consumer<String> log) {
        try (PrivateEnvironment file = environment(environment)) {
            return BuildahRun.exitCode(
                    removedIfCancelled(() -> processes.run(Command.of(running(command, file, List.of())), line -> {
                        if (!BuildahRun.isOwnWord(line)) {
                            log.accept(line);
                        }
                    })));
        }
    }

    @Override
    public int stream(
            List<String> command, ProcessRunner.Feed stdin, ProcessRunner.Drain stdout, Consumer<String> log) {
        try (PrivateEnvironment file = environment(new TreeMap<>())) {
            ProcessResult result = removedIfCancelled(
                    () -> processes.stream(Command.of(running(command, file, List.of())), stdin, stdout));
            result.stderr().lines().filter(line -> !BuildahRun.isOwnWord(line)).forEach(log);
            return BuildahRun.exitCode(result);
        }
    }

    @Override
    public int attach(List<String> command, SortedMap<String, String> environment) {
        try (PrivateEnvironment file = environment(environment)) {
            List<String> options = processes.hasTerminal() ? List.of("--terminal") : List.of();
            return removedIfCancelled(() -> processes.interact(Command.of(running(command, file, options))));
        }
    }

    @Override
    public void commit(String imageName) {
        List<String> argv = root.owned(owner, "commit", "--quiet", "--format", "docker", "--identity-label=false");
        argv.addAll(List.of(name, imageName));
        ask("what the container of '" + order.image() + "' holds could not be committed", argv);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            processes.run(Command.of(root.owned(owner, "rm", name)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private PrivateEnvironment environment(SortedMap<String, String> environment) {
        SortedMap<String, String> all = new TreeMap<>(order.environment());
        all.putAll(environment);
        return PrivateEnvironment.of(all, root.privateFolder(owner));
    }

    private List<String> running(List<String> command, PrivateEnvironment environment, List<String> options) {
        List<String> words = new ArrayList<>();
        if (isolates) {
            words.addAll(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"));
            words.addAll(order.network() == Network.NONE ? BuildahRun.withoutNetwork() : List.of());
        }
        words.addAll(root.owned(owner, "run", "--isolation", "chroot"));
        words.addAll(options);
        if (order.user() != null) {
            words.addAll(List.of("--user", order.user()));
        }
        words.addAll(capabilities());
        for (ContainerRun.Mount mount : MountCheck.ordered(order.mounts())) {
            String mode = mount.writable() ? "rw" : "ro";
            words.addAll(List.of("--volume", mount.source().toAbsolutePath() + ":" + mount.target() + ":" + mode));
        }
        words.addAll(environment.options());
        words.addAll(List.of(name, "--"));
        words.addAll(environment.wrapping(command));
        return words;
    }

    private List<String> capabilities() {
        List<String> words = new ArrayList<>();
        order.capabilities().forEach(capability -> words.addAll(List.of("--cap-add", capability)));
        if (order.capabilities().contains(Capabilities.ALL)) {
            Capabilities.withheld().forEach(capability -> words.addAll(List.of("--cap-drop", capability)));
        }
        return words;
    }

    private <T> T removedIfCancelled(java.util.function.Supplier<T> command) {
        try {
            return command.get();
        } catch (CancelledException e) {
            close();
            throw e;
        }
    }

    private void ask(String complaint, List<String> argv) {
        ProcessResult result = processes.run(Command.of(argv));
        if (!result.succeeded()) {
            throw new ContainerException(complaint + ": " + result.lastLines(3), "", null);
        }
    }
}
