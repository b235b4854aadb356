package dev.stave.container.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.container.ContainerException;
import dev.stave.container.Owner;
import dev.stave.model.HostException;
import dev.stave.oci.Descriptor;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images that buildah has, and how one of the store comes to be among them. */
final class BuildahImages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProcessRunner processes;
    private final BuildahRoot root;

    BuildahImages(ProcessRunner processes, BuildahRoot root) {
        this.processes = processes;
        this.root = root;
    }

    /** What {@code buildah inspect} says; empty where there is no such image. */
    Optional<JsonNode> inspect(String name) {
        ProcessResult result = processes.run(Command.of(root.holding(name, "inspect", "--type", "image", name)));
        if (!result.succeeded()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(result.stdout()));
        } catch (JsonProcessingException e) {
            throw new ContainerException("buildah describes '" + name + "' in words unknown to Stave", "", e);
        }
    }

    void load(String name, PlatformImage image, Store store) {
        if (has(name, image)) {
            return;
        }
        Path layout = temporary();
        try {
            fill(layout, image, store);
            String id = must("pull", name, root.command("pull", "--quiet", "oci:" + layout + ":image"))
                    .strip();
            must("tag", name, root.command("tag", id, name));
        } catch (IOException e) {
            throw new HostException("'" + name + "' could not be put where buildah reads it: " + e.getMessage(), "", e);
        } finally {
            processes.run(Command.of("rm", "-rf", layout.toString()));
        }
    }

    /** Temporary images in the shared root, by names that say whose they are: a script's own buildah makes them there. */
    List<String> temporaryNames() {
        ProcessResult listed =
                processes.run(Command.of(root.command("images", "--noheading", "--format", "{{.Name}}:{{.Tag}}")));
        return listed.stdout()
                .lines()
                .filter(name -> Owner.ofImage(name).isPresent())
                .toList();
    }

    void remove(String name) {
        must("rmi", name, root.command("rmi", "--force", name));
    }

    private boolean has(String name, PlatformImage image) {
        List<String> layers = new ArrayList<>();
        inspect(name)
                .ifPresent(there -> there.at("/OCIv1/rootfs/diff_ids").forEach(layer -> layers.add(layer.asText())));
        return !layers.isEmpty()
                && layers.equals(image.diffIds().stream().map(Object::toString).toList());
    }

    private String must(String verb, String name, List<String> argv) {
        ProcessResult result = processes.run(Command.of(argv));
        if (!result.succeeded()) {
            throw new ContainerException(
                    "buildah " + verb + " of '" + name + "' failed: " + result.lastLines(3), "", null);
        }
        return result.stdout();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("stave-oci");
        } catch (IOException e) {
            throw new HostException("no temporary folder could be made: " + e.getMessage(), "look at TMPDIR", e);
        }
    }

    /** An OCI layout of this one image, its blobs links into the store. */
    private static void fill(Path layout, PlatformImage image, Store store) throws IOException {
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        List<Descriptor> all = new ArrayList<>(image.layers());
        all.add(image.config());
        all.add(image.manifest());
        for (Descriptor blob : all) {
            Path file = store.file(blob.digest())
                    .orElseThrow(() -> new HostException("the store has no blob " + blob.digest(), "run again"));
            try {
                Files.createSymbolicLink(blobs.resolve(blob.digest().hex()), file.toAbsolutePath());
            } catch (FileAlreadyExistsException e) {
                // a layer may be in an image twice
            }
        }
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(
                layout.resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\""
                        + image.manifest().mediaType()
                        + "\",\"digest\":\"" + image.manifest().digest() + "\",\"size\":"
                        + image.manifest().sizeBytes()
                        + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"image\"}}]}");
    }
}
