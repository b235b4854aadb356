package dev.stave.cli;

import dev.stave.build.Builder;
import dev.stave.build.rootfs.BuilderRepository;
import dev.stave.build.rootfs.BuilderStock;
import dev.stave.build.rootfs.RegistryBuilders;
import dev.stave.build.rootfs.RootfsBuilder;
import dev.stave.build.rootfs.RootfsPlaces;
import dev.stave.build.rootfs.RootfsServices;
import dev.stave.container.Engines;
import dev.stave.gentoo.GentooInputs;
import dev.stave.model.ImageRef;
import dev.stave.model.Inventory;
import dev.stave.oci.ImageReader;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.oci.layout.LayoutNames;
import dev.stave.oci.layout.LayoutStore;
import dev.stave.packages.binary.BinaryPackages;
import dev.stave.packages.binary.Binhosts;
import dev.stave.process.ProcessRunner;
import dev.stave.process.Program;
import dev.stave.registry.Place;
import dev.stave.registry.Registries;
import dev.stave.registry.Transfer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Chooses and makes what builds images from Portage. */
final class RootfsWiring {
    private final Environment environment;
    private final Inventory inventory;
    private final Path stackFolder;
    private final Choices choices;
    private final Supplier<GentooInputs> gentoo;
    private final Registries registries;

    RootfsWiring(Stack stack, Choices choices, Supplier<GentooInputs> gentoo, Registries registries) {
        this.environment = stack.environment();
        this.inventory = stack.inventory();
        this.stackFolder = stack.folder();
        this.choices = choices;
        this.gentoo = gentoo;
        this.registries = registries;
    }

    /** Whose builds these are. */
    record Stack(Environment environment, Inventory inventory, Path folder) {}

    /**
     * What the command line says.
     *
     * @param binaryPackages  whether binary packages are used
     * @param rebuildBuilders whether builders are made anew that are there
     */
    record Choices(boolean binaryPackages, boolean rebuildBuilders) {
        static final Choices USUAL = new Choices(true, false);
    }

    /** What is shared with the builders of other kinds. */
    record Shared(
            LayoutStore store,
            ProcessRunner processes,
            LayerWriter layers,
            Transfer transfer,
            Engines engines,
            SortedMap<String, String> proxies) {}

    RootfsBuilder builder(Shared shared, Builder dockerfiles) {
        ImageReader images = new ImageReader(shared.store());
        BuilderStock stock = new BuilderStock(
                new LayoutNames(Wiring.storeRoot(environment), BuilderStock.VIEW), images, repository(shared, images));
        RootfsServices services = new RootfsServices(
                shared.processes(),
                shared.store(),
                shared.layers(),
                shared.engines(),
                gentoo.get(),
                new BinaryPackages(environment.home().resolve("packages"), InstantSource.system()),
                new Binhosts(shared.processes(), registries::target),
                stock,
                dockerfiles,
                inventory::buildersOf);
        return new RootfsBuilder(services, places(shared.proxies()));
    }

    private RootfsPlaces places(SortedMap<String, String> proxies) {
        return new RootfsPlaces(
                environment.home(),
                stackFolder,
                choices.binaryPackages(),
                choices.rebuildBuilders(),
                Program.find("catalyst", environment.variables()).orElse(null),
                proxies,
                CertificateFiles.of(inventory, stackFolder, environment).text());
    }

    private BuilderRepository repository(Shared shared, ImageReader images) {
        String repository = inventory.builderRepository();
        if (repository == null) {
            return BuilderRepository.NONE;
        }
        ImageRef reference = ImageRef.parse(repository);
        Place place = new Place(registries.target(reference.host()), reference.repository());
        return new RegistryBuilders(place, shared.transfer(), images);
    }
}
