package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.OnChange;
import dev.stave.model.Platform;
import dev.stave.model.ScanPolicy;
import dev.stave.model.Software;
import dev.stave.model.Source;
import dev.stave.model.VersionRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives each declared image the stack's defaults and reads it whole. */
final class ImageReading {
    private final Declarations declarations;
    private final Settings stack;
    private final Findings findings;
    private final SourceReading sources;
    private final VersionReading versions;
    private final ConfigReading configs;
    private final ScanReading scans;
    private final ScanPolicy scan;

    ImageReading(Settings stack, StackReading reading, StackPaths paths, Findings findings) {
        SortedMap<String, Software> software = reading.software();
        this.stack = stack;
        this.findings = findings;
        this.declarations = new Declarations(stack, findings);
        this.sources = new SourceReading(declarations, software, paths, findings);
        this.versions = new VersionReading(software, reading.release(), paths, findings);
        this.configs = new ConfigReading(paths, findings);
        this.scans = new ScanReading(paths);
        this.scan = scans.read(stack, ScanPolicy.DEFAULT);
    }

    Declarations declarations() {
        return declarations;
    }

    /** Those whose source is right; of the others the findings tell. */
    SortedMap<ImageName, ImageSpec> read() {
        SortedMap<ImageName, ImageSpec> images = new TreeMap<>();
        declarations.all().forEach(image -> {
            Optional<Source> source = sources.read(image);
            ImageSpec spec = image(image, source);
            if (source.isPresent()) {
                images.put(image.name(), spec);
            }
        });
        return images;
    }

    private ImageSpec image(Declared image, Optional<Source> source) {
        Settings settings = image.settings();
        Source made = source.orElseGet(() -> new Source.Files(List.of()));
        Optional<VersionRule> version = source.flatMap(s -> versions.read(image, s));
        return new ImageSpec(
                image.name(),
                image.origin(),
                made,
                parent(image),
                required(image),
                platforms(image),
                version.orElseGet(() -> new VersionRule.Known("", "", false)),
                configs.settings(image),
                configs.tests(image),
                scans.read(settings, scan),
                onChange(settings),
                settings.text("layers").orElse("one"),
                settings.text("compression").orElse("gzip"),
                folder(made));
    }

    private @Nullable ImageName parent(Declared image) {
        return image.settings()
                .scalar("from")
                .flatMap(from -> declarations.named(from, image.subject(), "parent"))
                .orElse(null);
    }

    private List<ImageName> required(Declared image) {
        return image.settings().scalars("requires").stream()
                .flatMap(text -> declarations.named(text, image.subject(), "image").stream())
                .distinct()
                .toList();
    }

    private List<Platform> platforms(Declared image) {
        List<Text> own = image.settings().scalars("platforms");
        List<Text> meant = own.isEmpty() && !image.isMirror() ? stack.scalars("platforms") : own;
        List<Platform> platforms = meant.stream()
                .flatMap(text -> Platform.tryParse(text.value()).stream())
                .toList();
        Set<String> seen = new HashSet<>();
        own.stream()
                .filter(text -> !seen.add(text.value()))
                .forEach(text -> findings.add(
                        text.origin(), image.subject(), "platforms: " + text.value() + " is written twice"));
        return platforms.stream().distinct().sorted().toList();
    }

    private OnChange onChange(Settings image) {
        return image.text("onChange")
                .or(() -> stack.text("onChange"))
                .map(word -> word.equals("replace") ? OnChange.REPLACE : OnChange.REVISION)
                .orElse(OnChange.DEFAULT);
    }

    /** The folder of its hooks, script or Dockerfile, if that is not the stack's own. */
    private static @Nullable String folder(Source source) {
        Optional<String> file = source.match(
                rootfs -> rootfs.hookFiles().stream().findFirst(),
                dockerfile -> Optional.of(dockerfile.file()),
                script -> Optional.of(script.file()),
                files -> Optional.empty(),
                mirror -> Optional.empty());
        return file.map(SourceReading::folderOf)
                .filter(folder -> !folder.equals("."))
                .orElse(null);
    }
}
