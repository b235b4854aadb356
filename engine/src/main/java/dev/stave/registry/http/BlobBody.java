package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Set;

/**
 * A blob's bytes: a body that breaks is continued from where it broke, and the end is only reached with as many bytes
 * as the descriptor says and, from offset 0, with its digest.
 */
final class BlobBody extends InputStream {
    private static final int TRIES = 5;
    /** What has to arrive before a broken body counts as a new trouble. */
    private static final long PROGRESS_BYTES = 1 << 20;

    private final Caller caller;
    private final Call call;
    private final Descriptor blob;
    private final boolean whole;
    private final MessageDigest seen = Digest.sha256();
    private InputStream body;
    private long position;
    private long brokenAt;
    private int tries;

    /** Asks for the bytes at once. */
    BlobBody(Caller caller, Call call, Descriptor blob, long offsetBytes) {
        this.caller = caller;
        this.call = call;
        this.blob = blob;
        this.whole = offsetBytes == 0;
        this.position = offsetBytes;
        this.brokenAt = offsetBytes;
        this.body = position == blob.sizeBytes() && position > 0 ? nullInputStream() : open();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count;
            try {
                count = body.read(into, offset, length);
                if (count < 0 && position < blob.sizeBytes()) {
                    throw new IOException("the body ended after " + position + " of " + blob.sizeBytes() + " bytes");
                }
            } catch (IOException e) {
                resume(e);
                continue;
            }
            if (count < 0) {
                checkDigest();
                return -1;
            }
            return took(into, offset, count);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private int took(byte[] into, int offset, int count) {
        position += count;
        if (position > blob.sizeBytes()) {
            throw wrong("it sent more than the " + blob.sizeBytes() + " bytes that the blob has");
        }
        seen.update(into, offset, count);
        return count;
    }

    private void checkDigest() {
        if (!whole) {
            return;
        }
        Digest got;
        try {
            got = Digest.of((MessageDigest) seen.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
        if (!got.equals(blob.digest())) {
            throw wrong("it sent other bytes, with the digest " + Paths.brief(got));
        }
    }

    private void resume(IOException broken) {
        tries = position - brokenAt >= PROGRESS_BYTES ? 1 : tries + 1;
        brokenAt = position;
        RegistryException failure = caller.complaints().unanswered(call, broken);
        if (tries >= TRIES || !failure.isTemporary()) {
            throw failure;
        }
        try {
            body.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        caller.pauseAfter(tries, failure);
        body = open();
    }

    private InputStream open() {
        return caller.patiently(() -> {
            Call ranged = position == 0 ? call : call.with("Range", "bytes=" + position + "-");
            Answer answer = caller.open(ranged, position == 0 ? Set.of(200) : Set.of(200, 206));
            try {
                boolean partial = answer.status() == 206;
                if (partial && !answer.header("Content-Range").orElse("").startsWith("bytes " + position + "-")) {
                    answer.close();
                    throw wrong("it sent another part of the blob than the one asked for");
                }
                answer.body().skipNBytes(partial ? 0 : position);
                return answer.body();
            } catch (IOException e) {
                throw caller.complaints().unanswered(call, e);
            }
        });
    }

    private RegistryException wrong(String why) {
        return caller.complaints().wrong(call, why, "the blob is damaged there, or on the way; nothing of it was kept");
    }
}
