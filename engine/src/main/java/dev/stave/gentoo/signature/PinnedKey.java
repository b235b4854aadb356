package dev.stave.gentoo.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/** A primary key that is pinned, with its subkeys: which of them could sign at an instant, by its own signatures. */
final class PinnedKey {
    static final PGPContentVerifierBuilderProvider VERIFIERS = new BcPGPContentVerifierBuilderProvider();

    private final PGPPublicKeyRing ring;
    private final PGPPublicKey primary;

    PinnedKey(PGPPublicKeyRing ring) {
        this.ring = ring;
        this.primary = ring.getPublicKey();
    }

    String fingerprint() {
        return fingerprint(primary);
    }

    static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().formatHex(key.getFingerprint()).toUpperCase(Locale.ROOT);
    }

    /** Its keys with this id: the primary one and subkeys. */
    List<PGPPublicKey> keys(long keyId) {
        List<PGPPublicKey> found = new ArrayList<>();
        ring.getPublicKeys().forEachRemaining(key -> {
            if (key.getKeyID() == keyId) {
                found.add(key);
            }
        });
        return found;
    }

    /** Why a signature of this instant by one of the keys does not count; empty where it does. */
    Optional<String> objection(PGPPublicKey key, Instant signed) {
        Optional<PGPSignature> own = newest(selfSignatures(), signed);
        if (own.isEmpty()) {
            return Optional.of("key " + fingerprint() + " has no self-signature that counts");
        }
        Optional<String> primaryEnded = ended(primary, own.get(), revocations(primary), signed);
        if (primaryEnded.isPresent()) {
            return primaryEnded;
        }
        if (key.isMasterKey()) {
            return mayNot(key, own.get());
        }
        Optional<PGPSignature> binding = newest(bindings(key), signed);
        if (binding.isEmpty()) {
            return Optional.of("subkey " + fingerprint(key) + " is not bound to key " + fingerprint());
        }
        return ended(key, binding.get(), revocations(key), signed)
                .or(() -> mayNot(key, binding.get()))
                .or(() -> isBoundBack(key, binding.get())
                        ? Optional.empty()
                        : Optional.of("subkey " + fingerprint(key)
                                + " did not sign its binding back: it may be somebody else's"));
    }

    private static Optional<String> mayNot(PGPPublicKey key, PGPSignature binding) {
        return SignatureFacts.maySign(binding)
                ? Optional.empty()
                : Optional.of("key " + fingerprint(key) + " is not one for signing");
    }

    private static Optional<String> ended(
            PGPPublicKey key, PGPSignature binding, List<PGPSignature> revocations, Instant signed) {
        String name = "key " + fingerprint(key);
        if (signed.isBefore(key.getCreationTime().toInstant())) {
            return Optional.of("it is dated " + signed + ", before " + name + " was made");
        }
        if (revocations.stream().anyMatch(r -> !signed.isBefore(SignatureFacts.from(r)))) {
            return Optional.of(name + " was revoked");
        }
        return SignatureFacts.end(key, binding)
                .filter(end -> !signed.isBefore(end))
                .map(end -> name + " expired on " + end + ", and it is dated " + signed);
    }

    /** Valid self-signatures: over the key alone or over one of its user ids, and not withdrawn. */
    private List<PGPSignature> selfSignatures() {
        List<PGPSignature> all = new ArrayList<>();
        collect(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY), s -> s.verifyCertification(primary), all);
        Iterator<String> users = primary.getUserIDs();
        while (users.hasNext()) {
            String user = users.next();
            List<PGPSignature> ofUser = new ArrayList<>();
            List<PGPSignature> withdrawn = new ArrayList<>();
            Iterator<PGPSignature> some = primary.getSignaturesForID(user);
            while (some != null && some.hasNext()) {
                PGPSignature signature = some.next();
                boolean withdrawal = signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION;
                collect(
                        List.of(signature).iterator(),
                        s -> (withdrawal || s.isCertification()) && s.verifyCertification(user, primary),
                        withdrawal ? withdrawn : ofUser);
            }
            ofUser.removeIf(s ->
                    withdrawn.stream().anyMatch(w -> !SignatureFacts.created(w).isBefore(SignatureFacts.created(s))));
            all.addAll(ofUser);
        }
        return all;
    }

    private List<PGPSignature> bindings(PGPPublicKey subkey) {
        List<PGPSignature> all = new ArrayList<>();
        collect(
                subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING),
                s -> s.verifyCertification(primary, subkey),
                all);
        return all;
    }

    /** Revocations by the primary key itself, however weak their digest is. */
    private List<PGPSignature> revocations(PGPPublicKey key) {
        List<PGPSignature> all = new ArrayList<>();
        int type = key.isMasterKey() ? PGPSignature.KEY_REVOCATION : PGPSignature.SUBKEY_REVOCATION;
        Iterator<PGPSignature> some = key.getSignaturesOfType(type);
        while (some.hasNext()) {
            PGPSignature signature = some.next();
            if (holds(
                    signature,
                    s -> key.isMasterKey() ? s.verifyCertification(primary) : s.verifyCertification(primary, key))) {
                all.add(signature);
            }
        }
        return all;
    }

    /** Whether the subkey signed that it belongs to the primary key (RFC 9580 section 5.2.1, type 0x19). */
    private boolean isBoundBack(PGPPublicKey subkey, PGPSignature binding) {
        for (PGPSignature back : embedded(binding)) {
            if (back.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING && SignatureFacts.isStrong(back)) {
                try {
                    back.init(VERIFIERS, subkey);
                    if (back.verifyCertification(primary, subkey)) {
                        return true;
                    }
                } catch (PGPException | RuntimeException e) {
                    // no back-signature that can be checked is none
                }
            }
        }
        return false;
    }

    private static List<PGPSignature> embedded(PGPSignature binding) {
        List<PGPSignature> all = new ArrayList<>();
        for (var packets : new org.bouncycastle.openpgp.PGPSignatureSubpacketVector[] {
            binding.getHashedSubPackets(), binding.getUnhashedSubPackets()
        }) {
            PGPSignatureList some = embedded(packets);
            if (some != null) {
                some.forEach(all::add);
            }
        }
        return all;
    }

    private static @Nullable PGPSignatureList embedded(
            org.bouncycastle.openpgp.@Nullable PGPSignatureSubpacketVector packets) {
        try {
            return packets == null ? null : packets.getEmbeddedSignatures();
        } catch (PGPException e) {
            return null;
        }
    }

    private interface Check {
        boolean test(PGPSignature signature) throws PGPException;
    }

    private void collect(Iterator<PGPSignature> some, Check check, List<PGPSignature> into) {
        while (some.hasNext()) {
            PGPSignature signature = some.next();
            if (SignatureFacts.isStrong(signature)
                    && SignatureFacts.isUnderstood(signature)
                    && holds(signature, check)) {
                into.add(signature);
            }
        }
    }

    private boolean holds(PGPSignature signature, Check check) {
        if (signature.getKeyID() != primary.getKeyID()) {
            return false;
        }
        try {
            signature.init(VERIFIERS, primary);
            return check.test(signature);
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }

    private static Optional<PGPSignature> newest(List<PGPSignature> signatures, Instant signed) {
        return signatures.stream()
                .filter(s -> SignatureFacts.end(s).map(signed::isBefore).orElse(true))
                .max(java.util.Comparator.comparing(SignatureFacts::created));
    }
}
