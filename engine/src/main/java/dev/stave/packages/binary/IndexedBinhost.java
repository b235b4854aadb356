package dev.stave.packages.binary;

import dev.stave.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A binhost as Portage reads one: a folder for each key, with an index. Two hosts that push to one place at the same time
 * may each lose the other's index entries; the packages stay, and the next push of a package enters it again.
 */
final class IndexedBinhost implements Binhost {
    private final String address;
    private final Function<AbiKey, IndexedPlace> places;

    /** @param address for messages */
    IndexedBinhost(String address, Function<AbiKey, IndexedPlace> places) {
        this.address = address;
        this.places = places;
    }

    @Override
    public void push(AbiKey key, Path folder, List<String> paths) {
        if (paths.isEmpty()) {
            return;
        }
        try {
            Path staged = Files.createTempDirectory(folder.toAbsolutePath().getParent(), BinaryPackages.ON_ITS_WAY);
            try {
                push(places.apply(key), staged, folder, paths);
            } finally {
                Folders.delete(staged);
            }
        } catch (IOException e) {
            throw new BinhostException(
                    "binary packages could not be sent to " + address + ": "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    "the images are not concerned; the packages stay on this host",
                    e);
        }
    }

    private static void push(IndexedPlace place, Path staged, Path folder, List<String> paths) throws IOException {
        PackagesIndex own = PackagesIndex.in(folder);
        PackagesIndex there = PackagesIndex.parse(place.index().orElse(""));
        PackagesIndex after = there.with(new PackagesIndex(own.header(), List.of()));
        boolean something = false;
        for (String path : paths) {
            Optional<Map<String, String>> stanza = own.at(path);
            if (stanza.isEmpty() || isThere(after, stanza.get())) {
                continue;
            }
            PackagesIndex taken = after;
            String free = FreePath.of(path, candidate -> taken.at(candidate).isPresent());
            Links.link(folder.resolve(path), staged.resolve(free));
            after = after.with(new PackagesIndex(Map.of(), List.of(PackagesIndex.movedTo(free, stanza.get()))));
            something = true;
        }
        if (something) {
            after.write(staged);
            place.add(staged);
        }
    }

    private static boolean isThere(PackagesIndex index, Map<String, String> stanza) {
        return index.stanzas().stream()
                .anyMatch(known -> PackagesIndex.identity(known).equals(PackagesIndex.identity(stanza)));
    }
}
