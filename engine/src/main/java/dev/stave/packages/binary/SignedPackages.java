package dev.stave.packages.binary;

import dev.stave.gentoo.signature.BadSignatureException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.gentoo.signature.TrustedKeys;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Looks at packages that Portage does not fetch itself: a package counts where its Manifest is signed by a pinned key and
 * names every file of it (GLEP 78).
 */
public final class SignedPackages {
    private static final String MANIFEST = "Manifest";
    private static final int LONGEST = 1 << 20;

    private final SignatureCheck check;

    private SignedPackages(SignatureCheck check) {
        this.check = check;
    }

    /**
     * Packages that keys of a file have signed.
     *
     * @param fingerprints of primary keys
     * @throws BadSignatureException where the file holds none of them
     */
    public static SignedPackages by(Path keyring, Set<String> fingerprints) {
        TrustedKeys keys = TrustedKeys.read(List.of(keyring), fingerprints);
        return new SignedPackages(new SignatureCheck(keys, InstantSource.system()));
    }

    /** Why a package does not count; empty where it does. */
    Optional<String> objection(Path gpkg) throws IOException {
        Map<String, String> found = new TreeMap<>();
        byte[] manifest = {};
        try (InputStream in = new BufferedInputStream(Files.newInputStream(gpkg));
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (name.equals(MANIFEST) && manifest.length == 0) {
                    manifest = tar.readNBytes(LONGEST);
                } else if (found.put(name, entry.getSize() + " " + ContentDigest.SHA512.of(tar)) != null) {
                    return Optional.of("it holds '" + name + "' twice");
                }
            }
        }
        try {
            return objection(named(check.cleartext(manifest)), found);
        } catch (BadSignatureException e) {
            return Optional.of(e.what());
        }
    }

    /** Name of a file to its size and SHA-512, as {@code DATA NAME SIZE KIND HEX…} lines of the Manifest say. */
    private static Map<String, String> named(String manifest) {
        Map<String, String> all = new TreeMap<>();
        manifest.lines().map(line -> line.split(" ")).forEach(words -> {
            for (int i = 3; words[0].equals("DATA") && i + 1 < words.length; i += 2) {
                if (words[i].equals("SHA512")) {
                    all.put(words[1], words[2] + " " + words[i + 1]);
                }
            }
        });
        return all;
    }

    private static Optional<String> objection(Map<String, String> named, Map<String, String> found) {
        if (named.keySet().stream().noneMatch(name -> name.startsWith("image.tar"))) {
            return Optional.of("its Manifest names no image");
        }
        Optional<String> changed = named.keySet().stream()
                .filter(name -> !Objects.equals(named.get(name), found.get(name)))
                .findFirst();
        if (changed.isPresent()) {
            return Optional.of("its " + changed.get() + " is not what was signed");
        }
        return found.keySet().stream()
                .filter(name -> !named.containsKey(name))
                .findFirst()
                .map(name -> "its " + name + " is not signed");
    }
}
