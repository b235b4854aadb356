package dev.stave.container.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.container.Argv;
import dev.stave.container.BuildContainer;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerException;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.DockerfileBuild;
import dev.stave.container.Emulation;
import dev.stave.container.EngineInfo;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.KeptImage;
import dev.stave.container.LoadedName;
import dev.stave.container.MountCheck;
import dev.stave.container.Owner;
import dev.stave.container.StagedContext;
import dev.stave.model.Platform;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** buildah alone: no daemon, chroot isolation, and namespaces of unshare where a container is run. */
public final class BuildahEngine implements ContainerEngine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProcessRunner processes;
    private final Executor threads;
    private final BuildahRoot root;
    private final BuildahImages images;
    private final EngineInfo info;

    private BuildahEngine(ProcessRunner processes, Executor threads, BuildahRoot root, EngineInfo info) {
        this.processes = processes;
        this.threads = threads;
        this.root = root;
        this.images = new BuildahImages(processes, root);
        this.info = info;
    }

    /**
     * Asks buildah for its version and where it keeps things.
     *
     * @param threads runs a container beside its probe; must start each task at once
     * @throws ContainerException where buildah does not answer
     */
    public static BuildahEngine open(ProcessRunner processes, Executor threads, Path program) {
        JsonNode about = ask(processes, program);
        BuildahRoot root = new BuildahRoot(
                program,
                about.at("/store/GraphDriverName").asText(),
                Path.of(about.at("/store/GraphRoot").asText()),
                Path.of(about.at("/store/RunRoot").asText()),
                new ConcurrentHashMap<>());
        Set<Ability> abilities = EnumSet.of(Ability.BUILD_SECRETS);
        if (isolates(processes)) {
            abilities.add(Ability.ISOLATED_RUN);
        }
        if (Emulation.isThere()) {
            abilities.add(Ability.EMULATION);
        }
        String version = processes
                .run(Command.of(program.toString(), "--version"))
                .stdout()
                .replaceFirst("(?s)^buildah version (\\S+).*", "$1");
        Platform platform = Platform.linuxOn(about.at("/host/arch").asText());
        return new BuildahEngine(
                processes, threads, root, new EngineInfo("buildah", version, program.toString(), platform, abilities));
    }

    private static JsonNode ask(ProcessRunner processes, Path program) {
        ProcessResult result =
                processes.run(Command.of(program.toString(), "info").within(Duration.ofSeconds(60)));
        try {
            if (result.succeeded()) {
                return JSON.readTree(result.stdout());
            }
            throw new ContainerException("buildah info failed: " + result.lastLines(3), "", null);
        } catch (JsonProcessingException e) {
            throw new ContainerException("buildah info does not answer in JSON", "", e);
        }
    }

    private static boolean isolates(ProcessRunner processes) {
        try {
            Command probe = Command.of(
                    "unshare",
                    "--mount",
                    "--ipc",
                    "--net",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "setpriv",
                    "--no-new-privs",
                    "--bounding-set=-all",
                    "true");
            return processes.run(probe.within(Duration.ofSeconds(20))).succeeded();
        } catch (dev.stave.model.HostException e) {
            return false;
        }
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public String load(String name, PlatformImage image, Store store) {
        String full = LoadedName.of(name, image);
        images.load(full, image, store);
        return full;
    }

    @Override
    public String build(DockerfileBuild build, Consumer<String> log) {
        List<String> argv = new ArrayList<>(root.building(build, "bud", "--isolation", "chroot"));
        // without layers it would remove the base of a stage that does nothing, as if that were its own
        argv.addAll(List.of("--format", "docker", "--layers"));
        if (!build.cache()) {
            argv.add("--no-cache");
        }
        StagedContext context = new StagedContext(processes);
        argv.addAll(List.of("--ignorefile", StagedContext.ignoreFile(build).toString()));
        argv.addAll(context.arguments(build));
        ProcessResult result = processes.run(Command.of(argv).masking(build.secrets()), log);
        if (!result.succeeded()) {
            throw new ContainerException(
                    "the build of '" + build.name() + "' failed: " + result.lastLines(5), "", null);
        }
        return build.name();
    }

    @Override
    public void save(String name, ProcessRunner.Drain archive) {
        Command push = Command.of(root.holding(name, "push", "--quiet", name, "docker-archive:/dev/stdout:" + name));
        ProcessResult result = processes.stream(push, ProcessRunner.Feed.NOTHING, archive);
        if (!result.succeeded()) {
            throw new ContainerException("buildah push of '" + name + "' failed: " + result.lastLines(3), "", null);
        }
    }

    @Override
    public ContainerResult run(ContainerRun run, Consumer<String> log) {
        if (!info.abilities().contains(Ability.ISOLATED_RUN)) {
            throw new ContainerException(
                    "buildah cannot run '" + run.image() + "' isolated on this host: unshare --net --pid is refused",
                    "run as root, or use Docker or Podman",
                    null);
        }
        JsonNode config = config(run.image());
        List<String> argv = Argv.of(run, words(config.path("Entrypoint")), words(config.path("Cmd")));
        WorkingContainer container =
                WorkingContainer.create(processes, root, run.owner(), new WorkingContainer.Of(run.image(), config));
        return BuildahRun.toEnd(new BuildahRun.Host(processes, threads, container), run, argv, log);
    }

    @Override
    public BuildContainer start(BuildContainerOrder order) {
        if (!info.abilities().contains(Ability.ISOLATED_RUN)) {
            throw new ContainerException(
                    "buildah cannot keep a container of '" + order.image()
                            + "' open on this host: unshare --mount --pid is refused",
                    "run as root, or use Docker or Podman",
                    null);
        }
        Emulation.check(info, order.platform());
        MountCheck.ordered(order.mounts());
        WorkingContainer container = WorkingContainer.create(
                processes, root, order.owner(), new WorkingContainer.Of(order.image(), config(order.image())));
        return BuildahContainer.start(processes, threads, order, container);
    }

    private JsonNode config(String image) {
        return images.inspect(image)
                .orElseThrow(() -> new ContainerException("buildah has no image '" + image + "'", "", null))
                .at("/OCIv1/config");
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    @Override
    public List<Owner> owners() {
        return Stream.concat(
                        root.owners().stream(),
                        images.temporaryNames().stream().map(Owner::ofImage).flatMap(Optional::stream))
                .distinct()
                .toList();
    }

    @Override
    public void removeOwned(Owner owner) {
        images.temporaryNames().stream()
                .filter(name -> Owner.ofImage(name).filter(owner::covers).isPresent())
                .forEach(images::remove);
        for (Owner each : root.owners()) {
            if (owner.covers(each)) {
                ProcessResult removed = root.remove(each, processes);
                if (!removed.succeeded()) {
                    throw new ContainerException(
                            "what '" + each.runId() + "' left in buildah could not be removed: " + removed.lastLines(3),
                            "",
                            null);
                }
            }
        }
    }

    @Override
    public List<KeptImage> kept() {
        return images.kept();
    }

    @Override
    public void remove(KeptImage image) {
        images.remove(image.name());
    }
}
