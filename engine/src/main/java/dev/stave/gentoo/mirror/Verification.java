package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.BadSignatureException;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.gentoo.signature.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** How an input is verified: by signatures of pinned keys, or by its digest alone where the stack says so. */
final class Verification {
    /** Gentoo's release engineering: its automated weekly key, and the one for releases by hand. */
    static final Set<String> STAGES =
            Set.of("13EBBDBEDE7A12775DFDB1BABB572E0E2D182910", "D99EAC7379A850BCE47DA5F29E6438C817072058");
    /** Gentoo's ebuild repository signing key. */
    static final Set<String> TREES = Set.of("DCD05B71EAB94199527F44ACDB6B8C1F96D8BF6D");
    /** Gentoo's repository mirrors, which sign each commit. */
    static final Set<String> COMMITS = Set.of("EF9538C9E8E64311A52CDEDFA13D0EF1914E7A72");

    private static final Path SYSTEM = Path.of("/usr/share/openpgp-keys/gentoo-release.asc");

    private final Path stackFolder;
    private final InstantSource clock;

    /** @param stackFolder folder of the stack file, which a keyring is relative to */
    Verification(Path stackFolder, InstantSource clock) {
        this.stackFolder = stackFolder;
        this.clock = clock;
    }

    /**
     * The check of an input's signatures; empty where its digest is enough, by its {@code verify} or its {@code sha256}.
     *
     * @param usual fingerprints that are pinned where the settings name none
     * @throws GentooException where the keys are not to be had
     */
    Optional<SignatureCheck> of(SortedMap<String, String> settings, Set<String> usual) {
        String verify = settings.getOrDefault("verify", settings.containsKey("sha256") ? "digest" : "signature");
        if (verify.equals("digest")) {
            return Optional.empty();
        }
        String keys = settings.getOrDefault("keys", "").strip();
        Set<String> pinned = keys.isEmpty() ? usual : new TreeSet<>(List.of(keys.split("[\\s,]+")));
        String own = settings.get("keyring");
        Path keyring = own == null ? SYSTEM : stackFolder.resolve(own);
        if (own == null && !Files.exists(keyring)) {
            throw new GentooException(
                    "the keys of Gentoo's releases are not on this machine (" + keyring + ")",
                    "get them as https://www.gentoo.org/downloads/signatures/ says, check their fingerprints ("
                            + String.join(", ", new TreeSet<>(pinned))
                            + "), and write keyring 'FILE'; or write verify 'digest' to go without signatures");
        }
        try {
            return Optional.of(new SignatureCheck(TrustedKeys.read(List.of(keyring), pinned), clock));
        } catch (BadSignatureException e) {
            throw new GentooException(e.what(), e.hint(), e);
        }
    }

    /** The text that a signed file signs, or the whole of it where no signature is wanted. */
    static String text(Optional<SignatureCheck> check, String name, byte[] bytes) {
        try {
            return check.isPresent() ? check.get().cleartext(bytes) : SignatureCheck.textOf(bytes);
        } catch (BadSignatureException e) {
            throw wrong(name, e);
        }
    }

    /** @throws GentooException where the signature beside a file does not count */
    static void detached(SignatureCheck check, String name, byte[] signature, SignatureCheck.Content content) {
        try {
            check.detached(signature, content);
        } catch (BadSignatureException e) {
            throw wrong(name, e);
        }
    }

    private static GentooException wrong(String name, BadSignatureException e) {
        return new GentooException(name + ": " + e.what(), e.hint(), e);
    }
}
