package dev.stave.cli;

import dev.stave.check.Advisories;
import dev.stave.check.NoScanner;
import dev.stave.check.Scanner;
import dev.stave.check.trivy.KeptScans;
import dev.stave.check.trivy.TrivyScanner;
import dev.stave.check.trivy.TrivySettings;
import dev.stave.inventory.yaml.AcceptedFindingsReader;
import dev.stave.model.HostSpec;
import dev.stave.model.Inventory;
import dev.stave.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Chooses the scanner: Trivy by STAVE_TRIVY or PATH, else none. */
record ScannerWiring(Environment environment, Inventory inventory, ProcessRunner processes, Advisories advisories) {
    Scanner scanner() {
        String named = environment.get("STAVE_TRIVY");
        Optional<Path> program = named.isEmpty()
                ? inPath("trivy")
                : Optional.of(environment.currentFolder().resolve(named));
        if (program.isEmpty() || !Files.isExecutable(program.get())) {
            return new NoScanner();
        }
        Set<String> insecure = new TreeSet<>();
        inventory.hosts().values().stream()
                .filter(HostSpec::insecure)
                .map(HostSpec::host)
                .forEach(insecure::add);
        TrivySettings settings = TrivySettings.of(
                        program.get(),
                        environment.cache().resolve("trivy"),
                        environment.home().resolve("reports"))
                .withDownloads(environment.variables(), insecure);
        return new TrivyScanner(settings, processes, new AcceptedFindingsReader(), InstantSource.system(), advisories);
    }

    /** Judges what earlier scans found. */
    Scanner kept() {
        return new KeptScans(
                environment.home().resolve("reports"),
                new AcceptedFindingsReader(),
                InstantSource.system(),
                advisories);
    }

    private Optional<Path> inPath(String program) {
        for (String folder : environment.get("PATH").split(":")) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
