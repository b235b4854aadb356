package dev.stave.check.glsa;

import dev.stave.check.Advisories;
import dev.stave.check.PlatformScan;
import dev.stave.check.ScanReport.Finding;
import dev.stave.model.EngineException;
import dev.stave.model.Platform;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.packages.PackageTable;
import dev.stave.packages.PortagePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Matches the packages that an image's label lists against the advisories in {@code metadata/glsa} of the trees that it
 * was made from, in Portage's own version order. Safe for many threads; a tree is read once.
 */
public final class GlsaAdvisories implements Advisories {
    private static final Map<String, String> ARCHES = Map.of(
            "amd64", "amd64",
            "arm64", "arm64",
            "arm", "arm",
            "386", "x86",
            "ppc64le", "ppc64",
            "s390x", "s390",
            "riscv64", "riscv",
            "loong64", "loong");

    private final Store store;
    private final AdvisoryTrees trees;
    private final Map<Path, List<Glsa>> known = new ConcurrentHashMap<>();

    public GlsaAdvisories(Store store, AdvisoryTrees trees) {
        this.store = store;
        this.trees = trees;
    }

    @Override
    public Optional<Advice> look(PlatformImage image) {
        Platform platform = image.platform();
        try {
            List<PortagePackage> packages =
                    PackageTable.of(ImageConfig.of(image, store).labels())
                            .orElse(PackageTable.EMPTY)
                            .packages()
                            .stream()
                            .filter(one -> !one.byHook())
                            .toList();
            return packages.isEmpty() ? Optional.empty() : Optional.of(advice(platform, packages, all(image)));
        } catch (EngineException e) {
            return Optional.of(new Advice(new PlatformScan.Failed(platform, e.what()), "Gentoo advisories"));
        }
    }

    private static Advice advice(Platform platform, List<PortagePackage> packages, Collection<Glsa> advisories) {
        if (advisories.isEmpty()) {
            // packages of a kind that nothing is known about
            return new Advice(
                    new PlatformScan.Seen(platform, GENTOO, false, List.of(), List.of()), "no Gentoo advisories");
        }
        String arch = ARCHES.getOrDefault(platform.architecture(), platform.architecture());
        List<Finding> findings = new ArrayList<>();
        String latest = "";
        for (Glsa advisory : advisories) {
            packages.forEach(one -> find(advisory, one, arch).ifPresent(findings::add));
            latest = advisory.name();
        }
        return new Advice(
                new PlatformScan.Seen(platform, GENTOO, false, List.of("portage"), findings),
                advisories.size() + " Gentoo advisor" + (advisories.size() == 1 ? "y" : "ies") + " up to " + latest);
    }

    private static Optional<Finding> find(Glsa advisory, PortagePackage one, String arch) {
        return advisory.affected().stream()
                .filter(affected -> affected.hits(one, arch))
                .findFirst()
                .map(affected -> new Finding(
                        advisory.name(),
                        one.name(),
                        one.version(),
                        affected.fixFor(one).orElse(""),
                        advisory.severity(),
                        advisory.cves()));
    }

    /** By id, the latest revision of each. */
    private Collection<Glsa> all(PlatformImage image) {
        Map<String, Glsa> all = new TreeMap<>();
        for (Path tree : trees.of(image)) {
            for (Glsa advisory : known.computeIfAbsent(tree, GlsaAdvisories::read)) {
                all.merge(advisory.id(), advisory, (one, two) -> one.revision() >= two.revision() ? one : two);
            }
        }
        return all.values();
    }

    private static List<Glsa> read(Path tree) {
        Path folder = tree.resolve("metadata").resolve("glsa");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        GlsaReader reader = new GlsaReader();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("glsa-.*\\.xml"))
                    .sorted()
                    .flatMap(file -> reader.read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new GlsaException("the advisories in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
