package dev.stave.cli;

import dev.stave.build.Builder;
import dev.stave.build.Builders;
import dev.stave.build.dockerfile.DockerfileBuilder;
import dev.stave.build.dockerfile.DockerfileNames;
import dev.stave.build.files.FilesBuilder;
import dev.stave.build.script.ScriptBuilder;
import dev.stave.build.script.ScriptTools;
import dev.stave.check.ImageTester;
import dev.stave.check.NoScanner;
import dev.stave.check.NoTester;
import dev.stave.check.Scanner;
import dev.stave.check.container.ContainerTester;
import dev.stave.check.container.TestLimits;
import dev.stave.check.trivy.TrivyScanner;
import dev.stave.check.trivy.TrivySettings;
import dev.stave.cli.OnDemand.Once;
import dev.stave.container.ContainerEngine;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.Engines;
import dev.stave.container.detect.EngineSurroundings;
import dev.stave.container.detect.LocalEngines;
import dev.stave.inputs.InputWalker;
import dev.stave.inputs.StatCache;
import dev.stave.inventory.yaml.AcceptedFindingsReader;
import dev.stave.model.HostSpec;
import dev.stave.model.Inventory;
import dev.stave.oci.ImageReader;
import dev.stave.oci.layer.ArchiveImport;
import dev.stave.oci.layer.LayerRewriter;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.oci.layout.LayoutNames;
import dev.stave.oci.layout.LayoutStore;
import dev.stave.process.LocalProcessRunner;
import dev.stave.process.ProcessRunner;
import dev.stave.registry.Registries;
import dev.stave.registry.Transfer;
import dev.stave.registry.auth.AuthPlaces;
import dev.stave.registry.auth.HostCredentials;
import dev.stave.registry.http.HttpRegistry;
import dev.stave.registry.http.HttpSettings;
import dev.stave.registry.http.Proxies;
import dev.stave.registry.http.Trust;
import dev.stave.registry.layout.LayoutRegistry;
import dev.stave.run.FactsCollector;
import dev.stave.run.Sources;
import dev.stave.run.Target;
import dev.stave.version.VersionReader;
import dev.stave.version.packages.PackageVersionReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Chooses and makes the adapters of one command; costly ones when they are first used. */
final class Wiring {
    private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    private final Environment environment;
    private final Inventory inventory;
    private final Path stackFolder;
    private final Threads threads;
    private final Secrets secrets;
    private final boolean helpers;
    private final LayoutStore store;
    private final Registries registries;
    private final ProcessRunner processes;
    private final Once<LocalEngines> engines;

    Wiring(Environment environment, Inventory inventory, Path stackFolder, Threads threads, Choices choices) {
        this.environment = environment;
        this.inventory = inventory;
        this.stackFolder = stackFolder;
        this.threads = threads;
        this.secrets = choices.secrets();
        this.helpers = choices.helpers();
        this.store = new LayoutStore(storeRoot(environment));
        this.processes = new LocalProcessRunner(threads.drains(), environment.variables());
        this.registries = new Registries(List.copyOf(inventory.hosts().values()), this::http, LayoutRegistry::new);
        LocalEngines.check(choices.engine());
        this.engines = new Once<>(() -> new LocalEngines(
                EngineSurroundings.of(environment.variables()), choices.engine(), processes, threads.drains()));
    }

    /**
     * What the command line chose.
     *
     * @param engine  the word of {@code --engine}
     * @param helpers whether credential helpers that the stack names may run
     */
    record Choices(String engine, Secrets secrets, boolean helpers) {}

    static Path storeRoot(Environment environment) {
        return environment.home().resolve("store");
    }

    LayoutStore store() {
        return store;
    }

    ImageReader images() {
        return new ImageReader(store);
    }

    LayoutNames released() {
        return new LayoutNames(storeRoot(environment), LayoutNames.RELEASED);
    }

    Registries registries() {
        return registries;
    }

    Target target() {
        return Target.of(inventory.destination(), registries, stackFolder);
    }

    Sources sources() {
        return new Sources(registries, stackFolder);
    }

