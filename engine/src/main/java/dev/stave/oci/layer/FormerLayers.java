package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the blobs of an image that was released before: what became of its layers when they were compressed then, by
 * another zlib or an older Stave, is still there, and need not be sent again.
 */
public final class FormerLayers {
    private final Store store;

    public FormerLayers(Store store) {
        this.store = store;
    }

    /** The image, each layer that the former one has too, in the same media type, in that one's blob. */
    public PlatformImage keep(PlatformImage image, PlatformImage former) {
        KnownLayers known = KnownLayers.of(former);
        List<Descriptor> blobs = new ArrayList<>();
        for (int i = 0; i < image.layers().size(); i++) {
            Descriptor own = image.layers().get(i);
            Digest diffId = image.diffIds().get(i);
            blobs.add(known.find(diffId)
                    .filter(blob -> blob.mediaType().equals(own.mediaType()))
                    .filter(blob -> blob.digest().equals(own.digest()) || holds(blob, diffId))
                    .orElse(own));
        }
        return new PlatformImage(image.platform(), image.manifest(), image.config(), blobs, image.diffIds());
    }

    /** An image that somebody else made, such as a mirrored one, may say of a blob what is not so. */
    private boolean holds(Descriptor blob, Digest diffId) {
        String subject = "layer " + blob.digest();
        try (InputStream bytes = store.open(blob.digest());
                DigestInputStream tar =
                        new DigestInputStream(Expanded.open(bytes, subject, ReadLimits.DEFAULT), Digest.sha256())) {
            tar.transferTo(OutputStream.nullOutputStream());
            return Digest.of(tar.getMessageDigest()).equals(diffId);
        } catch (ImageException e) {
            return false;
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }
}
