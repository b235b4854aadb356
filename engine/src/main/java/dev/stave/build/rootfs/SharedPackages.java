package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.Source;
import dev.stave.packages.Atom;
import dev.stave.packages.binary.BinaryPackages.Admitted;
import dev.stave.packages.binary.RegistryBinhost;
import dev.stave.packages.binary.SignedPackages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Binary packages of image builds: each has its own view, and gives what it made to others once its image passed. */
final class SharedPackages {
    private final RootfsServices services;
    private final RootfsPlaces places;
    private final Map<ImageName, Waiting> waiting = new ConcurrentHashMap<>();

    /** Packages of an image that has not passed yet, and where they are sent then. */
    private record Waiting(PackageRoom packages, BuilderSettings settings, Consumer<String> log) {}

    SharedPackages(RootfsServices services, RootfsPlaces places) {
        this.services = services;
        this.places = places;
    }

    /** @param folder of this build alone */
    PackageRoom room(Path folder, Abi builder, BuilderSettings settings, Source.Rootfs rootfs) {
        Abi abi = settings.signed(builder);
        PackageRoom packages = PackageRoom.in(services.packages(), folder);
        if (places.binaryPackages()) {
            packages.fetch(
                    abi,
                    settings.binaryHosts().stream()
                            .flatMap(address -> services.binhosts().registry(address).stream())
                            .map(host -> trusting(host, settings.trusted()))
                            .toList());
        }
        List<Atom> dropped = rootfs.noCache().stream()
                .flatMap(text -> Atom.tryParse(text).stream())
                .toList();
        packages.open(abi, places.binaryPackages(), dropped);
        return packages;
    }

    private RegistryBinhost trusting(RegistryBinhost host, SortedMap<String, String> trusted) {
        String keyring = trusted.get("keyring");
        return keyring == null
                ? host
                : host.trusting(SignedPackages.by(
                        places.stackFolder().resolve(keyring),
                        Set.of(trusted.getOrDefault("keys", "").split(" "))));
    }

    void waiting(BuildOrder order, PackageRoom packages, BuilderSettings settings) {
        waiting.put(order.image().name(), new Waiting(packages, settings, order.log()));
    }

    /** Others may use what was built for this image, here and where its packages are sent. */
    void passed(ImageName image) {
        Waiting done = waiting.remove(image);
        if (done != null && Files.exists(done.packages().folder())) {
            send(done.packages().admit(), done.settings(), done.log());
        }
    }

    /** The image is as good where others do not get its packages. */
    private void send(List<Admitted> admitted, BuilderSettings settings, Consumer<String> log) {
        String address = settings.binaryPush();
        try {
            if (address == null) {
                return;
            }
            for (Admitted one : admitted) {
                services.binhosts()
                        .open(address)
                        .push(one.key(), services.packages().folder(one.key()), one.paths());
                log.accept("packages: " + one.paths().size() + " sent to " + address);
            }
        } catch (EngineException e) {
            log.accept("packages could not be sent: " + e.what());
        }
    }
}
