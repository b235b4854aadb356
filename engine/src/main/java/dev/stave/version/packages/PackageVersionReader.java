package dev.stave.version.packages;

import dev.stave.container.ContainerEngine;
import dev.stave.container.Owner;
import dev.stave.model.Digest;
import dev.stave.model.VersionRule;
import dev.stave.model.VersionRule.FromPackage;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.packages.PackageListException;
import dev.stave.packages.PackageTable;
import dev.stave.version.VersionException;
import dev.stave.version.VersionMatch;
import dev.stave.version.VersionReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads versions from the package databases in an image's merged view, its labels, and commands run in it. */
public final class PackageVersionReader implements VersionReader {
    private static final String VERSION_LABEL = "org.opencontainers.image.version";
    private static final String HINT = "name another package, use version fromCommand or fromLabel, or set a release";

    private final Store store;
    private final @Nullable CommandVersion commands;
    private final Function<PlatformImage, FileTree> trees;
    private final Map<Digest, Contents> known = new ConcurrentHashMap<>();

    /** @param engine for version commands; null where there is none */
    public PackageVersionReader(Store store, @Nullable ContainerEngine engine) {
        this(store, engine, image -> new MergedFiles(image, store));
    }

    PackageVersionReader(Store store, @Nullable ContainerEngine engine, Function<PlatformImage, FileTree> trees) {
        this.store = store;
        this.commands = engine == null ? null : new CommandVersion(engine, store);
        this.trees = trees;
    }

    @Override
    public String read(VersionRule rule, PlatformImage image, Owner owner, Consumer<String> log) {
        return rule.match(
                VersionRule.Known::version,
                latest -> label(VERSION_LABEL, image),
                fromLabel -> label(fromLabel.label(), image),
                command -> {
                    if (commands == null) {
                        throw new VersionException(
                                "a version command needs Docker or Podman, and neither was found",
                                "install one of them, or use version fromPackage or fromLabel");
                    }
                    return commands.read(command, image, owner, log);
                },
                fromPackage -> fromPackage(fromPackage, image));
    }

    private String label(String name, PlatformImage image) {
        String value =
                ImageConfig.of(image, store).labels().getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new VersionException(
                    "its label '" + name + "', which should hold its version, is not set",
                    "set the label in the image, or declare the version in the stack");
        }
        return value;
    }

    private String fromPackage(FromPackage rule, PlatformImage image) {
        PackageList installed = contents(image).installed();
        for (String candidate : rule.candidates()) {
            Optional<InstalledPackage> found = installed.named(candidate);
            if (found.isPresent()) {
                return found.get().version();
            }
        }
        if (!rule.declared() && !rule.release().isEmpty()) {
            return rule.release();
        }
        String names = rule.candidates().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        throw new VersionException(
                (rule.candidates().size() == 1
                                ? "package " + names + " is not installed"
                                : "none of the packages " + names + " is installed")
                        + ", " + installed.words(),
                HINT);
    }

    @Override
    public List<InstalledPackage> packages(PlatformImage image) {
        return contents(image).installed().packages();
    }

    @Override
    public Optional<String> contradiction(String declared, String imageName, PlatformImage image) {
        String name = imageName.substring(imageName.lastIndexOf('/') + 1);
        Contents contents = contents(image);
        String label = ImageConfig.of(image, store)
                .labels()
                .getOrDefault(VERSION_LABEL, "")
                .strip();
        if (!label.isEmpty() && !contents.isOfBase(label) && !VersionMatch.agree(declared, label)) {
            return Optional.of(
                    "declared is version " + declared + ", but its label " + VERSION_LABEL + " says " + label);
        }
        return contents.named(name)
                .filter(found -> !VersionMatch.agree(declared, found.version()))
                .map(found -> "declared is version " + declared + ", but package " + found.name()
                        + " in it has version " + found.version());
    }

    private Contents contents(PlatformImage image) {
        return known.computeIfAbsent(
                image.config().digest(),
                digest -> Contents.of(
                        trees.apply(image), ImageConfig.of(image, store).labels()));
    }

    /**
     * What was read of an image.
     *
     * @param failure  why the packages could not be read; null where they could
     * @param systemVersion VERSION_ID of its os-release(5); empty where there is none
     */
    private record Contents(PackageList packages, @Nullable VersionException failure, String systemVersion) {
        static Contents of(FileTree files, Map<String, String> labels) {
            String system = files.read(List.of("etc/os-release", "usr/lib/os-release")).values().stream()
                    .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                    .filter(line -> line.startsWith("VERSION_ID="))
                    .findFirst()
                    .map(line -> line.substring("VERSION_ID=".length())
                            .replaceAll("[\"']", "")
                            .strip())
                    .orElse("");
            try {
                PackageTable table = PackageTable.of(labels).orElse(PackageTable.EMPTY);
                return new Contents(PackageList.of(files, table), null, system);
            } catch (PackageListException e) {
                return new Contents(new PackageList(List.of()), new VersionException(e.what(), e.hint()), system);
            } catch (VersionException e) {
                return new Contents(new PackageList(List.of()), e, system);
            }
        }

        PackageList installed() {
            if (failure != null) {
                throw failure;
            }
            return packages;
        }

        /** Empty also where the packages could not be read, or there are several of that name: that is no contradiction. */
        Optional<InstalledPackage> named(String name) {
            try {
                return packages.named(name);
            } catch (VersionException e) {
                return Optional.empty();
            }
        }

        /** Whether a label speaks of the system that the image is built on: labels are inherited, so it is not its own. */
        boolean isOfBase(String label) {
            return !systemVersion.isEmpty() && VersionMatch.agree(systemVersion, label);
        }
    }
}
