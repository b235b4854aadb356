package dev.stave.run;

import dev.stave.check.Scanner;
import dev.stave.model.ImageName;
import dev.stave.oci.StoredImage;
import java.util.function.Function;

/** Shows images that are not released yet to a scanner, on loopback and behind a password of this run. */
public interface QuarantineDoor {
    /** Calls {@code look} while the image can be pulled from the place that it is told, by digest. */
    <T> T show(ImageName name, StoredImage image, Function<Scanner.Quarantine, T> look);
}
