package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.http.WebClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The digests of stage archives, signed within or by a file beside them; those that count are kept for later runs. */
final class StageDigests {
    private static final int SMALL_BYTES = 1 << 20;
    private static final String DIGESTS = ".DIGESTS";

    private final WebClient client;
    private final Optional<SignatureCheck> check;
    private final Kept kept;
    private final String sha256;

    /** @param sha256 what the stack says of the archive, which counts before what a mirror says; empty for nothing */
    StageDigests(WebClient client, Optional<SignatureCheck> check, Kept kept, String sha256) {
        this.client = client;
        this.check = check;
        this.kept = kept;
        this.sha256 = sha256;
    }

    /** By which digest an archive is pinned, as a file kept from an earlier run tells. */
    Optional<String> keptIdentity(String name) {
        return kept.read(name + DIGESTS)
                .map(bytes -> DigestList.parse(Verification.text(check, name + DIGESTS, bytes)))
                .flatMap(list -> identity(list.of(name)));
    }

    /** By which digest an archive of a mirror is pinned; empty where the mirror has none of its name. */
    Optional<String> identity(URI archive, String name) {
        return of(archive, name).map(digests -> identity(digests)
                .orElseThrow(() -> new GentooException(
                        "the digests of " + Mirrors.shown(archive) + " name it with neither SHA512 nor SHA256",
                        "try another mirror")));
    }

    /** All digests of an archive of a mirror; empty where the mirror has none of its name. */
    Optional<Map<ContentDigest, String>> of(URI archive, String name) {
        for (String ending : List.of(DIGESTS, ".sha256")) {
            URI uri = URI.create(archive + ending);
            Optional<byte[]> bytes = client.read(uri, SMALL_BYTES);
            if (bytes.isPresent()) {
                Map<ContentDigest, String> digests =
                        DigestList.parse(signedText(uri, bytes.get())).of(name);
                boolean verifiable = check.isEmpty() || SignatureCheck.isCleartext(bytes.get());
                if (ending.equals(DIGESTS) && verifiable && !digests.isEmpty()) {
                    dev.stave.state.AtomicFiles.write(kept.path(name + DIGESTS), bytes.get());
                }
                return Optional.of(digests);
            }
        }
        return Optional.empty();
    }

    private String signedText(URI uri, byte[] bytes) {
        if (check.isPresent() && !SignatureCheck.isCleartext(bytes)) {
            for (String ending : List.of(".asc", ".sig")) {
                URI beside = URI.create(uri + ending);
                Optional<byte[]> signature = client.read(beside, SMALL_BYTES);
                if (signature.isPresent()) {
                    return besides(check.get(), beside, bytes, signature.get());
                }
            }
        }
        return Verification.text(check, Mirrors.shown(uri), bytes);
    }

    private static String besides(SignatureCheck signatures, URI uri, byte[] bytes, byte[] beside) {
        if (SignatureCheck.isCleartext(beside)) {
            return Verification.text(Optional.of(signatures), Mirrors.shown(uri), beside);
        }
        Verification.detached(signatures, Mirrors.shown(uri), beside, () -> new ByteArrayInputStream(bytes));
        return SignatureCheck.textOf(bytes);
    }

    private Optional<String> identity(Map<ContentDigest, String> digests) {
        if (!sha256.isEmpty()) {
            return Optional.of("sha256:" + sha256);
        }
        for (ContentDigest kind : List.of(ContentDigest.SHA512, ContentDigest.SHA256)) {
            if (digests.containsKey(kind)) {
                return Optional.of(kind.word() + ":" + digests.get(kind));
            }
        }
        return Optional.empty();
    }
}
