package dev.stave.build.rootfs;

import dev.stave.packages.Atom;
import dev.stave.packages.PackageTable;
import dev.stave.packages.binary.AbiKey;
import dev.stave.packages.binary.BinaryPackages;
import dev.stave.packages.binary.BuildPackages;
import dev.stave.packages.binary.RegistryBinhost;
import dev.stave.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One build's own view of binary packages: {@code /packages} in its container, a folder for each CHOST. */
final class PackageRoom {
    private final BinaryPackages packages;
    private final Path folder;
    private final Map<String, BuildPackages> views = new TreeMap<>();

    private PackageRoom(BinaryPackages packages, Path folder) {
        this.packages = packages;
        this.folder = folder;
    }

    /** @param folder of this build alone; what is left of an earlier build is removed */
    static PackageRoom in(BinaryPackages packages, Path folder) {
        PackageRoom room = new PackageRoom(packages, folder);
        room.close();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw OrderFolder.unwritten(folder, e);
        }
        return room;
    }

    Path folder() {
        return folder;
    }

    /** @param hosts places that Portage does not read itself */
    void fetch(Abi abi, List<RegistryBinhost> hosts) {
        for (RegistryBinhost host : hosts) {
            for (AbiKey key : List.of(abi.key(), abi.builderKey())) {
                Path arriving = BuildRooms.made(folder.resolve(".arriving"));
                host.fetch(key, packages, arriving);
                Folders.delete(arriving);
            }
        }
    }

    /** @param used whether what is there already is seen */
    void open(Abi abi, boolean used, List<Atom> dropped) {
        for (AbiKey key : List.of(abi.key(), abi.builderKey())) {
            Path place = folder.resolve(key.chost());
            views.computeIfAbsent(
                    key.chost(), chost -> used ? packages.view(key, place, dropped) : packages.emptyView(key, place));
        }
    }

    void seal(PackageTable installed) {
        views.values().forEach(view -> view.seal(installed));
    }

    /** Other builds may use what this one made. */
    List<BinaryPackages.Admitted> admit() {
        List<BinaryPackages.Admitted> admitted =
                views.values().stream().map(packages::admit).toList();
        close();
        return admitted;
    }

    /** Forgets what this build made. */
    void close() {
        Folders.delete(folder);
    }
}
