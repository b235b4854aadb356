package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.GentooInputs;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.http.WebClient;
import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderPin;
import dev.stave.model.BuilderSpec;
import dev.stave.model.EngineException;
import dev.stave.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What builders start from, of Gentoo's mirrors, git and rsync servers, and of local files; kept below STAVE_HOME. */
public final class MirroredInputs implements GentooInputs {
    private final Places places;
    private final WebClient client;
    private final Verification verification;
    private final Kept stages;
    private final TreeFolders trees;
    private final GitTrees gits;
    private final RsyncTrees rsyncs;

    /**
     * Where things are.
     *
     * @param home        STAVE_HOME: {@code stages}, {@code trees} and {@code git} below it
     * @param stackFolder folder of the stack file, which local paths are relative to
     * @param gitVariables what git needs to trust servers, such as GIT_SSL_CAINFO
     * @param offline     whether nobody may be asked
     */
    public record Places(Path home, Path stackFolder, Map<String, String> gitVariables, boolean offline) {}

    public MirroredInputs(Places places, WebClient client, ProcessRunner processes, InstantSource clock) {
        this.places = places;
        this.client = client;
        this.verification = new Verification(places.stackFolder(), clock);
        this.stages = new Kept(places.home().resolve("stages"), clock);
        this.trees = new TreeFolders(new Kept(places.home().resolve("trees"), clock));
        this.gits = new GitTrees(
                processes, places.gitVariables(), new Kept(places.home().resolve("git"), clock));
        this.rsyncs = new RsyncTrees(processes, trees);
    }

    @Override
    public Optional<BuilderPin> pin(BuilderSpec builder, BuilderInput input) {
        return about(input.words(), () -> switch (input.kind()) {
            case STAGE3 -> pinStage(builder.stage3());
            case PORTAGE, OVERLAY -> pinTree(builder, input);
        });
    }

    private Optional<BuilderPin> pinStage(SortedMap<String, String> settings) {
        Stages source = stages(settings);
        return places.offline() ? source.keptPin() : Optional.of(source.pin());
    }

    private Optional<BuilderPin> pinTree(BuilderSpec builder, BuilderInput input) {
        SortedMap<String, String> settings = input.settings(builder);
        String what = input.what(builder);
        if (what.startsWith("git:")) {
            return places.offline() ? Optional.empty() : Optional.of(gits.pin(git(builder, input)));
        }
        if (what.startsWith("rsync:")) {
            return places.offline() ? Optional.empty() : Optional.of(rsyncs.pin(rsync(builder, input)));
        }
        Snapshots source = snapshots(settings);
        return places.offline() ? source.keptPin() : Optional.of(source.pin());
    }

    @Override
    public Path stage3(BuilderSpec builder, SortedMap<String, String> pins) {
        BuilderInput input = BuilderInput.stage3(builder.name());
        SortedMap<String, String> settings = builder.stage3();
        return about(
                input.words(),
                () -> settings.containsKey("file")
                        ? localFile(settings)
                        : stages(settings).archive(pinOf(input, pins), places.offline()));
    }

    @Override
    public Path tree(BuilderSpec builder, SortedMap<String, String> pins) {
        return tree(builder, BuilderInput.portage(builder.name()), pins);
    }

    @Override
    public Path overlay(BuilderSpec builder, String overlay, SortedMap<String, String> pins) {
        return tree(builder, BuilderInput.overlay(builder.name(), overlay), pins);
    }

    private Path tree(BuilderSpec builder, BuilderInput input, SortedMap<String, String> pins) {
        SortedMap<String, String> settings = input.settings(builder);
        return about(input.words(), () -> {
            if (settings.containsKey("path")) {
                return localFolder(settings.getOrDefault("path", ""));
            }
            if (settings.containsKey("file")) {
                Path archive = localFile(settings);
                return unpacked(archive, Kept.digest(ContentDigest.SHA256, archive));
            }
            return pinnedTree(builder, input, pinOf(input, pins));
        });
    }

