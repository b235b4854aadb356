package dev.stave.build.rootfs;

import dev.stave.build.BuildException;
import dev.stave.container.BuildContainer;
import dev.stave.model.Digest;
import dev.stave.model.HostException;
import dev.stave.oci.layer.Compression;
import dev.stave.oci.layer.GroupedLayer;
import dev.stave.oci.layer.Layer;
import dev.stave.oci.layer.LayerGroups;
import dev.stave.oci.layer.LayerOptions;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A running build container, its order, and what comes out of it. */
final class BuildRoom implements AutoCloseable {
    private static final int LAST_LINES = 40;
    private static final String ROOT = "/emerge-root";
    private static final List<String> TAR = List.of(
            "tar", "--create", "--file=-", "--format=posix", "--xattrs", "--xattrs-include=*", "--numeric-owner");

    private final String subject;
    private final BuildContainer container;
    private final OrderFolder order;
    private final Path out;
    private final Consumer<String> log;
    private final Deque<String> last = new ArrayDeque<>();

    /** @param subject what is built, for errors: {@code image 'web/nginx'} or {@code builder 'musl'} */
    BuildRoom(String subject, BuildContainer container, OrderFolder order, Path out, Consumer<String> log) {
        this.subject = subject;
        this.container = container;
        this.order = order;
        this.out = out;
        this.log = log;
    }

    BuildContainer container() {
        return container;
    }

    /** The folder that the script writes to. */
    Path out() {
        return out;
    }

    /**
     * Runs a part of the script.
     *
     * @param failed where the log of a package is kept that could not be built
     */
    void run(Path failed, String... words) {
        List<String> command = new ArrayList<>(List.of("bash", "/stave/main.sh"));
        command.addAll(List.of(words));
        int code = container.exec(command, new TreeMap<>(), this::line);
        if (code != 0) {
            BuildFailure failure = BuildFailure.read(out.resolve("failure"));
            throw failure.exception(subject, order, kept(failed), List.copyOf(last));
        }
    }

    private void line(String line) {
        if (line.startsWith(">>> Jobs:")) {
            return;
        }
        log.accept(line);
        if (!line.isBlank()) {
            last.addLast(line);
        }
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }

    private Path kept(Path failed) {
        Path from = out.resolve("build.log");
        Path to = failed.resolve("build.log");
        if (Files.exists(from)) {
            try {
                Files.createDirectories(failed);
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw OrderFolder.unwritten(to, e);
            }
        }
        return to;
    }

    /** What the root holds, as a layer. */
    Layer root(LayerWriter layers, LayerOptions options) {
        List<String> command = new ArrayList<>(TAR);
        command.addAll(List.of("--directory=" + ROOT, "."));
        return packed(command, layers, options);
    }

    /** What the root holds, a layer for each group of files. */
    List<GroupedLayer> root(LayerWriter layers, LayerOptions options, LayerGroups groups) {
        List<String> command = new ArrayList<>(TAR);
        command.addAll(List.of("--directory=" + ROOT, "."));
        List<GroupedLayer> all = new ArrayList<>();
        int code = container.stream(
                command, ProcessRunner.Feed.NOTHING, tar -> all.addAll(layers.fromTar(tar, options, groups)), log);
        check(code, "its root could not be packed");
        return all;
    }

    /** The root as a tar archive, for a second phase. */
    void root(Path archive) {
        List<String> command = new ArrayList<>(TAR);
        command.addAll(List.of("--sort=name", "--directory=" + ROOT, "."));
        int code = container.stream(
                command,
                ProcessRunner.Feed.NOTHING,
                tar -> Files.copy(tar, archive, StandardCopyOption.REPLACE_EXISTING),
                log);
        check(code, "its root could not be packed");
    }

    /** What the container has beyond its image, once {@code leave} listed it. */
    Layer changes(LayerWriter layers) {
        List<String> command = new ArrayList<>(TAR);
        command.addAll(List.of(
                "--no-recursion",
                "--null",
                "--verbatim-files-from",
                "--ignore-failed-read",
                "--directory=/",
                "--files-from=/stave-out/changed",
                "--directory=/stave-out/whiteouts",
                "--files-from=/stave-out/whiteouts.list"));
        return packed(command, layers, LayerOptions.keepingTimes().with(Compression.ZSTD));
    }

    private Layer packed(List<String> command, LayerWriter layers, LayerOptions options) {
        AtomicReference<Layer> layer = new AtomicReference<>();
        int code = container.stream(
                command, ProcessRunner.Feed.NOTHING, tar -> layer.set(layers.fromTar(tar, options)), log);
        check(code, "what is in its build container could not be packed");
        return Objects.requireNonNull(layer.get());
    }

    /** A file of the container; false where it is not there. */
    boolean copy(String inside, Path to) {
        try {
            Files.createDirectories(to.getParent());
        } catch (IOException e) {
            throw OrderFolder.unwritten(to, e);
        }
        int code = container.stream(
                List.of("sh", "-c", "[ ! -f \"$1\" ] || cat \"$1\"", "sh", inside),
                ProcessRunner.Feed.NOTHING,
                bytes -> Files.copy(bytes, to, StandardCopyOption.REPLACE_EXISTING),
                log);
        check(code, "'" + inside + "' could not be read in its builder");
        try {
            return Files.size(to) > 0 || !Files.deleteIfExists(to);
        } catch (IOException e) {
            throw new HostException("'" + to + "' is gone: " + e.getMessage(), "", e);
        }
    }

    private void check(int code, String what) {
        if (code != 0) {
            throw new BuildException(subject + ": " + what + " (exit " + code + ")", "see the image's log");
        }
    }

    static String hex(Digest id) {
        return id.hex().substring(0, 12);
    }

    @Override
    public void close() {
        container.close();
    }
}
