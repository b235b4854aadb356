package dev.stave.run;

import dev.stave.build.NamedImages;
import dev.stave.inputs.InputWalker;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.ImageTest;
import dev.stave.model.InputFile;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import dev.stave.plan.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads from disk what the planner must know of a stack's images: every file that counts, and what Dockerfiles name. */
public final class FactsCollector {
    private final Path stackFolder;
    private final InputWalker walker;
    private final NamedImages named;
    private final Platform host;
    private final Function<ImageSpec, SortedMap<String, String>> gateFacts;

    /**
     * @param host      what a build is for where its image names no platforms
     * @param gateFacts what beside files decides whether an image may be tagged, such as findings accepted until a day
     */
    public FactsCollector(
            Path stackFolder,
            InputWalker walker,
            NamedImages named,
            Platform host,
            Function<ImageSpec, SortedMap<String, String>> gateFacts) {
        this.stackFolder = stackFolder;
        this.walker = walker;
        this.named = named;
        this.host = host;
        this.gateFacts = gateFacts;
    }

    /** @throws StackException with all that is missing or unreadable, for all builders at once */
    public Map<String, List<InputFile>> builderFiles(Inventory inventory) {
        Map<String, List<InputFile>> all = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        inventory.builders().forEach((name, builder) -> {
            dev.stave.inputs.Inputs found = walker.inputs(builder);
            problems.addAll(found.problems());
            all.put(name, found.files());
        });
        if (!problems.isEmpty()) {
            throw new StackException(problems);
        }
        return all;
    }

    /** @throws StackException with all that is missing or unreadable, for all images at once */
    public Map<ImageName, Inputs> inputs(Inventory inventory) {
        Map<ImageName, Inputs> all = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (ImageSpec image : inventory.images().values()) {
            dev.stave.inputs.Inputs found = walker.inputs(image);
            problems.addAll(found.problems());
            NamedImages.Named names = found.problems().isEmpty()
                    ? named.read(image, inventory, platforms(image))
                    : NamedImages.Named.NOTHING;
            problems.addAll(names.problems());
            all.put(
                    image.name(),
                    new Inputs(
                            found.files(),
                            gateFiles(image, problems),
                            gateFacts.apply(image),
                            names.outside(),
                            names.images()));
        }
        if (!problems.isEmpty()) {
            throw new StackException(problems);
        }
        return all;
    }

    private List<Platform> platforms(ImageSpec image) {
        return image.platforms().isEmpty() ? List.of(host) : image.platforms();
    }

    private List<InputFile> gateFiles(ImageSpec image, List<Problem> problems) {
        List<String> paths = new ArrayList<>();
        for (ImageTest test : image.tests()) {
            Optional<String> script = test.match(
                    r -> Optional.empty(), s -> Optional.of(s.file()), l -> Optional.empty(), h -> Optional.empty());
            script.ifPresent(paths::add);
        }
        if (image.scan().ignoreFile() != null) {
            paths.add(image.scan().ignoreFile());
        }
        List<InputFile> files = new ArrayList<>();
        for (String path : paths) {
            Path file = stackFolder.resolve(path);
            try (InputStream in = Files.newInputStream(file)) {
                files.add(InputFile.file(path, Files.isExecutable(file), Digest.of(in)));
            } catch (IOException e) {
                problems.add(new Problem(
                        image.origin(),
                        "image '" + image.name() + "'",
                        "'" + path + "' does not exist or cannot be read"));
            }
        }
        return files;
    }
}
