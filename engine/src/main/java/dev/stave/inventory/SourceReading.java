package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.ImageName;
import dev.stave.model.Software;
import dev.stave.model.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what an image is made from. */
final class SourceReading {
    private final Declarations declarations;
    private final MirrorReading mirrors;
    private final RootfsReading rootfs;
    private final StackPaths paths;
    private final Findings findings;

    SourceReading(
            Declarations declarations, SortedMap<String, Software> software, StackPaths paths, Findings findings) {
        this.declarations = declarations;
        this.mirrors = new MirrorReading(software, paths, findings);
        this.rootfs = new RootfsReading(declarations, paths, findings);
        this.paths = paths;
        this.findings = findings;
    }

    /** Empty where the image has none, or none that is right; then the findings say so. */
    Optional<Source> read(Declared image) {
        List<String> sources = image.sources();
        if (sources.isEmpty()) {
            findings.add(
                    image.origin(),
                    image.subject(),
                    "no source; an image has one of rootfs, dockerfile, script, files, mirror");
            return Optional.empty();
        }
        if (sources.size() > 1) {
            findings.add(
                    image.settings().at(sources.get(1)),
                    image.subject(),
                    (sources.size() == 2 ? "two" : "several") + " sources, '"
                            + String.join("', '", sources.subList(0, sources.size() - 1)) + "' and '"
                            + sources.get(sources.size() - 1) + "'; an image has exactly one");
        }
        return switch (sources.get(0)) {
            case "rootfs" -> rootfs(image);
            case "dockerfile" -> dockerfile(image);
            case "script" -> script(image);
            case "files" -> files(image);
            default -> mirrors.read(image);
        };
    }

    private Optional<Source> rootfs(Declared image) {
        return image.settings().block("rootfs").map(block -> rootfs.read(image, block));
    }

    private Optional<Source> dockerfile(Declared image) {
        return fileOf(image, "dockerfile").map(file -> {
            Optional<Settings> block = image.settings().block("dockerfile");
            Optional<String> context = block.flatMap(b -> b.scalar("context"))
                    .flatMap(text -> paths.folder(written(image, text, "dockerfile context")));
            return new Source.Dockerfile(
                    file,
                    context.orElseGet(() -> folderOf(file)),
                    block.map(b -> b.map("args")).orElseGet(TreeMap::new),
                    block.flatMap(b -> b.text("target")).orElse(null),
                    block.map(b -> b.secrets("secrets")).orElseGet(TreeMap::new),
                    block.map(b -> b.truth("cache")).orElse(false));
        });
    }

    private Optional<Source> script(Declared image) {
        Optional<Settings> block = image.settings().block("script");
        Optional<ImageName> inside =
                block.flatMap(b -> b.scalar("in")).flatMap(in -> declarations.named(in, image.subject(), "image"));
        return fileOf(image, "script")
                .map(file -> new Source.Script(
                        file,
                        inside.orElse(null),
                        block.map(b -> present(
                                        b.scalars("inputs"),
                                        glob -> paths.relative(written(image, glob, "script inputs"))))
                                .orElse(List.of()),
                        block.map(b -> b.secrets("secrets")).orElseGet(TreeMap::new)));
    }

    private Optional<String> fileOf(Declared image, String source) {
        Optional<Text> file = image.settings()
                .scalar(source)
                .or(() -> image.settings().block(source).flatMap(block -> block.scalar("file")));
        return file.flatMap(text -> paths.fileWithFolder(written(image, text, source)));
    }

    private Optional<Source> files(Declared image) {
        List<Source.Copy> copies = new ArrayList<>();
        List<Settings> blocks = image.settings().blocks("files");
        for (Settings copy : blocks) {
            Optional<String> from =
                    copy.scalar("copy").flatMap(text -> paths.either(written(image, text, "files copy")));
            Optional<String> to = copy.text("to");
            if (from.isPresent() && to.isPresent()) {
                copies.add(new Source.Copy(
                        from.get(),
                        to.get(),
                        copy.text("mode").orElse(null),
                        copy.text("owner").orElse("0:0")));
            }
        }
        if (blocks.isEmpty() && image.settings().node("files").isPresent()) {
            findings.add(image.settings().at("files"), image.subject(), "files: nothing is copied");
        }
        return image.settings().node("files").map(node -> new Source.Files(copies));
    }

    private static Written written(Declared image, Text text, String setting) {
        return new Written(text, image.subject(), setting);
    }

    private static List<String> present(List<Text> texts, Function<Text, Optional<String>> path) {
        return texts.stream().flatMap(text -> path.apply(text).stream()).toList();
    }

    static String folderOf(String file) {
        Path parent = Path.of(file).getParent();
        return parent == null ? "." : parent.toString().replace('\\', '/');
    }
}
