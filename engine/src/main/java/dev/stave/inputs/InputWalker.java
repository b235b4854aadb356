package dev.stave.inputs;

import dev.stave.model.BuilderSpec;
import dev.stave.model.EngineException;
import dev.stave.model.ImageSpec;
import dev.stave.model.InputFile;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists every file that can change an image's bytes: what {@code files} copies; a script with its {@code inputs}, or by
 * default the image's folder; a Dockerfile with its context less what its .dockerignore names; the hook files and the
 * folder of a rootfs. A mirror has none.
 */
public final class InputWalker {
    /**
     * Files on disk, not read yet.
     *
     * @param complaints what is missing or cannot be an input, as sentences
     */
    public record Found(List<FoundFile> files, List<String> complaints) {}

    private static final Pattern TREE_DERIVED = Pattern.compile("(.*/)?(\\.git|metadata/md5-cache)(/.*)?");

    private final Path stackFolder;
    private final StatCache cache;

    /** @param stackFolder folder of the stack file */
    public InputWalker(Path stackFolder, StatCache cache) {
        this.stackFolder = stackFolder;
        this.cache = cache;
    }

    /** The files with their contents' digests, and all problems at once. */
    public Inputs inputs(ImageSpec image) {
        return read(find(image), image.origin(), "image '" + image.name() + "'");
    }

    /** The same of a declared builder: its hooks and patches, and the archives and trees that it takes from this machine. */
    public Inputs inputs(BuilderSpec builder) {
        FileSearch search = new FileSearch(stackFolder);
        builder.hooks().files().forEach(search::add);
        Stream.of(
                        Optional.ofNullable(builder.hooks().patches()),
                        Optional.ofNullable(builder.stage3().get("file")),
                        Optional.ofNullable(builder.stage3().get("catalyst")),
                        Optional.ofNullable(builder.portage().get("file")))
                .flatMap(Optional::stream)
                .forEach(search::add);
        Stream.concat(Stream.of(builder.portage()), builder.overlays().values().stream())
                .filter(settings -> settings.containsKey("path"))
                .forEach(settings -> search.add(
                        settings.getOrDefault("path", ""), path -> !isDerived(path), InputWalker::isDerived));
        return read(
                new Found(search.found(), search.complaints()), builder.origin(), "builder '" + builder.name() + "'");
    }

    /** What a tree of ebuilds holds that its ebuilds alone decide, or that no build sees. */
    private static boolean isDerived(String path) {
        return TREE_DERIVED.matcher(path).matches();
    }

    private Inputs read(Found found, Origin origin, String subject) {
        List<String> complaints = new ArrayList<>(found.complaints());
        List<InputFile> files = new ArrayList<>();
        for (FoundFile entry : found.files()) {
            try {
                files.add(read(entry));
            } catch (IOException e) {
                complaints.add(Unreadable.why(entry.path(), e));
            }
        }
        return new Inputs(
                files,
                complaints.stream()
                        .map(what -> new Problem(origin, subject, what))
                        .toList());
    }

    /** The same files, not read. */
    public Found find(ImageSpec image) {
        FileSearch search = new FileSearch(stackFolder);
        Predicate<String> ours = new Ours(stackFolder, image);
        Consumer<String> whole = path -> search.add(path, ours.negate(), p -> false);
        List<String> own = image.source()
                .match(
                        r -> rootfs(r, image, whole),
                        d -> dockerfile(d, search, ours),
                        s -> script(s, image, new Globbing(search, ours)),
                        f -> files(f, search, whole),
                        m -> List.of());
        List<String> complaints = new ArrayList<>(search.complaints());
        complaints.addAll(own);
        return new Found(search.found(), complaints);
    }

    private InputFile read(FoundFile entry) throws IOException {
        return switch (entry.kind()) {
            case FILE -> InputFile.file(entry.path(), entry.executable(), cache.digest(entry));
            case FOLDER -> InputFile.folder(entry.path());
            case LINK -> InputFile.link(entry.path(), entry.target());
        };
    }

    private static List<String> rootfs(Source.Rootfs rootfs, ImageSpec image, Consumer<String> whole) {
        rootfs.hookFiles().forEach(whole);
        Optional.ofNullable(rootfs.hooks().patches()).ifPresent(whole);
        String dockerfile = rootfs.finish().dockerfile();
        if (dockerfile != null) {
            Path folder = Path.of(dockerfile).getParent();
            whole.accept(folder == null ? dockerfile : folder.toString());
        }
        if (image.folder() != null) {
            whole.accept(image.folder());
        }
        return List.of();
    }

    private List<String> dockerfile(Source.Dockerfile dockerfile, FileSearch search, Predicate<String> ours) {
        search.add(dockerfile.file());
        Path context = stackFolder.resolve(dockerfile.context());
        if (Files.exists(context) && !Files.isDirectory(context)) {
            return List.of("'" + dockerfile.context() + "' is not a folder, which a context must be");
        }
        try {
            String prefix = FileSearch.normal(dockerfile.context());
            int skip = prefix.equals(".") ? 0 : prefix.length() + 1;
            DockerIgnore ignore = DockerIgnore.of(stackFolder.resolve(dockerfile.file()), context);
            search.add(
                    dockerfile.context(),
                    path -> !ours.test(path) && !ignore.ignores(path.substring(skip)),
                    path -> ignore.skips(path.substring(skip)));
            return List.of();
        } catch (EngineException e) {
            return List.of(e.what().replace(stackFolder + "/", ""));
        }
    }

    private static List<String> script(Source.Script script, ImageSpec image, Globbing globbing) {
        globbing.plain(script.file());
        if (!script.inputs().isEmpty()) {
            script.inputs().forEach(globbing::glob);
        } else if (image.folder() != null) {
            globbing.plain(image.folder());
        }
        return globbing.complaints();
    }

    private static List<String> files(Source.Files files, FileSearch search, Consumer<String> whole) {
        files.copies().forEach(copy -> whole.accept(copy.from()));
        List<String> complaints = new ArrayList<>();
        for (FoundFile entry : search.found()) {
            NotKept.byFiles(entry).ifPresent(complaints::add);
        }
        return complaints;
    }
}
