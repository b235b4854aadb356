package dev.stave.container.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.container.ContainerException;
import dev.stave.container.Owner;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A working container of buildah with its root file system mounted on this host; closing removes it. */
final class WorkingContainer implements AutoCloseable {
    private static final String UNCOMMITTED = "what the container of '%s' holds could not be committed";
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final ProcessRunner processes;
    private final BuildahRoot store;
    private final Owner owner;
    private final String name = "stave-" + UUID.randomUUID().toString().substring(0, 8);
    private final String image;
    private final JsonNode config;
    private Path root = Path.of("/nonexistent");

    private WorkingContainer(ProcessRunner processes, BuildahRoot store, Owner owner, Of of) {
        this.processes = processes;
        this.store = store;
        this.owner = store.ownerOf(of.image()).orElse(owner);
        this.image = of.image();
        this.config = of.config();
    }

    /**
     * What it is made of.
     *
     * @param config the image's, in the words of the OCI image specification
     */
    record Of(String image, JsonNode config) {}

    static WorkingContainer create(ProcessRunner processes, BuildahRoot store, Owner owner, Of of) {
        WorkingContainer container = new WorkingContainer(processes, store, owner, of);
        container.ask(
                "a container of '" + of.image() + "' could not be made",
                "from",
                "--quiet",
                "--pull-never",
                "--name",
                container.name,
                of.image());
        try {
            container.root = Path.of(container
                    .ask("the files of '" + of.image() + "' could not be mounted", "mount", container.name)
                    .strip());
            return container;
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /** Where its files are for this host. */
    Path root() {
        return root;
    }

    /** A folder on this host that nobody else sees; it goes with the owner. */
    Path privateFolder() {
        Path folder = store.privateFolder(owner).resolve(name);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return folder;
        } catch (IOException e) {
            throw new ContainerException("'" + folder + "' could not be made: " + e.getMessage(), "", e);
        }
    }

    /**
     * Who commands run as.
     *
     * @param user null for the image's own
     */
    Account account(@Nullable String user) {
        return Account.of(root, user == null ? config.path("User").asText() : user);
    }

    /** The image's variables, with what every program looks for, and those. */
    SortedMap<String, String> environment(Account account, SortedMap<String, String> added) {
        SortedMap<String, String> all = new TreeMap<>();
        all.put("PATH", USUAL_PATH);
        all.put("HOME", account.home());
        config.path("Env").forEach(variable -> {
            String[] parts = variable.asText().split("=", 2);
            all.put(parts[0], parts.length > 1 ? parts[1] : "");
        });
        all.putAll(added);
        return all;
    }

    /**
     * Where commands start, made where it is not there.
     *
     * @param folder null for the image's own
     */
    String folder(@Nullable String folder) {
        String own = config.path("WorkingDir").asText();
        String inside = folder == null ? (own.isEmpty() ? "/" : own) : folder;
        try {
            Files.createDirectories(RootPath.of(root, inside));
        } catch (IOException e) {
            throw new ContainerException("'" + inside + "' of '" + image + "' is no folder: " + e.getMessage(), "", e);
        }
        return inside;
    }

    /** An image with an owner's name stays in this container's root; any other is for all, in the shared one. */
    void commit(String imageName) {
        if (Owner.ofImage(imageName).isPresent()) {
            commitTo(imageName);
            store.committed().put(imageName, owner);
            return;
        }
        // buildah writes to no other root than its own: that one's lock is held for reading
        Path archive = store.archive(owner, name);
        try {
            commitTo("docker-archive:" + archive + ":" + imageName);
            ProcessResult result =
                    processes.run(Command.of(store.command("pull", "--quiet", "docker-archive:" + archive)));
            if (!result.succeeded()) {
                throw new ContainerException(UNCOMMITTED.formatted(image) + ": " + result.lastLines(3), "", null);
            }
        } finally {
            archive.toFile().delete();
        }
    }

    private void commitTo(String destination) {
        ask(UNCOMMITTED.formatted(image), "commit", "--quiet", "--format", "docker", name, destination);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            processes.run(Command.of(store.owned(owner, "rm", name)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String ask(String complaint, String... words) {
        ProcessResult result = processes.run(Command.of(store.owned(owner, words)));
        if (!result.succeeded()) {
            throw new ContainerException(complaint + ": " + result.lastLines(3), "", null);
        }
        return result.stdout();
    }
}
