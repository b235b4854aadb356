package dev.stave.oci.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.model.Digest;
import dev.stave.oci.ImageException;
import dev.stave.oci.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code docker save} says in its manifest.json: a list of configurations, names and layers. */
final class DockerArchive {
    private DockerArchive() {}

    static List<LayoutWalk.Found> images(ArchiveFiles files) throws IOException {
        JsonNode all = Json.parse(files.get("manifest.json").document(), "'manifest.json' in the archive");
        List<LayoutWalk.Found> images = new ArrayList<>();
        for (JsonNode image : all) {
            String config = image.path("Config").asText("");
            checkDigest(files.get(config));
            images.add(new LayoutWalk.Found(
                    ArchiveImport.texts(image.path("RepoTags")), config, ArchiveImport.texts(image.path("Layers"))));
        }
        return images;
    }

    /** A configuration is called by its digest. */
    private static void checkDigest(ArchiveFiles.Archived config) {
        String file = config.name().substring(config.name().lastIndexOf('/') + 1);
        Optional<Digest> said = Digest.tryParse("sha256:" + file.replaceFirst("\\.json$", ""));
        if (said.isPresent() && !said.get().equals(config.digest())) {
            throw new ImageException(
                    "'" + config.name() + "' in the archive has the digest " + config.digest(),
                    "it is damaged; make it again");
        }
    }
}
