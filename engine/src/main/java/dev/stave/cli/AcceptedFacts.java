package dev.stave.cli;

import dev.stave.check.AcceptedFindings;
import dev.stave.model.ImageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Which accepted findings are in force today: the day on which one ends is a change of the gate. */
record AcceptedFacts(AcceptedFindings.Reader reader, Path stackFolder, InstantSource clock)
        implements Function<ImageSpec, SortedMap<String, String>> {
    @Override
    public SortedMap<String, String> apply(ImageSpec image) {
        SortedMap<String, String> facts = new TreeMap<>();
        String file = image.scan().ignoreFile();
        if (file == null || image.scan().off() || !Files.exists(stackFolder.resolve(file))) {
            return facts;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        reader.read(stackFolder.resolve(file)).entries().stream()
                .filter(entry -> entry.holdsOn(today))
                .forEach(entry -> facts.put(
                        "accepted " + entry.id() + (entry.packageName() == null ? "" : " in " + entry.packageName()),
                        "in force"));
        return facts;
    }
}
