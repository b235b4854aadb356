package dev.stave.gentoo.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.RevocationReason;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/** What signatures say of themselves and of the keys that they are about, as far as times and strength go. */
final class SignatureFacts {
    private static final Set<Integer> STRONG = Set.of(
            HashAlgorithmTags.SHA256,
            HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256,
            HashAlgorithmTags.SHA3_512);
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.EXPORTABLE,
            SignatureSubpacketTags.KEY_EXPIRE_TIME,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.PRIMARY_USER_ID,
            SignatureSubpacketTags.KEY_FLAGS,
            SignatureSubpacketTags.SIGNER_USER_ID,
            SignatureSubpacketTags.REVOCATION_REASON,
            SignatureSubpacketTags.FEATURES,
            SignatureSubpacketTags.EMBEDDED_SIGNATURE,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.PREFERRED_HASH_ALGS,
            SignatureSubpacketTags.PREFERRED_SYM_ALGS,
            SignatureSubpacketTags.PREFERRED_COMP_ALGS);
    private static final Set<Byte> WITHOUT_HARM =
            Set.of(RevocationReasonTags.KEY_SUPERSEDED, RevocationReasonTags.KEY_RETIRED);

    private SignatureFacts() {}

    static boolean isStrong(PGPSignature signature) {
        return STRONG.contains(signature.getHashAlgorithm());
    }

    /** Whether nothing in it is said to be vital that we do not know (RFC 9580 section 5.2.3.7). */
    static boolean isUnderstood(PGPSignature signature) {
        return IntStream.of(subpackets(signature).getCriticalTags()).allMatch(UNDERSTOOD::contains);
    }

    static Instant created(PGPSignature signature) {
        return signature.getCreationTime().toInstant();
    }

    /** When a signature stops to count; empty for never. */
    static Optional<Instant> end(PGPSignature signature) {
        long seconds = subpackets(signature).getSignatureExpirationTime();
        return seconds == 0 ? Optional.empty() : Optional.of(created(signature).plusSeconds(seconds));
    }

    /** When a key ends by what a binding says of it; empty for never. */
    static Optional<Instant> end(PGPPublicKey key, PGPSignature binding) {
        long seconds = subpackets(binding).getKeyExpirationTime();
        return seconds == 0
                ? Optional.empty()
                : Optional.of(key.getCreationTime().toInstant().plusSeconds(seconds));
    }

    static boolean maySign(PGPSignature binding) {
        return (subpackets(binding).getKeyFlags() & org.bouncycastle.openpgp.PGPKeyFlags.CAN_SIGN) != 0;
    }

    /** From when on a revocation holds: from the beginning, unless it says that the key was only given up. */
    static Instant from(PGPSignature revocation) {
        var packet = subpackets(revocation).getSubpacket(SignatureSubpacketTags.REVOCATION_REASON);
        boolean harmless =
                packet instanceof RevocationReason reason && WITHOUT_HARM.contains(reason.getRevocationReason());
        return harmless ? created(revocation) : Instant.MIN;
    }

    static PGPSignatureSubpacketVector subpackets(PGPSignature signature) {
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        return hashed == null
                ? PGPSignatureSubpacketVector.fromSubpackets(new org.bouncycastle.bcpg.SignatureSubpacket[0])
                : hashed;
    }
}
