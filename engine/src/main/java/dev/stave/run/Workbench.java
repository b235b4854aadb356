package dev.stave.run;

import dev.stave.build.Builder;
import dev.stave.check.ImageTester;
import dev.stave.check.Scanner;
import dev.stave.oci.Store;
import dev.stave.version.VersionReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * The adapters that a run makes and judges images with.
 *
 * @param secrets    the value of a secret; empty where it is nowhere
 * @param quarantine shows the scanner what is not released yet
 */
public record Workbench(
        Store store,
        Builder builder,
        ImageTester tester,
        Scanner scanner,
        VersionReader versions,
        QuarantineDoor quarantine,
        Function<String, Optional<String>> secrets) {}
