package dev.stave.run;

import dev.stave.event.EngineEvent;
import dev.stave.event.EventSink;
import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.ImageReader;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoredImage;
import dev.stave.packages.PackageListException;
import dev.stave.packages.PackageTable;
import dev.stave.packages.PackagesPage;
import dev.stave.packages.sbom.CycloneDxSbom;
import dev.stave.plan.Made;
import dev.stave.state.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down which packages are in an image that passed its gates: a bill of materials by the digest of each platform's
 * manifest, and PACKAGES.md for people. Images that say nothing of their packages get neither.
 */
final class PackageNotes {
    static final String PAGE = "PACKAGES.md";

    private final Store store;
    private final Inventory inventory;
    private final RunPlaces places;
    private final EventSink events;

    PackageNotes(Store store, Inventory inventory, RunPlaces places, EventSink events) {
        this.store = store;
        this.inventory = inventory;
        this.places = places;
        this.events = events;
    }

    /**
     * An image that passed.
     *
     * @param push   whether it goes to the destination; else nothing is written beside the stack
     * @param needs  the images that it was made of, as far as they are known
     */
    record Passed(ImageSpec spec, StoredImage image, String version, boolean push, Map<ImageName, Made> needs) {}

    void write(Passed passed) {
        ImageSpec spec = passed.spec();
        try {
            for (PlatformImage platform : passed.image().platforms()) {
                table(platform).ifPresent(table -> sbom(spec.name(), passed.version(), platform, table));
            }
            if (isRootfs(spec)) {
                PlatformImage first = passed.image().platforms().get(0);
                table(first)
                        .ifPresent(table -> page(passed, PackagesPage.of(spec.name(), table, parent(passed, first))));
            }
        } catch (PackageListException e) {
            events.accept(new EngineEvent.Warned(spec.name(), e.what() + ": " + e.hint()));
        }
    }

    private static boolean isRootfs(ImageSpec spec) {
        return spec.source().match(r -> true, d -> false, s -> false, f -> false, m -> false);
    }

    private Optional<PackageTable> table(PlatformImage image) {
        return PackageTable.of(ImageConfig.of(image, store).labels());
    }

    private PackageTable parent(Passed passed, PlatformImage child) {
        Optional<Digest> digest = Optional.ofNullable(passed.spec().parent())
                .flatMap(name -> Optional.ofNullable(passed.needs().get(name)))
                .map(Made::digest);
        return digest.flatMap(new ImageReader(store)::image)
                .flatMap(parent -> parent.on(child.platform()))
                .flatMap(this::table)
                .orElse(PackageTable.EMPTY);
    }

    private void sbom(ImageName name, String version, PlatformImage image, PackageTable table) {
        Instant created = ImageConfig.of(image, store).created().orElse(Instant.EPOCH);
        Digest manifest = image.manifest().digest();
        AtomicFiles.write(
                places.reports().resolve(manifest.hex()).resolve("packages.cdx.json"),
                CycloneDxSbom.of(new CycloneDxSbom.Subject(name, version, image.platform(), manifest, created), table));
    }

    private void page(Passed passed, String text) {
        ImageName name = passed.spec().name();
        Path elsewhere = places.runFolder().resolve(name.fileName() + "." + PAGE);
        if (!places.writesPages() || !passed.push()) {
            replace(elsewhere, text);
            return;
        }
        Path file = pageOf(passed.spec());
        try {
            replace(file, text);
        } catch (EngineException e) {
            replace(elsewhere, text);
            events.accept(new EngineEvent.Warned(name, e.what() + "; it was written to " + elsewhere));
        }
    }

    /** In the image's folder, where that is its alone; else in {@code packages} beside the stack. */
    private Path pageOf(ImageSpec spec) {
        String folder = spec.folder();
        boolean shared = inventory.images().values().stream()
                        .filter(PackageNotes::isRootfs)
                        .filter(other -> folder != null && folder.equals(other.folder()))
                        .count()
                > 1;
        return folder == null || shared
                ? places.stackFolder().resolve("packages").resolve(spec.name() + ".md")
                : places.stackFolder().resolve(folder).resolve(PAGE);
    }

    /** A page that says the same keeps its time: build systems look at it. */
    private static void replace(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
                return;
            }
        } catch (IOException e) {
            // what cannot be read may still be replaced, and the attempt says why not
            AtomicFiles.write(file, bytes);
            return;
        }
        AtomicFiles.write(file, bytes);
    }
}
