package dev.stave.build.script;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.oci.layer.Compression;
import dev.stave.oci.layer.Layer;
import dev.stave.oci.layer.LayerOptions;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.oci.layer.Owners;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Packs the tree that a script filled. GNU tar reads it, because Java does not see capabilities and other attributes. */
final class TreeLayer {
    private static final int QUOTED_LINES = 5;

    private final ProcessRunner runner;
    private final LayerWriter layers;

    TreeLayer(ProcessRunner runner, LayerWriter layers) {
        this.runner = runner;
        this.layers = layers;
    }

    Layer of(Path tree, BuildOrder order) {
        LayerOptions options = LayerOptions.at(order.created())
                .with(Compression.named(order.image().compression()))
                .with(Owners.of(ownerOf(order.workFolder())));
        AtomicReference<Layer> layer = new AtomicReference<>();
        ProcessResult result = runner.stream(
                Command.of(
                                "tar",
                                "--create",
                                "--file=-",
                                "--format=posix",
                                "--xattrs",
                                "--xattrs-include=*",
                                "--numeric-owner",
                                "--directory=" + tree,
                                ".")
                        .with(Map.of("LC_ALL", "C.UTF-8", "TAR_OPTIONS", "")),
                ProcessRunner.Feed.NOTHING,
                tar -> layer.set(layers.fromTar(tar, options)));
        if (!result.succeeded()) {
            throw new BuildException(
                    "the tree that the script left in $STAVE_ROOTFS could not be " + "packed: "
                            + result.lastLines(QUOTED_LINES),
                    "GNU tar must be the tar in PATH, and this user must be able to read the whole tree");
        }
        return Objects.requireNonNull(layer.get());
    }

    /** The work folder was made by the running user; the tree's own may have been given to another by the script. */
    private static Owners.Id ownerOf(Path workFolder) {
        try {
            return new Owners.Id(
                    (int) Files.getAttribute(workFolder, "unix:uid"), (int) Files.getAttribute(workFolder, "unix:gid"));
        } catch (IOException e) {
            throw new BuildException(
                    "the work folder is gone: " + e.getMessage(), "a script must leave it where it is", e);
        }
    }
}
