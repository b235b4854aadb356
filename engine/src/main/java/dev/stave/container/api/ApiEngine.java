package dev.stave.container.api;

import com.github.dockerjava.api.command.ListContainersCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Version;
import dev.stave.container.BuildContainer;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerException;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.DockerfileBuild;
import dev.stave.container.Emulation;
import dev.stave.container.EngineInfo;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.KeptImage;
import dev.stave.container.Owner;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.ProcessRunner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Docker or Podman, spoken to through their API (Docker Engine API; Podman's answer to it). */
public final class ApiEngine implements ContainerEngine {
    private final ApiConnection connection;
    private final Executor threads;
    private final Clients clients;
    private final EngineInfo info;
    private final ApiImages images;

    /**
     * @param threads serve bodies that are streamed and calls that block; must start each task at once
     * @param clients do what the API cannot
     */
    public ApiEngine(ApiConnection connection, Executor threads, Clients clients) {
        this.connection = connection;
        this.threads = threads;
        this.clients = clients;
        this.info = ask();
        this.images = new ApiImages(connection, threads);
    }

    /**
     * The client programs of the same engine.
     *
     * @param build  builds with secrets
     * @param attach runs a command at this process' terminal
     */
    public record Clients(Optional<ClientBuild> build, Optional<ClientAttach> attach) {}

    private EngineInfo ask() {
        Version version = Answers.of(
                "the engine at " + connection.endpointText() + " does not tell its version",
                () -> connection.docker().versionCmd().exec());
        Set<Ability> abilities = EnumSet.of(Ability.ISOLATED_RUN);
        clients.build().ifPresent(c -> abilities.add(Ability.BUILD_SECRETS));
        if (hasBuildKit()) {
            abilities.add(Ability.BUILDKIT);
        }
        if (Emulation.isThere()) {
            abilities.add(Ability.EMULATION);
        }
        return new EngineInfo(
                connection.kind(),
                version.getVersion(),
                connection.endpointText(),
                Platform.linuxOn(version.getArch()),
                abilities);
    }

    private boolean hasBuildKit() {
        return !connection.isPodman() && connection.speaksAtLeast(1, 39);
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public String load(String name, PlatformImage image, Store store) {
        return images.load(name, image, store);
    }

    @Override
    public String build(DockerfileBuild build, Consumer<String> log) {
        if (build.secretFiles().isEmpty()) {
            new ApiBuild(connection, threads, build, hasBuildKit()).run(log);
        } else {
            clients.build()
                    .orElseThrow(() -> new ContainerException(
                            info.kind() + " at " + info.endpoint() + " cannot build with secrets",
                            "install a docker client with BuildKit, podman or buildah",
                            null))
                    .run(build, log);
        }
        return build.name();
    }

    @Override
    public void save(String name, ProcessRunner.Drain archive) {
        images.save(name, archive);
    }

    @Override
    public ContainerResult run(ContainerRun run, Consumer<String> log) {
        ContainerConfig config = Answers.of(
                "'" + run.image() + "' cannot be run by " + info.kind(),
                () -> connection.docker().inspectImageCmd(run.image()).exec().getConfig());
        ApiContainer container = new ContainerOrder(connection, run).create(config);
        try {
            return container.toEnd(log);
        } finally {
            removeUninterrupted(container);
        }
    }

    @Override
    public BuildContainer start(BuildContainerOrder order) {
        Emulation.check(info, order.platform());
        return new KeptContainer(
                connection, threads, clients.attach(), order, new KeptOrder(connection, order).start());
    }

    /** A set interrupt flag would close the socket that the removal goes through. */
    private static void removeUninterrupted(ApiContainer container) {
        boolean interrupted = Thread.interrupted();
        try {
            container.remove();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public List<Owner> owners() {
        Set<Owner> owners = new LinkedHashSet<>();
        containers().forEach(container -> ownerOf(container).ifPresent(owners::add));
        images.owners().forEach(owners::add);
        return List.copyOf(owners);
    }

    @Override
    public void removeOwned(Owner owner) {
        for (Container container : containers()) {
            if (ownerOf(container).filter(owner::covers).isPresent()) {
                ignoringGone(() -> connection
                        .docker()
                        .removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec());
            }
        }
        images.removeOwned(owner);
    }

    @Override
    public List<KeptImage> kept() {
        return images.kept();
    }

    @Override
    public void remove(KeptImage image) {
        images.remove(image.name());
    }

    private List<Container> containers() {
        List<Container> all = new ArrayList<>(containers(list -> list.withLabelFilter(List.of(Owner.LABEL))));
        all.addAll(containers(list -> list.withNameFilter(List.of(Owner.CONTAINERS))));
        return all;
    }

    private List<Container> containers(UnaryOperator<ListContainersCmd> filter) {
        return Answers.of("the containers of " + info.kind() + " cannot be listed", () -> filter.apply(
                        connection.docker().listContainersCmd().withShowAll(true))
                .exec());
    }

    /** By its labels, or by its name where it carries none. */
    private static Optional<Owner> ownerOf(Container container) {
        Map<String, String> labels = Objects.requireNonNullElse(container.getLabels(), Map.of());
        String[] names = Objects.requireNonNullElse(container.getNames(), new String[0]);
        return Owner.ofLabels(labels).or(() -> Stream.of(names)
                .map(name -> Owner.ofContainer(name.replaceFirst("^/", "")))
                .flatMap(Optional::stream)
                .findFirst());
    }

    static void ignoringGone(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException | ConflictException e) {
            // gone, or going: somebody else removes it
        }
    }
}
