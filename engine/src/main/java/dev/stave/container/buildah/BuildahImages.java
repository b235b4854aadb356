package dev.stave.container.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStream;
import dev.stave.container.ContainerException;
import dev.stave.container.KeptImage;
import dev.stave.container.Owner;
import dev.stave.container.StoreArchive;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The images that buildah has, and how one of the store comes to be among them. */
final class BuildahImages {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Time and name; the time as Go prints it, in UTC. */
    private static final Pattern KEPT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)[.\\d]* \\+0000 UTC +("
                    + Pattern.quote(KeptImage.PREFIX) + "\\S+)");

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
        Command pull = Command.of(root.command("pull", "--quiet", "docker-archive:/dev/stdin"));
        StoreArchive archive = new StoreArchive(name, image, store);
        ProcessResult result = processes.stream(pull, out -> compressed(archive, out), in -> {});
        if (!result.succeeded() || !has(name, image)) {
            throw new ContainerException("buildah pull of '" + name + "' failed: " + result.lastLines(3), "", null);
        }
    }

    /** What is not compressed it opens twice, which a pipe does not stand (containers/image, tarfile.NewReaderFromFile). */
    private static void compressed(StoreArchive archive, OutputStream to) throws IOException {
        try (ZstdOutputStream out = new ZstdOutputStream(to, 1)) {
            archive.write(out);
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

    /** What failed builds left in the shared root; buildah does not tell what such an image holds alone. */
    List<KeptImage> kept() {
        ProcessResult listed = processes.run(
                Command.of(root.command("images", "--noheading", "--format", "{{.CreatedAtRaw}} {{.Name}}:{{.Tag}}")));
        return listed.stdout()
                .lines()
                .flatMap(line -> KEPT.matcher(line).results())
                .map(found ->
                        new KeptImage(found.group(3), Instant.parse(found.group(1) + "T" + found.group(2) + "Z"), 0))
                .toList();
    }

    /**
     * Takes the name away, and the image where it has no other; by force, which minds no names, only where need be. That
     * it is gone already is no error.
     */
    void remove(String name) {
        if (processes.run(Command.of(root.command("rmi", name))).succeeded()) {
            return;
        }
        ProcessResult result = processes.run(Command.of(root.command("rmi", "--force", name)));
        if (!result.succeeded() && inspect(name).isPresent()) {
            throw new ContainerException("buildah rmi of '" + name + "' failed: " + result.lastLines(3), "", null);
        }
    }

    private boolean has(String name, PlatformImage image) {
        List<String> layers = new ArrayList<>();
        inspect(name)
                .ifPresent(there -> there.at("/OCIv1/rootfs/diff_ids").forEach(layer -> layers.add(layer.asText())));
        return !layers.isEmpty()
                && layers.equals(image.diffIds().stream().map(Object::toString).toList());
    }
}
