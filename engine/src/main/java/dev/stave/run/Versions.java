package dev.stave.run;

import dev.stave.container.Owner;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.model.Tags;
import dev.stave.model.VersionRule;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Basis;
import dev.stave.version.PlatformVersions;
import dev.stave.version.VersionException;
import dev.stave.version.VersionReader;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which version an image is released as: what was declared, held against the image, or what the image says. */
final class Versions {
    private final VersionReader reader;
    private final Owner owner;

    Versions(VersionReader reader, Owner owner) {
        this.reader = reader;
        this.owner = owner;
    }

    /** The version, which can become a tag; all platforms agree on it. */
    String of(Job job, StoredImage image) {
        ImageSpec spec = job.spec();
        String version = spec.version()
                .match(
                        known -> declared(spec, known, image),
                        latest -> behind(job, latest),
                        label -> read(job, image),
                        command -> read(job, image),
                        installed -> read(job, image));
        Tags.complaint(version).ifPresent(why -> {
            throw new VersionException("image '" + spec.name() + "': " + why, "write another version on the image");
        });
        return version;
    }

    /** The version that was found, and pinned, to stand behind a mirror's {@code latest}. */
    private static String behind(Job job, VersionRule.LatestOf latest) {
        return Optional.ofNullable(job.basis().pins().get(Basis.versionPin(latest.reference())))
                .orElseThrow(() -> new VersionException(
                        "image '" + job.name() + "': nobody knows which version '"
                                + latest.reference().name() + ":latest' stands for",
                        "run: stave update " + job.name()));
    }

    private String declared(ImageSpec spec, VersionRule.Known known, StoredImage image) {
        // a mirror's tag is its source's word, not a claim of the stack
        if (known.unchecked() || known.from().equals("mirror")) {
            return known.version();
        }
        for (PlatformImage platform : image.platforms()) {
            Optional<String> contradiction =
                    reader.contradiction(known.version(), spec.name().name(), platform);
            if (contradiction.isPresent()) {
                throw new VersionException(
                        "image '" + spec.name() + "': " + contradiction.get(),
                        "correct the version, or write unchecked: true beside it");
            }
        }
        return known.version();
    }

    private String read(Job job, StoredImage image) {
        SortedMap<Platform, String> found = new TreeMap<>();
        for (PlatformImage platform : image.platforms()) {
            found.put(platform.platform(), reader.read(job.spec().version(), platform, owner, job.log()));
        }
        return PlatformVersions.agreed(found);
    }
}
