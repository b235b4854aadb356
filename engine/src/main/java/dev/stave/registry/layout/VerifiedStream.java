package dev.stave.registry.layout;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.registry.RegistryException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.function.Supplier;

/** Fails at its end where the bytes are not those that the descriptor says. */
final class VerifiedStream extends FilterInputStream {
    private final DigestInputStream hashing;
    private final Supplier<RegistryException> damaged;
    private final Descriptor blob;
    private boolean verified;

    VerifiedStream(InputStream in, Supplier<RegistryException> damaged, Descriptor blob) {
        super(new DigestInputStream(in, Digest.sha256()));
        this.hashing = (DigestInputStream) this.in;
        this.damaged = damaged;
        this.blob = blob;
    }

    @Override
    public int read() throws IOException {
        return atEnd(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return atEnd(super.read(into, offset, length));
    }

    private int atEnd(int result) {
        if (result < 0 && !verified) {
            if (!Digest.of(hashing.getMessageDigest()).equals(blob.digest())) {
                throw damaged.get();
            }
            verified = true;
        }
        return result;
    }
}
