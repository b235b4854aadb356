package dev.stave.gentoo.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/**
 * Says whether a signature counts: made by a pinned primary key, or by a subkey that it binds and that signed that binding
 * back; the key for signing, neither expired nor revoked when it signed; SHA-256 or better; of a time that is past.
 */
public final class SignatureCheck {
    /** Clocks differ. */
    private static final Duration AHEAD = Duration.ofHours(24);

    private final TrustedKeys keys;
    private final InstantSource clock;

    public SignatureCheck(TrustedKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Opens the signed bytes from their start; the check closes. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** Who signed, and when. */
    public record Signer(String fingerprint, Instant signed) {}

    /**
     * A signature beside what it signs, armoured or binary.
     *
     * @throws BadSignatureException where none of its signatures counts
     */
    public Signer detached(byte[] signature, Content content) {
        return counting(signatures(new ByteArrayInputStream(signature)), PGPSignature.BINARY_DOCUMENT, content);
    }

    /**
     * The text that a file of the cleartext signature framework signs: all its blocks, each of which must count.
     *
     * @throws BadSignatureException where nothing is signed, or a signature does not count
     */
    public String cleartext(byte[] message) {
        List<CleartextMessage> blocks = CleartextMessage.parse(message);
        if (blocks.isEmpty()) {
            throw new BadSignatureException("it is not signed", "");
        }
        StringBuilder text = new StringBuilder();
        for (CleartextMessage block : blocks) {
            byte[] signed = block.signedBytes();
            counting(
                    signatures(block.armour()),
                    PGPSignature.CANONICAL_TEXT_DOCUMENT,
                    () -> new ByteArrayInputStream(signed));
            text.append(block.text());
        }
        return text.toString();
    }

    /** The text of such a file, or the whole of another one, unverified. */
    public static String textOf(byte[] message) {
        if (!CleartextMessage.isIn(message)) {
            return new String(message, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        CleartextMessage.parse(message).forEach(block -> text.append(block.text()));
        return text.toString();
    }

    /** Whether a file brings signatures over its own text. */
    public static boolean isCleartext(byte[] message) {
        return CleartextMessage.isIn(message);
    }

    private Signer counting(List<PGPSignature> signatures, int type, Content content) {
        List<String> objections = new ArrayList<>();
        for (PGPSignature signature : signatures) {
            Optional<String> objection = strength(signature, type);
            if (objection.isPresent()) {
                objections.add(objection.get());
                continue;
            }
            List<String> ofKeys = new ArrayList<>();
            for (PinnedKey pinned : keys.keys()) {
                for (PGPPublicKey key : pinned.keys(signature.getKeyID())) {
                    Optional<String> why = of(signature, pinned, key, content);
                    if (why.isEmpty()) {
                        return new Signer(pinned.fingerprint(), SignatureFacts.created(signature));
                    }
                    ofKeys.add(why.get());
                }
            }
            objections.addAll(ofKeys.isEmpty() ? List.of(foreign(signature)) : ofKeys);
        }
        throw new BadSignatureException(
                "its signature does not count: "
                        + (objections.isEmpty() ? "there is none" : String.join("; ", objections)),
                "if the key was renewed, get its newest copy; nothing of it was used");
    }

    private Optional<String> strength(PGPSignature signature, int type) {
        if (signature.getSignatureType() != type) {
            return Optional.of("it is of another kind than this one, " + signature.getSignatureType());
        }
        if (!SignatureFacts.isStrong(signature)) {
            return Optional.of("it is made over " + digest(signature) + ", and SHA-256 is the weakest that counts");
        }
        if (!SignatureFacts.isUnderstood(signature)) {
            return Optional.of("it says something that is vital to it and not known here");
        }
        Instant signed = SignatureFacts.created(signature);
        if (signed.isAfter(clock.instant().plus(AHEAD))) {
            return Optional.of("it is dated " + signed + ", which is yet to come");
        }
        return SignatureFacts.end(signature)
                .filter(end -> !clock.instant().isBefore(end))
                .map(end -> "it ended on " + end);
    }

    private static Optional<String> of(PGPSignature signature, PinnedKey pinned, PGPPublicKey key, Content content) {
        Optional<String> objection = pinned.objection(key, SignatureFacts.created(signature));
        if (objection.isPresent()) {
            return objection;
        }
        try (InputStream in = content.open()) {
            signature.init(PinnedKey.VERIFIERS, key);
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                signature.update(buffer, 0, count);
            }
            return signature.verify()
                    ? Optional.empty()
                    : Optional.of("what key " + PinnedKey.fingerprint(key) + " signed was something else");
        } catch (IOException e) {
            throw new BadSignatureException("it cannot be read: " + e.getMessage(), "", e);
        } catch (PGPException | RuntimeException e) {
            return Optional.of("it cannot be checked: " + e.getMessage());
        }
    }

    private String foreign(PGPSignature signature) {
        return String.format("key %016X made it, which is none of the pinned ones", signature.getKeyID()) + " ("
                + String.join(", ", keys.pinned()) + ")";
    }

    private static String digest(PGPSignature signature) {
        try {
            return PGPUtil.getDigestName(signature.getHashAlgorithm());
        } catch (PGPException e) {
            return "digest " + signature.getHashAlgorithm();
        }
    }

    private static List<PGPSignature> signatures(InputStream in) {
        try {
            InputStream packets = PGPUtil.getDecoderStream(in);
            List<PGPSignature> all = new ArrayList<>();
            for (Object packet : new BcPGPObjectFactory(packets)) {
                if (packet instanceof PGPSignatureList list) {
                    list.forEach(all::add);
                }
            }
            return all;
        } catch (IOException | RuntimeException e) {
            throw new BadSignatureException("its signature cannot be read", "the file was damaged on its way", e);
        }
    }
}