    private Path pinnedTree(BuilderSpec builder, BuilderInput input, BuilderPin pin) {
        if (pin.what().startsWith("git:")) {
            GitTrees.Source source = git(builder, input);
            return trees.folder(
                    "git-" + pin.identity(), empty -> gits.checkOut(source, pin.identity(), places.offline(), empty));
        }
        if (pin.what().startsWith("rsync:")) {
            String name = "rsync-" + pin.identity();
            if (places.offline() && !trees.has(name)) {
                throw new GentooException(
                        "the tree of " + pin.date() + " is not kept here, and the run is offline",
                        "run once without --offline");
            }
            return trees.folder(name, empty -> rsyncs.sync(rsync(builder, input), pin, empty));
        }
        String name = pin.identity().replaceFirst("^sha256:", "");
        return trees.has(name)
                ? trees.folder(name, empty -> empty)
                : unpacked(snapshots(input.settings(builder)).archive(pin, places.offline()), name);
    }

    private Path unpacked(Path archive, String name) {
        return trees.folder(name, empty -> new TreeArchive(String.valueOf(archive), empty).unpack(archive));
    }

    private Stages stages(SortedMap<String, String> settings) {
        return new Stages(
                Mirrors.of(client, settings),
                verification.of(settings, Verification.STAGES),
                stages,
                Stages.Wanted.of(settings));
    }

    private Snapshots snapshots(SortedMap<String, String> settings) {
        return new Snapshots(
                Mirrors.of(client, settings), verification.of(settings, Verification.TREES), stages, settings);
    }

    private GitTrees.Source git(BuilderSpec builder, BuilderInput input) {
        SortedMap<String, String> settings = input.settings(builder);
        return new GitTrees.Source(
                input.what(builder),
                address(settings.getOrDefault("git", "")),
                settings.getOrDefault("ref", "HEAD"),
                signatures(input, settings, Verification.COMMITS));
    }

    private RsyncTrees.Source rsync(BuilderSpec builder, BuilderInput input) {
        SortedMap<String, String> settings = input.settings(builder);
        return new RsyncTrees.Source(
                input.what(builder),
                address(settings.getOrDefault("rsync", "")),
                signatures(input, settings, Verification.TREES));
    }

    /** Overlays are pinned by commit, and signed by nobody in particular. */
    private Optional<SignatureCheck> signatures(
            BuilderInput input, SortedMap<String, String> settings, Set<String> usual) {
        boolean signed = input.kind() == BuilderInput.Kind.PORTAGE || settings.containsKey("keys");
        return signed ? verification.of(settings, usual) : Optional.empty();
    }

    private Path localFile(SortedMap<String, String> settings) {
        Path file = places.stackFolder().resolve(settings.getOrDefault("file", ""));
        if (!Files.isRegularFile(file)) {
            throw new GentooException("file '" + settings.get("file") + "' does not exist", "");
        }
        String sha256 = settings.get("sha256");
        if (sha256 != null) {
            Kept.check("'" + settings.get("file") + "'", file, Map.of(ContentDigest.SHA256, sha256));
        }
        return file;
    }

    private Path localFolder(String path) {
        Path folder = places.stackFolder().resolve(path);
        if (!Files.isDirectory(folder)) {
            throw new GentooException("folder '" + path + "' does not exist", "");
        }
        return folder.normalize();
    }

    /** One without a scheme is a path relative to the stack file's folder, but for {@code host:path}. */
    private String address(String written) {
        boolean local = !written.contains("://") && !written.matches("[^/]+:.*");
        return local ? places.stackFolder().resolve(written).normalize().toString() : written;
    }

    private static BuilderPin pinOf(BuilderInput input, SortedMap<String, String> pins) {
        return Optional.ofNullable(pins.get(input.key()))
                .flatMap(BuilderPin::tryParse)
                .orElseThrow(() -> new GentooException("it is not pinned", "run once without --offline"));
    }

    private interface Work<T> {
        T done();
    }

    /** Says of what input a failure speaks. */
    private static <T> T about(String words, Work<T> work) {
        try {
            return work.done();
        } catch (GentooException | dev.stave.http.WebException e) {
            throw new GentooException(words + ": " + e.what(), e.hint(), e);
        } catch (EngineException e) {
            throw e;
        }
    }
}
