package dev.stave.container.api;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerException;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.DockerfileBuild;
import dev.stave.container.Emulation;
import dev.stave.container.EngineInfo;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.LoadedName;
import dev.stave.container.Owner;
import dev.stave.container.StoreArchive;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Docker or Podman, spoken to through their API (Docker Engine API; Podman's answer to it). */
public final class ApiEngine implements ContainerEngine {
    private final ApiConnection connection;
    private final Executor threads;
    private final Optional<ClientBuild> client;
    private final EngineInfo info;

    /**
     * @param threads serve bodies that are streamed and calls that block; must start each task at once
     * @param client  builds what the API cannot: with secrets
     */
    public ApiEngine(ApiConnection connection, Executor threads, Optional<ClientBuild> client) {
        this.connection = connection;
        this.threads = threads;
        this.client = client;
        this.info = ask();
    }

    private EngineInfo ask() {
        Version version = Answers.of(
                "the engine at " + connection.endpointText() + " does not tell its version",
                () -> connection.docker().versionCmd().exec());
        Set<Ability> abilities = EnumSet.of(Ability.ISOLATED_RUN);
        client.ifPresent(c -> abilities.add(Ability.BUILD_SECRETS));
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
        String full = LoadedName.of(name, image);
        if (!has(full, image)) {
            AtomicReference<PipedBody> body = new AtomicReference<>();
            new Interruptible(threads)
                    .call(
                            "loading '" + name + "' into " + info.kind(),
                            () -> {
                                PipedBody archive = PipedBody.of(new StoreArchive(full, image, store)::write, threads);
                                body.set(archive);
                                return sendArchive(archive);
                            },
                            () -> Optional.ofNullable(body.get()).ifPresent(PipedBody::abort));
            if (!has(full, image)) {
                throw new ContainerException(
                        info.kind() + " loaded '" + name + "' but has other layers under that name", "", null);
            }
        }
        return full;
    }

    private boolean sendArchive(PipedBody archive) throws IOException {
        try (Response response =
                connection.call("POST", "/images/load?quiet=1", archive, Map.of("Content-Type", "application/x-tar"))) {
            AtomicReference<String> error = new AtomicReference<>();
            Answers.each(response.getBody(), object -> Answers.error(object).ifPresent(error::set));
            if (error.get() != null) {
                throw new IOException(error.get());
            }
            return true;
        }
    }

    private boolean has(String name, PlatformImage image) {
        try {
            InspectImageResponse there =
                    connection.docker().inspectImageCmd(name).exec();
            List<String> layers =
                    there.getRootFS() == null ? List.of() : there.getRootFS().getLayers();
            List<String> wanted = image.diffIds().stream().map(Object::toString).toList();
            return Objects.requireNonNullElse(layers, List.of()).equals(wanted);
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public String build(DockerfileBuild build, Consumer<String> log) {
        if (build.secretFiles().isEmpty()) {
            new ApiBuild(connection, threads, build, hasBuildKit()).run(log);
        } else {
            client.orElseThrow(() -> new ContainerException(
                            info.kind() + " at " + info.endpoint() + " cannot build with secrets",
                            "install a docker client with BuildKit, podman or buildah",
                            null))
                    .run(build, log);
        }
        return build.name();
    }

    @Override
    public void save(String name, ProcessRunner.Drain archive) {
        AtomicReference<Response> answer = new AtomicReference<>();
        new Interruptible(threads)
                .call(
                        "saving '" + name + "' from " + info.kind(),
                        () -> {
                            try (Response response =
                                    connection.call("GET", "/images/" + name + "/get", null, Map.of())) {
                                answer.set(response);
                                archive.read(response.getBody());
                                return true;
                            }
                        },
                        () -> Optional.ofNullable(answer.get()).ifPresent(Response::close));
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
        containers().forEach(c -> Owner.ofLabels(c.getLabels()).ifPresent(owners::add));
        imageNames().forEach(name -> Owner.ofImage(name).ifPresent(owners::add));
        return List.copyOf(owners);
    }

    @Override
    public void removeOwned(Owner owner) {
        for (Container container : containers()) {
            if (Owner.ofLabels(container.getLabels()).filter(owner::covers).isPresent()) {
                ignoringGone(() -> connection
                        .docker()
                        .removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec());
            }
        }
        if (connection.isPodman()) {
            removeSteps(owner);
        }
        imageNames().stream()
                .filter(name -> Owner.ofImage(name).filter(owner::covers).isPresent())
                .forEach(name -> ignoringGone(() ->
                        connection.docker().removeImageCmd(name).withForce(true).exec()));
    }

    /** The images of single steps that Podman keeps, the newest first: one needs the other. */
    private void removeSteps(Owner owner) {
        List<Image> steps = Answers.of("the images of podman cannot be listed", () -> connection
                .docker()
                .listImagesCmd()
                .withShowAll(true)
                .withLabelFilter(Owner.LABEL)
                .exec());
        steps.stream()
                .filter(step -> step.getLabels() != null
                        && Owner.ofLabels(step.getLabels())
                                .filter(owner::covers)
                                .isPresent())
                .sorted(Comparator.comparing(Image::getCreated).reversed())
                .forEach(step -> ignoringGone(() -> connection
                        .docker()
                        .removeImageCmd(step.getId())
                        .withForce(true)
                        .exec()));
    }

    private List<Container> containers() {
        return Answers.of("the containers of " + info.kind() + " cannot be listed", () -> connection
                .docker()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Owner.LABEL))
                .exec());
    }

    private List<String> imageNames() {
        List<Image> images = Answers.of(
                "the images of " + info.kind() + " cannot be listed",
                () -> connection.docker().listImagesCmd().exec());
        return images.stream()
                .map(Image::getRepoTags)
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .toList();
    }

    private static void ignoringGone(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException | ConflictException e) {
            // gone, or going: somebody else removes it
        }
    }
}
