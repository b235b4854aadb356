package dev.stave.cli;

import dev.stave.build.NamedImages;
import dev.stave.build.dockerfile.DockerfileNames;
import dev.stave.check.Advisories;
import dev.stave.check.Scanner;
import dev.stave.check.glsa.GlsaAdvisories;
import dev.stave.cli.OnDemand.Once;
import dev.stave.event.EventSink;
import dev.stave.gentoo.GentooInputs;
import dev.stave.gentoo.HookPins;
import dev.stave.http.Proxies;
import dev.stave.http.Trust;
import dev.stave.inputs.InputWalker;
import dev.stave.inputs.StatCache;
import dev.stave.inventory.Restriction;
import dev.stave.inventory.yaml.AcceptedFindingsReader;
import dev.stave.model.HostSpec;
import dev.stave.model.Inventory;
import dev.stave.oci.ImageReader;
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
import dev.stave.registry.layout.LayoutRegistry;
import dev.stave.run.FactsCollector;
import dev.stave.run.Ledger;
import dev.stave.run.PinnedTrees;
import dev.stave.run.Quarantine;
import dev.stave.run.Releaser;
import dev.stave.run.Sources;
import dev.stave.run.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses and makes the adapters of one command; costly ones when they are first used. */
final class Wiring {
    private final Environment environment;
    private final Inventory inventory;
    private final Path stackFolder;
    private final Threads threads;
    private final Secrets secrets;
    private final boolean helpers;
    private final @Nullable Restriction restriction;
    private final LayoutStore store;
    private final Registries registries;
    private final ProcessRunner processes;
    private final Once<GentooInputs> gentoo;
    private final Once<HookPins> hookPins;
    private final EngineWiring engines;

    Wiring(Environment environment, Inventory inventory, Path stackFolder, Threads threads, Choices choices) {
        this.environment = environment;
        this.inventory = inventory;
        this.stackFolder = stackFolder;
        this.threads = threads;
        this.secrets = choices.secrets();
        this.helpers = choices.helpers();
        this.restriction = choices.restriction();
        this.store = new LayoutStore(storeRoot(environment));
        this.processes = new LocalProcessRunner(threads.drains(), environment.variables());
        this.registries = new Registries(List.copyOf(inventory.hosts().values()), this::http, LayoutRegistry::new);
        GentooWiring outside = new GentooWiring(environment, stackFolder, certificates(), choices.offline());
        this.gentoo = new Once<>(() -> outside.inputs(processes));
        this.hookPins = new Once<>(() -> outside.hookPins(processes));
        this.engines = new EngineWiring(
                environment,
                inventory,
                choices.engine(),
                new EngineWiring.Parts(
                        store,
                        processes,
                        threads,
                        new RootfsWiring(
                                new RootfsWiring.Stack(environment, inventory, stackFolder),
                                choices.portage(),
                                this::gentoo,
                                registries)));
    }

    /**
     * What the command line chose.
     *
     * @param engine  the word of {@code --engine}
     * @param helpers whether credential helpers that the stack names may run
     * @param offline whether no mirror may be asked
     * @param portage how builds from Portage are done
     * @param restriction what an untrusted stack may do; null where it may do anything
     */
    record Choices(
            String engine,
            Secrets secrets,
            boolean helpers,
            boolean offline,
            RootfsWiring.Choices portage,
            @Nullable Restriction restriction) {}

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

    GentooInputs gentoo() {
        return gentoo.get();
    }

    HookPins hookPins() {
        return hookPins.get();
    }

    private List<Path> certificates() {
        return inventory.certificates().stream().map(stackFolder::resolve).toList();
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
        Trust trust = new Trust(certificates());
        return new HttpRegistry(
                host,
                HttpSettings.plain(stackFolder)
                        .with(credentials)
                        .with(trust)
                        .with(Proxies.from(environment.variables())));
    }

    FactsCollector facts(StatCache cache) {
        AcceptedFindingsReader accepted = new AcceptedFindingsReader();
        NamedImages names = new DockerfileNames(stackFolder, Session.host());
        return new FactsCollector(
                stackFolder,
                new InputWalker(stackFolder, cache),
                restriction == null ? names : new RestrictedNames(names, restriction),
                Session.host(),
                new AcceptedFacts(accepted, stackFolder, InstantSource.system()));
    }

    StatCache statCache() {
        return new StatCache(environment.cache().resolve("digests"), InstantSource.system());
    }

    Secrets secrets() {
        return secrets;
    }

    Quarantine quarantine() {
        return new Quarantine(store, threads.drains());
    }

    Releaser releaser(Ledger ledger, EventSink events) {
        return new Releaser(target(), transfer(), images(), released(), ledger, events);
    }

    /** What builds, tests and reads images, by container engines where need be. */
    EngineWiring engines() {
        return engines;
    }

    Scanner scanner(Ledger ledger) {
        return new ScannerWiring(environment, inventory, processes, advisories(ledger)).scanner();
    }

    /** Judges what earlier scans found. */
    Scanner keptScans(Ledger ledger) {
        return new ScannerWiring(environment, inventory, processes, advisories(ledger)).kept();
    }

    private Advisories advisories(Ledger ledger) {
        return inventory.builders().isEmpty()
                ? Advisories.NONE
                : new GlsaAdvisories(store, new PinnedTrees(store, inventory.builders(), gentoo(), ledger)::of);
    }
}
