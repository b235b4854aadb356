package dev.stave.run;

import dev.stave.build.BuildOrder;
import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.Fingerprint;
import dev.stave.model.HostException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.oci.ImageAssembler;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.StoredImage;
import dev.stave.plan.Made;
import dev.stave.state.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings an image into the store: builds each of its platforms, or copies it from where it is mirrored from. */
final class ImageMaker {
    /** The time of an image with neither SOURCE_DATE_EPOCH nor a parent: the first that zip and FAT can say. */
    private static final Instant NO_TIME = Instant.parse("1980-01-01T00:00:00Z");

    private final RunPlaces places;
    private final Workbench bench;
    private final ImageStock stock;
    private final Mirroring mirroring;
    private final EventSink events;

    ImageMaker(RunPlaces places, Workbench bench, ImageStock stock, Mirroring mirroring, EventSink events) {
        this.places = places;
        this.bench = bench;
        this.stock = stock;
        this.mirroring = mirroring;
        this.events = events;
    }

    /**
     * An image, and the work on it with all that its build pinned.
     *
     * @param job the one that was given where the build took nothing new from outside
     */
    record MadeImage(StoredImage image, Job job) {}

    /** @param needs the images of the stack that it is built on, its Dockerfile's among them */
    MadeImage make(Job job, Map<ImageName, Made> needs) {
        return job.spec()
                .source()
                .match(
                        r -> build(job, needs),
                        d -> build(job, needs),
                        s -> build(job, needs),
                        f -> build(job, needs),
                        m -> new MadeImage(stock.whole(mirroring.copy(job, m.from())), job));
    }

    /** What was built of this image has passed its gates. */
    void passed(ImageName image) {
        bench.builder().passed(image);
    }

    private MadeImage build(Job job, Map<ImageName, Made> needs) {
        events.accept(new EngineEvent.PhaseStarted(job.name(), "build"));
        Map<ImageName, StoredImage> images = new HashMap<>();
        needs.forEach((name, image) -> images.put(name, stock.image(name, name.toString(), image.digest())));
        ImageAssembler assembler = new ImageAssembler(bench.store());
        PreviousPlatforms previous = new PreviousPlatforms(bench.store());
        SortedMap<String, String> pinned = Collections.synchronizedSortedMap(new TreeMap<>());
        Map<Platform, PlatformImage> built = new LinkedHashMap<>();
        for (Platform platform : job.basis().platforms()) {
            built.put(
                    platform,
                    previous.find(job, platform, fingerprint(job, platform))
                            .orElseGet(() -> buildPlatform(job, platform, images, pinned)));
        }
        Job after = job.pinning(new TreeMap<>(pinned));
        SortedMap<String, String> pins = after.basis().pins();
        List<PlatformImage> platforms = new ArrayList<>();
        built.forEach((platform, image) -> platforms.add(assembler.annotated(
                previous.inFormerBlobs(job, image), Annotations.of(fingerprint(after, platform), pins))));
        return new MadeImage(
                assembler.whole(platforms, Annotations.of(after.basis().fingerprint(), pins)), after);
    }

    private static Fingerprint fingerprint(Job job, Platform platform) {
        return job.basis().platforms().size() == 1 ? job.basis().fingerprint() : job.fingerprint(platform);
    }

    private PlatformImage buildPlatform(
            Job job, Platform platform, Map<ImageName, StoredImage> images, SortedMap<String, String> pinned) {
        ImageSpec spec = job.spec();
        Map<ImageName, PlatformImage> samePlatform = new HashMap<>();
        images.forEach((name, image) -> image.on(platform).ifPresent(one -> samePlatform.put(name, one)));
        PlatformImage parent = spec.parent() == null ? null : parent(spec, samePlatform.get(spec.parent()), platform);
        Path work = workFolder(spec);
        try {
            return bench.builder()
                    .build(new BuildOrder(
                            spec,
                            platform,
                            places.stackFolder(),
                            parent,
                            samePlatform,
                            job.basis().pins(),
                            spec.version().known().orElse(""),
                            created(job, parent),
                            this::secret,
                            work,
                            places.owner(),
                            job.log(),
                            job::builders,
                            pinned::put));
        } finally {
            Folders.delete(work);
        }
    }

    private static PlatformImage parent(ImageSpec spec, @Nullable PlatformImage found, Platform platform) {
        return Optional.ofNullable(found)
                .orElseThrow(() -> new dev.stave.build.BuildException(
                        "image '" + spec.name() + "': its parent '" + spec.parent() + "' has no image for " + platform,
                        "add " + platform + " to the parent's platforms"));
    }

    private Instant created(Job job, @Nullable PlatformImage parent) {
        if (places.sourceDate() != null) {
            return places.sourceDate();
        }
        Optional<Instant> tree = job.treeDate();
        if (tree.isPresent()) {
            return tree.get();
        }
        if (parent == null) {
            return NO_TIME;
        }
        try (InputStream in = bench.store().open(parent.config().digest())) {
            return ImageConfig.parse(in.readAllBytes()).created().orElse(NO_TIME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String secret(String name) {
        return bench.secrets()
                .apply(name)
                .orElseThrow(() -> new HostException("secret '" + name + "' is gone", "set it again and run again"));
    }

    private Path workFolder(ImageSpec spec) {
        try {
            Files.createDirectories(places.workFolder());
            DeadRuns.sign(places.workFolder(), places.owner());
            return Files.createTempDirectory(places.workFolder(), spec.name().fileName() + "-");
        } catch (IOException e) {
            throw new HostException(
                    "no work folder could be made below " + places.workFolder() + ": " + e.getMessage(),
                    "free disk space or set STAVE_HOME to another file system",
                    e);
        }
    }
}
