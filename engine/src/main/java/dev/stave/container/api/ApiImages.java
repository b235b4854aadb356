package dev.stave.container.api;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.ListImagesCmd;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.stave.container.ContainerException;
import dev.stave.container.KeptImage;
import dev.stave.container.LoadedName;
import dev.stave.container.Owner;
import dev.stave.container.StoreArchive;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The images of one engine: brought from the store, handed back, and removed with their owner. */
final class ApiImages {
    private static final int LISTINGS = 5;

    private final ApiConnection connection;
    private final Executor threads;

    ApiImages(ApiConnection connection, Executor threads) {
        this.connection = connection;
        this.threads = threads;
    }

    String load(String name, PlatformImage image, Store store) {
        String full = LoadedName.of(name, image);
        if (!has(full, image)) {
            AtomicReference<PipedBody> body = new AtomicReference<>();
            new Interruptible(threads)
                    .call(
                            "loading '" + name + "' into " + connection.kind(),
                            () -> {
                                PipedBody archive = PipedBody.of(new StoreArchive(full, image, store)::write, threads);
                                body.set(archive);
                                return sendArchive(archive);
                            },
                            () -> Optional.ofNullable(body.get()).ifPresent(PipedBody::abort));
            if (!has(full, image)) {
                throw new ContainerException(
                        connection.kind() + " loaded '" + name + "' but has other layers under that name", "", null);
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

    void save(String name, ProcessRunner.Drain archive) {
        AtomicReference<Response> answer = new AtomicReference<>();
        new Interruptible(threads)
                .call(
                        "saving '" + name + "' from " + connection.kind(),
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

    List<Owner> owners() {
        Stream<Owner> named = names().stream().map(Owner::ofImage).flatMap(Optional::stream);
        Stream<Owner> ofSteps = steps().stream().map(ApiImages::ownerOf).flatMap(Optional::stream);
        return Stream.concat(named, ofSteps).distinct().toList();
    }

    void removeOwned(Owner owner) {
        steps().stream()
                .filter(step -> ownerOf(step).filter(owner::covers).isPresent())
                .forEach(step -> ApiEngine.ignoringGone(() -> connection
                        .docker()
                        .removeImageCmd(step.getId())
                        .withForce(true)
                        .exec()));
        names().stream()
                .filter(name -> Owner.ofImage(name).filter(owner::covers).isPresent())
                .forEach(this::remove);
    }

    void remove(String name) {
        ApiEngine.ignoringGone(
                () -> connection.docker().removeImageCmd(name).withForce(true).exec());
    }

    /** The layer that the build added is what an image of a failed build holds alone. */
    List<KeptImage> kept() {
        return images(list -> list).stream()
                .flatMap(image -> Stream.of(Objects.requireNonNullElse(image.getRepoTags(), new String[0]))
                        .filter(name -> name.startsWith(KeptImage.PREFIX))
                        .map(name -> new KeptImage(name, Instant.ofEpochSecond(image.getCreated()), ownBytes(name))))
                .toList();
    }

    private long ownBytes(String name) {
        return connection
                .ask("GET", "/images/" + name + "/history", null)
                .path(0)
                .path("Size")
                .asLong();
    }

    /** The images of single steps that Podman keeps, the newest first: one needs the other. */
    private List<Image> steps() {
        if (!connection.isPodman()) {
            return List.of();
        }
        return images(list -> list.withShowAll(true).withLabelFilter(Owner.LABEL)).stream()
                .sorted(Comparator.comparing(Image::getCreated).reversed())
                .toList();
    }

    private static Optional<Owner> ownerOf(Image step) {
        return Optional.ofNullable(step.getLabels()).flatMap(Owner::ofLabels);
    }

    private List<String> names() {
        List<Image> images = images(list -> list);
        return images.stream()
                .map(Image::getRepoTags)
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .toList();
    }

    /** Podman's list fails where another process removes an image meanwhile: it is asked again. */
    private List<Image> images(UnaryOperator<ListImagesCmd> filter) {
        String what = "the images of " + connection.kind() + " cannot be listed";
        for (int left = LISTINGS; ; left--) {
            try {
                return Answers.of(what, () -> filter.apply(connection.docker().listImagesCmd())
                        .exec());
            } catch (ContainerException e) {
                if (left == 1 || !(e.getCause() instanceof InternalServerErrorException)) {
                    throw e;
                }
            }
        }
    }
}
