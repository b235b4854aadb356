package dev.stave.run;

import dev.stave.model.Fingerprint;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import dev.stave.oci.ImageReader;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.StoredImage;
import java.util.Optional;

/**
 * The platforms of the image as it was last released, where the store still has them: one whose own fingerprint is the
 * wanted one need not be built again because another platform changed.
 */
final class PreviousPlatforms {
    private final ImageReader images;

    PreviousPlatforms(ImageReader images) {
        this.images = images;
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
        Optional<StoredImage> previous = images.image(line.digest());
        return previous.flatMap(image -> image.on(platform)).filter(one -> isOf(one, wanted));
    }

    private boolean isOf(PlatformImage image, Fingerprint wanted) {
        return images.manifest(image.manifest().digest())
                .map(ManifestReader::image)
                .flatMap(manifest -> Annotations.fingerprint(manifest.annotations()))
                .filter(wanted::equals)
                .isPresent();
    }
}
