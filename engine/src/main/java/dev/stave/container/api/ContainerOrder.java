package dev.stave.container.api;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import dev.stave.container.Argv;
import dev.stave.container.ContainerRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an engine is asked for when a container is made: the image's own settings, and every limit that the run names. */
final class ContainerOrder {
    private static final long FILES = 1024;

    private final ApiConnection connection;
    private final ContainerRun run;

    ContainerOrder(ApiConnection connection, ContainerRun run) {
        this.connection = connection;
        this.run = run;
    }

    ApiContainer create(@Nullable ContainerConfig image) {
        List<String> argv = Argv.of(
                run, words(image == null ? null : image.getEntrypoint()), words(image == null ? null : image.getCmd()));
        String id = Answers.of("a container of '" + run.image() + "' could not be made", () -> {
            try (CreateContainerCmd order = connection.docker().createContainerCmd(run.image())) {
                order.withEntrypoint(argv.subList(0, 1))
                        .withCmd(argv.subList(1, argv.size()))
                        .withEnv(run.environment().entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList())
                        .withLabels(run.owner().labels())
                        .withHostConfig(limits());
                if (run.workingFolder() != null) {
                    order.withWorkingDir(run.workingFolder());
                }
                return order.exec().getId();
            }
        });
        return new ApiContainer(connection, id, run);
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
    }

    private HostConfig limits() {
        HostConfig host = HostConfig.newHostConfig()
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMounts(run.mounts().stream().map(ContainerOrder::mount).toList());
        if (!run.network()) {
            host.withNetworkMode("none");
        }
        if (run.memoryBytes() > 0) {
            host.withMemory(run.memoryBytes()).withMemorySwap(run.memoryBytes());
        }
        if (run.processes() > 0) {
            host.withPidsLimit(run.processes());
        }
        if (connection.isPodman()) {
            // its own defaults may be higher than what the host allows, and then no container starts
            host.withUlimits(List.of(new Ulimit("nofile", FILES, FILES), new Ulimit("nproc", FILES, FILES)));
        }
        return host;
    }

    private static Mount mount(ContainerRun.Mount mount) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(mount.source().toAbsolutePath().toString())
                .withTarget(mount.target())
                .withReadOnly(!mount.writable());
    }
}
