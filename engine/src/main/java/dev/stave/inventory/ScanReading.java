package dev.stave.inventory;

import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.ImageRef;
import dev.stave.model.ScanPolicy;
import dev.stave.model.ScanPolicy.Severity;
import dev.stave.model.ScanPolicy.Tolerance;
import java.util.Optional;

/** Reads a scan policy over the one that holds where nothing is written. */
final class ScanReading {
    private final StackPaths paths;

    ScanReading(StackPaths paths) {
        this.paths = paths;
    }

    ScanPolicy read(Settings settings, ScanPolicy otherwise) {
        if (settings.scalar("scan").isPresent()) {
            return ScanPolicy.OFF;
        }
        return settings.block("scan").map(scan -> over(otherwise, scan)).orElse(otherwise);
    }

    private ScanPolicy over(ScanPolicy otherwise, Settings scan) {
        return new ScanPolicy(
                false,
                scan.text("failOn").flatMap(Severity::tryParse).orElse(otherwise.failOn()),
                scan.has("ignoreUnfixed") ? scan.truth("ignoreUnfixed") : otherwise.ignoreUnfixed(),
                scan.text("unscannable").flatMap(Tolerance::tryParse).orElse(otherwise.unscannable()),
                scan.text("noDatabase").flatMap(Tolerance::tryParse).orElse(otherwise.noDatabase()),
                scan.scalar("ignoreFile")
                        .flatMap(text -> paths.file(new Written(text, scan.subject(), "scan ignoreFile")))
                        .orElse(otherwise.ignoreFile()),
                database(scan).orElse(otherwise.database()));
    }

    /** A folder where there is one of that name, else a reference. */
    private Optional<String> database(Settings scan) {
        return scan.scalar("database").flatMap(text -> {
            boolean reference = ImageRef.tryParse(text.value()).isPresent()
                    && !text.value().startsWith("/")
                    && !text.value().startsWith(".");
            return reference
                    ? Optional.of(text.value())
                    : paths.ofHost(new Written(text, scan.subject(), "scan database"));
        });
    }
}
