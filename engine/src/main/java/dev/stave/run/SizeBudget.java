package dev.stave.run;

import dev.stave.check.GateException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.oci.Descriptor;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.oci.StoredImage;
import dev.stave.oci.layer.LayerSizes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gate of size: what an image's own layers hold, those of its parent not counted. */
record SizeBudget(Store store) {
    /**
     * Lets the image pass or throws a {@link GateException}.
     *
     * @param parents finds the parent; asked only where there is a budget
     */
    void check(ImageSpec spec, StoredImage image, Function<ImageName, Optional<StoredImage>> parents) {
        long budget = spec.source().match(r -> r.finish().sizeBudget(), d -> 0L, s -> 0L, f -> 0L, m -> 0L);
        if (budget <= 0) {
            return;
        }
        Optional<StoredImage> parent = Optional.ofNullable(spec.parent()).flatMap(parents);
        for (PlatformImage platform : image.platforms()) {
            int inherited = parent.flatMap(p -> p.on(platform.platform()))
                    .map(p -> p.layers().size())
                    .orElse(0);
            List<Descriptor> own = platform.layers()
                    .subList(
                            Math.min(inherited, platform.layers().size()),
                            platform.layers().size());
            LayerSizes sizes = LayerSizes.of(own, store);
            if (sizes.bytes() > budget) {
                throw tooLarge(spec, image.platforms().size() > 1 ? " for " + platform.platform() : "", sizes, budget);
            }
        }
    }

    private static GateException tooLarge(ImageSpec spec, String where, LayerSizes sizes, long budget) {
        String largest = sizes.largest().stream()
                .map(file -> file.path() + " (" + words(file.bytes()) + ")")
                .collect(Collectors.joining(", "));
        boolean alike = words(sizes.bytes()).equals(words(budget));
        return new GateException(
                "image '" + spec.name() + "': its own layers hold "
                        + (alike ? sizes.bytes() + " B" : words(sizes.bytes())) + where
                        + ", more than its size budget of " + (alike ? budget + " B" : words(budget)),
                "its largest files are " + largest
                        + "; remove what is not needed in finishRootfs, or raise sizeBudget");
    }

    /** In the units in which a stack says it: {@code 20 MiB}, {@code 1.5 KiB}, {@code 12 B}. */
    private static String words(long bytes) {
        double amount = bytes;
        String unit = "B";
        for (String next : List.of("KiB", "MiB", "GiB")) {
            if (amount < 1024) {
                break;
            }
            amount /= 1024;
            unit = next;
        }
        return String.format(Locale.ROOT, "%.1f", amount).replace(".0", "") + " " + unit;
    }
}
