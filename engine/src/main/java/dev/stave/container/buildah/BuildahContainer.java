package dev.stave.container.buildah;

import dev.stave.container.BuildContainer;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.BuildContainerOrder.Network;
import dev.stave.container.Capabilities;
import dev.stave.container.MountCheck;
import dev.stave.model.CancelledException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A working container whose namespaces are kept open, so that commands follow each other as in any container. */
final class BuildahContainer implements BuildContainer {
    private final ProcessRunner processes;
    private final BuildContainerOrder order;
    private final WorkingContainer container;
    private final Namespaces namespaces;

    private BuildahContainer(
            ProcessRunner processes, BuildContainerOrder order, WorkingContainer container, Namespaces namespaces) {
        this.processes = processes;
        this.order = order;
        this.container = container;
        this.namespaces = namespaces;
    }

    /** Takes over {@code container}, also where it fails. */
    static BuildahContainer start(
            ProcessRunner processes, Executor threads, BuildContainerOrder order, WorkingContainer container) {
        try {
            RootSetup setup = new RootSetup(
                    container.root(),
                    MountCheck.ordered(order.mounts()),
                    order.network() != Network.NONE,
                    container.privateFolder());
            return new BuildahContainer(processes, order, container, Namespaces.open(processes, threads, setup));
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    @Override
    public int exec(List<String> command, SortedMap<String, String> environment, Consumer<String> log) {
        Command inside = entering(command, environment);
        return removedIfCancelled(() -> processes.run(inside, log)).exitCode();
    }

    @Override
    public int stream(
            List<String> command, ProcessRunner.Feed stdin, ProcessRunner.Drain stdout, Consumer<String> log) {
        Command inside = entering(command, new TreeMap<>());
        ProcessResult result = removedIfCancelled(() -> processes.stream(inside, stdin, stdout));
        result.stderr().lines().forEach(log);
        return result.exitCode();
    }

    @Override
    public int attach(List<String> command, SortedMap<String, String> environment) {
        Command inside = entering(command, environment);
        return removedIfCancelled(() -> processes.interact(inside));
    }

    private Command entering(List<String> command, SortedMap<String, String> environment) {
        SortedMap<String, String> added = new TreeMap<>(order.environment());
        added.putAll(environment);
        Account account = container.account(order.user());
        Inside.Rights rights = new Inside.Rights(Capabilities.granted(order.capabilities()), true, 0, 0);
        return namespaces.entering(
                new Inside(command, container.environment(account, added), container.folder(null), account, rights));
    }

    private <T> T removedIfCancelled(Supplier<T> command) {
        try {
            return command.get();
        } catch (CancelledException e) {
            close();
            throw e;
        }
    }

    @Override
    public void commit(String imageName) {
        container.commit(imageName);
    }

    @Override
    public void close() {
        namespaces.close();
        container.close();
    }
}
