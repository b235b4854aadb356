package dev.stave.run;

import dev.stave.model.Fingerprint;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import dev.stave.oci.ImageReader;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.layer.FormerLayers;
import java.util.Optional;

/**
 * The platforms of the image as it was last released, where the store still has them: one whose own fingerprint is the
 * wanted one need not be built again because another platform changed, and layers that did not change keep their blobs.
 */
final class PreviousPlatforms {
    private final ImageReader images;
    private final FormerLayers layers;

    PreviousPlatforms(Store store) {
        this.images = new ImageReader(store);
        this.layers = new FormerLayers(store);
    }

    /** Empty where the platform was not there, was made from other content, or a rebuild of the same was asked for. */
    Optional<PlatformImage> find(Job job, Platform platform, Fingerprint wanted) {
        LockEntry line = job.facts().lock().get(job.name());
        if (line == null || line.platforms().size() < 2) {
            return Optional.empty();
        }
        if (line.fingerprint().equals(job.basis().fingerprint())) {
            return Optional.empty(); // nothing changed, so a rebuild was asked for
        }
        return released(line, platform).filter(one -> isOf(one, wanted));
    }

    /** What was built, in the blobs that it was released in where those are of the same bytes. */
    PlatformImage inFormerBlobs(Job job, PlatformImage built) {
        LockEntry line = job.facts().lock().get(job.name());
        return Optional.ofNullable(line)
                .flatMap(l -> released(l, built.platform()))
                .map(former -> layers.keep(built, former))
                .orElse(built);
    }

    private Optional<PlatformImage> released(LockEntry line, Platform platform) {
        return images.image(line.digest()).flatMap(image -> image.on(platform));
    }

    private boolean isOf(PlatformImage image, Fingerprint wanted) {
        return images.manifest(image.manifest().digest())
                .map(ManifestReader::image)
                .flatMap(manifest -> Annotations.fingerprint(manifest.annotations()))
                .filter(wanted::equals)
                .isPresent();
    }
}
