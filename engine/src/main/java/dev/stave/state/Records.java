package dev.stave.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.json.JsonTrees;
import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.Fingerprint;
import dev.stave.model.ImageName;
import dev.stave.model.Platform;
import dev.stave.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this machine remembers of one stack's images: a file for each image and kind. Everything in it may be lost; what
 * cannot be read counts as lost. Safe for many threads, as long as each image is written by one at a time.
 */
public final class Records {
    private final Path folder;

    /** Which event a record is of. */
    public enum Kind {
        BUILT,
        RELEASED
    }

    /** @param folder of this stack alone; made when it is needed */
    public Records(Path folder) {
        this.folder = folder;
    }

    /** The folder below {@code STAVE_HOME} for the stack file at this absolute path. */
    public static Path folder(Path home, String stack, Path stackFile) {
        String where = stackFile.toAbsolutePath().normalize().toString();
        Digest digest = Digest.of(where.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return home.resolve("records").resolve(stack.replace('/', '%') + "-" + digest.abbreviated());
    }

    public Optional<ImageRecord> read(Kind kind, ImageName image) {
        Path file = file(kind, image);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(record(JsonTrees.read(Files.readAllBytes(file))));
        } catch (IOException | LockLine.Wrong | EngineException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public void write(Kind kind, ImageName image, ImageRecord written) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("image", image.toString())
                .put("fingerprint", written.fingerprint().toString())
                .put("gate", written.gate().toString())
                .put("base", written.base())
                .put("digest", written.digest().toString())
                .put("verdict", written.verdict().word());
        TreeMap<String, String> platforms = new TreeMap<>();
        written.platforms().forEach((platform, digest) -> platforms.put(platform.toString(), digest.toString()));
        putTexts(node, "platforms", platforms);
        putTexts(node, "pins", written.pins());
        putTexts(node, "content", written.content());
        putTexts(node, "gateContent", written.gateContent());
        putTexts(node, "tags", written.tags());
        AtomicFiles.write(file(kind, image), node + "\n");
    }

    private static void putTexts(ObjectNode node, String key, SortedMap<String, String> texts) {
        ObjectNode object = node.putObject(key);
        texts.forEach(object::put);
    }

    /** Forgets all of an image. */
    public void forget(ImageName image) {
        for (Kind kind : Kind.values()) {
            if (Files.exists(file(kind, image))) {
                AtomicFiles.delete(file(kind, image));
            }
        }
    }

    /** No component of an identity may hold a percent sign, so no two share a file. */
    private Path file(Kind kind, ImageName image) {
        String name = image.toString().replace('/', '%');
        return folder.resolve(name + "." + kind.name().toLowerCase(Locale.ROOT) + ".json");
    }

    private static ImageRecord record(JsonNode node) throws LockLine.Wrong {
        TreeMap<Platform, Digest> platforms = new TreeMap<>();
        LockLine.texts(node, "platforms")
                .forEach((key, value) -> platforms.put(Platform.parse(key), Digest.parse(value)));
        return new ImageRecord(
                Fingerprint.parse(node.path("fingerprint").asText()),
                Fingerprint.parse(node.path("gate").asText()),
                node.path("base").asText(),
                Digest.parse(node.path("digest").asText()),
                platforms,
                LockLine.texts(node, "pins"),
                verdict(node.path("verdict").asText()),
                LockLine.texts(node, "content"),
                LockLine.texts(node, "gateContent"),
                LockLine.texts(node, "tags"));
    }

    private static Verdict verdict(String word) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        throw new IllegalArgumentException("no verdict: " + word);
    }
}
