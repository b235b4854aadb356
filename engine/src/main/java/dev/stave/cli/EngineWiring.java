package dev.stave.cli;

import dev.stave.build.Builder;
import dev.stave.build.Builders;
import dev.stave.build.dockerfile.DockerfileBuilder;
import dev.stave.build.files.FilesBuilder;
import dev.stave.build.rootfs.RootfsBuilder;
import dev.stave.build.script.ScriptBuilder;
import dev.stave.build.script.ScriptTools;
import dev.stave.check.ImageTester;
import dev.stave.check.NoTester;
import dev.stave.check.container.ContainerTester;
import dev.stave.check.container.TestLimits;
import dev.stave.cli.OnDemand.Once;
import dev.stave.container.ContainerEngine;
import dev.stave.container.EngineInfo.Ability;
import dev.stave.container.detect.EngineSurroundings;
import dev.stave.container.detect.LocalEngines;
import dev.stave.model.HostException;
import dev.stave.model.Inventory;
import dev.stave.oci.layer.ArchiveImport;
import dev.stave.oci.layer.LayerRewriter;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.oci.layout.LayoutStore;
import dev.stave.process.ProcessRunner;
import dev.stave.registry.Transfer;
import dev.stave.version.VersionReader;
import dev.stave.version.packages.PackageVersionReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Chooses and makes what may work with container engines: builders, the tester, the reader of versions. Engines are
 * looked for when one of them is first needed.
 */
final class EngineWiring {
    private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    private final Environment environment;
    private final Inventory inventory;
    private final LayoutStore store;
    private final ProcessRunner processes;
    private final Threads threads;
    private final RootfsWiring rootfs;
    private final Once<LocalEngines> engines;

    /** What the adapters are made of. */
    record Parts(LayoutStore store, ProcessRunner processes, Threads threads, RootfsWiring rootfs) {}

    /** @param chosen the word of {@code --engine} */
    EngineWiring(Environment environment, Inventory inventory, String chosen, Parts parts) {
        this.environment = environment;
        this.inventory = inventory;
        this.store = parts.store();
        this.processes = parts.processes();
        this.threads = parts.threads();
        this.rootfs = parts.rootfs();
        LocalEngines.check(chosen);
        this.engines = new Once<>(() ->
                new LocalEngines(EngineSurroundings.of(environment.variables()), chosen, processes, threads.drains()));
    }

    /** What builds images from Portage, for work in its containers. */
    RootfsBuilder rootfs() {
        LayerWriter layers = new LayerWriter(store, store.temporaryFolder(), threads.compressor());
        return rootfs.builder(shared(layers), new FilesBuilder(store, layers));
    }

    /** One that runs containers. */
    ContainerEngine engine() {
        return engines.get()
                .having(Set.of())
                .orElseThrow(() -> new HostException(
                        "a shell needs a container engine: " + engines.get().complaint(Set.of()),
                        "install Docker, Podman or buildah"));
    }

    private RootfsWiring.Shared shared(LayerWriter layers) {
        return new RootfsWiring.Shared(
                store, processes, layers, new Transfer(store, threads.blobs()), engines.get(), proxies());
    }

    Builder builder() {
        LayerWriter layers = new LayerWriter(store, store.temporaryFolder(), threads.compressor());
        ArchiveImport archives = new ArchiveImport(store, store.temporaryFolder(), threads.compressor());
        Function<Set<Ability>, Optional<ContainerEngine>> having =
                abilities -> engines.get().having(abilities);
        Builder dockerfiles = OnDemand.builder(() -> new DockerfileBuilder(
                new DockerfileBuilder.Services(store, archives, new LayerRewriter(store, threads.compressor())),
                engines.get(),
                inventory,
                proxies()));
        return new Builders(
                OnDemand.builder(() -> rootfs.builder(shared(layers), dockerfiles)),
                dockerfiles,
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

    /** The container engines that were needed so far. */
    List<ContainerEngine> inUse() {
        return engines.made().map(LocalEngines::inUse).orElse(List.of());
    }

    /** Ends connections to engines, where there are any. */
    void close() {
        engines.made().ifPresent(LocalEngines::close);
    }
}
