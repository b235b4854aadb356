package dev.stave.build.script;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.build.PlatformImages;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerException;
import dev.stave.container.EngineInfo;
import dev.stave.container.Owner;
import dev.stave.inputs.InputWalker;
import dev.stave.inputs.StatCache;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.layer.Layer;
import dev.stave.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds an image by running any program, in an empty work folder, on copies of its inputs and in an environment of its
 * own. It hands its work over in one of three ways: a tree in {@code $STAVE_ROOTFS}, which becomes a layer on the parent;
 * a docker-archive or OCI archive at {@code $STAVE_ARCHIVE}; or an image named {@code $STAVE_IMAGE} in the engine.
 */
public final class ScriptBuilder implements Builder {
    private final ScriptTools tools;
    private final @Nullable ContainerEngine engine;
    private final Map<String, String> surroundings;

    /**
     * @param engine       null where this host has none: scripts then run on the host and leave no image in an engine
     * @param surroundings the engine's own environment; {@code PATH} and proxies are taken from it
     */
    public ScriptBuilder(ScriptTools tools, @Nullable ContainerEngine engine, Map<String, String> surroundings) {
        this.tools = tools;
        this.engine = engine;
        this.surroundings = Map.copyOf(surroundings);
    }

    @Override
    public List<String> complaints(ImageSpec image, List<Platform> platforms) {
        Source.Script script = scriptOf(image);
        List<String> complaints = new ArrayList<>();
        for (String program : List.of("sh", "tar")) {
            if (Program.find(program, surroundings).isEmpty()) {
                complaints.add("script builds need '" + program + "', which is not in PATH");
            }
        }
        if (script.in() != null) {
            complaints.addAll(complaintsInside(script, platforms));
        }
        return complaints;
    }

    @Override
    public PlatformImage build(BuildOrder order) {
        Source.Script script = scriptOf(order.image());
        InputWalker.Found inputs =
                new InputWalker(order.stackFolder(), new StatCache(null, InstantSource.system())).find(order.image());
        if (!inputs.complaints().isEmpty()) {
            throw new BuildException(
                    "image '" + order.image().name() + "': " + String.join("\n", inputs.complaints()), "");
        }
        WorkFolder folder = WorkFolder.filled(order, script.file(), inputs.files());
        if (order.parent() != null) {
            ParentLayout.write(order.parent(), tools.store(), folder.parent());
        }
        Owner owner = order.owner().part("script-" + order.image().name() + "-" + order.platform());
        ScriptEnvironment environment = new ScriptEnvironment(surroundings, engine == null ? null : engine.info());
        ScriptRun run = new ScriptRun(order, script, folder, environment, owner.imageName());
        if (script.in() == null) {
            run.onHost(tools.runner());
        } else if (engine != null) {
            run.inside(script.in(), engine, tools.store());
        } else {
            throw new BuildException(String.join("\n", complaintsInside(script, List.of(order.platform()))), "");
        }
        Optional<Path> saved = script.in() == null ? savedFromEngine(owner, folder, order) : Optional.empty();
        return switch (new HandedOver(folder).way(saved.isPresent())) {
            case TREE -> packed(folder, order);
            case ARCHIVE -> imported(folder.archive(), order);
            case ENGINE -> imported(saved.orElseThrow(), order);
        };
    }

    private PlatformImage packed(WorkFolder folder, BuildOrder order) {
        Layer layer = new TreeLayer(tools.runner(), tools.layers()).of(folder.rootfs(), order);
        return new PlatformImages(tools.store())
                .layered(order, layer.blob(), layer.diffId(), "script " + folder.script());
    }

    private PlatformImage imported(Path archive, BuildOrder order) {
        return new LeftArchive(tools.store(), tools.archives()).take(archive, order);
    }

    /** The image that the script left in the engine, as an archive in the work folder; the engine's own is removed. */
    private Optional<Path> savedFromEngine(Owner owner, WorkFolder folder, BuildOrder order) {
        if (engine == null) {
            return Optional.empty();
        }
        Path file = folder.saved();
        try {
            engine.save(owner.imageName(), archive -> Files.copy(archive, file));
        } catch (ContainerException e) {
            order.log().accept("no image " + owner.imageName() + ": " + e.what());
            return Optional.empty();
        }
        engine.removeOwned(owner);
        return Optional.of(file);
    }

    private List<String> complaintsInside(Source.Script script, List<Platform> platforms) {
        String what = "script '" + script.file() + "' runs inside '" + script.in() + "', which needs ";
        if (engine == null) {
            return List.of(what + "Docker, Podman or buildah, and this host has none of them");
        }
        EngineInfo info = engine.info();
        List<String> complaints = new ArrayList<>();
        for (Platform platform : platforms) {
            if (!info.platform().accepts(platform) && !info.abilities().contains(EngineInfo.Ability.EMULATION)) {
                complaints.add(what + "emulation of " + platform + ", and " + info.kind() + " has none here");
            }
        }
        return complaints;
    }

    private static Source.Script scriptOf(ImageSpec image) {
        return image.source().match(r -> other(image), d -> other(image), s -> s, f -> other(image), m -> other(image));
    }

    private static Source.Script other(ImageSpec image) {
        throw new IllegalArgumentException(
                image.name() + " is built by " + image.source().kind() + ", not by script");
    }
}
