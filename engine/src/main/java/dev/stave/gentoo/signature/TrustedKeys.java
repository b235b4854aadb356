package dev.stave.gentoo.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** The keys that are pinned by the fingerprint of their primary key; keys of files that are not pinned are left out. */
public final class TrustedKeys {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", Pattern.DOTALL);

    private final SortedSet<String> pinned;
    private final List<PinnedKey> keys;

    private TrustedKeys(SortedSet<String> pinned, List<PinnedKey> keys) {
        this.pinned = pinned;
        this.keys = List.copyOf(keys);
    }

    /**
     * Keys of files and of the files in folders, armoured or binary.
     *
     * @param fingerprints of primary keys, in hexadecimal, with or without spaces
     * @throws BadSignatureException where a file cannot be read or holds no key, or none is pinned
     */
    public static TrustedKeys read(List<Path> places, Set<String> fingerprints) {
        SortedSet<String> pinned = new TreeSet<>();
        fingerprints.forEach(f -> pinned.add(f.replaceAll("\\s|^0x", "").toUpperCase(Locale.ROOT)));
        List<PinnedKey> keys = new ArrayList<>();
        for (Path place : places) {
            for (Path file : files(place)) {
                List<PinnedKey> found = keys(file);
                if (found.isEmpty()) {
                    throw new BadSignatureException(
                            "'" + file + "' holds no OpenPGP key", "export it with gpg --export");
                }
                found.stream().filter(k -> pinned.contains(k.fingerprint())).forEach(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new BadSignatureException(
                    "none of the pinned keys (" + String.join(", ", pinned) + ") is in "
                            + String.join(
                                    ", ", places.stream().map(Path::toString).toList()),
                    "export the key there, or name another one by signedBy");
        }
        return new TrustedKeys(pinned, keys);
    }

    List<PinnedKey> keys() {
        return keys;
    }

    SortedSet<String> pinned() {
        return pinned;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw unreadable(place, e);
        }
    }

    private static List<PinnedKey> keys(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            List<PinnedKey> keys = new ArrayList<>();
            Matcher blocks = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            boolean armoured = false;
            while (blocks.find()) {
                armoured = true;
                byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
                addAll(new ArmoredInputStream(new ByteArrayInputStream(block)), keys);
            }
            if (!armoured) {
                addAll(new ByteArrayInputStream(bytes), keys);
            }
            return keys;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (PGPException | RuntimeException e) {
            throw new BadSignatureException("'" + file + "' holds no OpenPGP key that can be read", "", e);
        }
    }

    private static void addAll(InputStream packets, List<PinnedKey> keys) throws IOException, PGPException {
        try {
            for (Object packet : new BcPGPObjectFactory(packets)) {
                if (packet instanceof PGPPublicKeyRing ring) {
                    keys.add(new PinnedKey(ring));
                }
            }
        } catch (PGPRuntimeOperationException e) {
            throw new PGPException("damaged", e);
        }
    }

    private static BadSignatureException unreadable(Path place, IOException cause) {
        String why = cause instanceof java.nio.file.NoSuchFileException ? "it does not exist" : cause.getMessage();
        return new BadSignatureException("the keys '" + place + "' cannot be read: " + why, "check keys", cause);
    }
}