    Transfer transfer() {
        return new Transfer(store, threads.blobs());
    }

    private HttpRegistry http(HostSpec host) {
        HostCredentials credentials = new HostCredentials(
                AuthPlaces.from(environment.variables()),
                environment.variables(),
                new HostCredentials.Stack(
                        stackFolder, name -> secrets.apply(name).orElse(""), helpers));
        Trust trust = new Trust(
                inventory.certificates().stream().map(stackFolder::resolve).toList());
        return new HttpRegistry(
                host,
                HttpSettings.plain(stackFolder)
                        .with(credentials)
                        .with(trust)
                        .with(Proxies.from(environment.variables())));
    }

    FactsCollector facts(StatCache cache) {
        AcceptedFindingsReader accepted = new AcceptedFindingsReader();
        return new FactsCollector(
                stackFolder,
                new InputWalker(stackFolder, cache),
                new DockerfileNames(stackFolder, Session.host()),
                Session.host(),
                new AcceptedFacts(accepted, stackFolder, InstantSource.system()));
    }

    StatCache statCache() {
        return new StatCache(environment.cache().resolve("digests"), InstantSource.system());
    }

    Builder builder() {
        LayerWriter layers = new LayerWriter(store, store.temporaryFolder(), threads.compressor());
        ArchiveImport archives = new ArchiveImport(store, store.temporaryFolder(), threads.compressor());
        Function<Set<Ability>, Optional<ContainerEngine>> having =
                abilities -> engines.get().having(abilities);
        return new Builders(
                null,
                OnDemand.builder(() -> new DockerfileBuilder(
                        new DockerfileBuilder.Services(store, archives, new LayerRewriter(store, threads.compressor())),
                        engines.get(),
                        inventory,
                        proxies())),
                OnDemand.builder(() -> new ScriptBuilder(
                        new ScriptTools(processes, store, layers, archives),
                        having.apply(Set.of()).orElse(null),
                        environment.variables())),
                new FilesBuilder(store, layers));
    }

    /** The proxy variables, in both cases, as builds get them. */
    private SortedMap<String, String> proxies() {
        SortedMap<String, String> proxies = new TreeMap<>();
        environment.variables().forEach((name, value) -> {
            if (PROXIES.contains(name.toUpperCase(Locale.ROOT)) && !value.isEmpty()) {
                proxies.put(name, value);
            }
        });
        return proxies;
    }

    ImageTester tester() {
        return OnDemand.tester(() -> engines.get()
                .having(Set.of(Ability.ISOLATED_RUN))
                .<ImageTester>map(engine -> new ContainerTester(engine, store, TestLimits.DEFAULT))
                .orElseGet(NoTester::new));
    }

    VersionReader versions() {
        return OnDemand.versions(
                new PackageVersionReader(store, null),
                () -> new PackageVersionReader(
                        store,
                        engines.get().having(Set.of(Ability.ISOLATED_RUN)).orElse(null)));
    }

    Scanner scanner() {
        String named = environment.get("STAVE_TRIVY");
        Optional<Path> program = named.isEmpty()
                ? inPath("trivy")
                : Optional.of(environment.currentFolder().resolve(named));
        if (program.isEmpty() || !Files.isExecutable(program.get())) {
            return new NoScanner();
        }
        Set<String> insecure = new TreeSet<>();
        inventory.hosts().values().stream()
                .filter(HostSpec::insecure)
                .map(HostSpec::host)
                .forEach(insecure::add);
        TrivySettings settings = TrivySettings.of(
                        program.get(),
                        environment.cache().resolve("trivy"),
                        environment.home().resolve("reports"))
                .withDownloads(environment.variables(), insecure);
        return new TrivyScanner(settings, processes, new AcceptedFindingsReader(), InstantSource.system());
    }

    private Optional<Path> inPath(String program) {
        for (String folder : environment.get("PATH").split(":")) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    Secrets secrets() {
        return secrets;
    }

    /** The container engines, where something looked for them. */
    Optional<LocalEngines> enginesInUse() {
        return engines.made();
    }

    Engines allEngines() {
        return engines.get();
    }
}
