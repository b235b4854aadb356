package dev.stave.http;

import dev.stave.model.HostException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file on its way to disk, begun anew or gone on with where the last try broke off. */
final class Download {
    private static final int TRIES_WITHOUT_PROGRESS = 4;
    private static final long PROGRESS_BYTES = 64 << 10;
    /** More than any archive that is fetched so. */
    private static final long LARGEST_BYTES = 16L << 30;

    private final WebClient client;
    private final URI uri;
    private final Path part;
    private final long sizeBytes;

    Download(WebClient client, URI uri, Path part, long sizeBytes) {
        this.client = client;
        this.uri = uri;
        this.part = part;
        this.sizeBytes = sizeBytes;
    }

    boolean run() {
        int tries = 0;
        while (true) {
            long before = length();
            try {
                return once(before);
            } catch (WebException e) {
                tries = length() - before >= PROGRESS_BYTES ? 1 : tries + 1;
                if (!e.isTemporary() || tries >= TRIES_WITHOUT_PROGRESS) {
                    throw e;
                }
                client.pauseAfter(tries, e);
            }
        }
    }

    private boolean once(long before) {
        if (sizeBytes >= 0 && before > sizeBytes) {
            truncate();
            return once(0);
        }
        if (sizeBytes > 0 && before == sizeBytes) {
            return true;
        }
        try (Answer answer = client.open(uri, before == 0 ? "" : "bytes=" + before + "-")) {
            if (answer.status() == 404 || answer.status() == 410) {
                return false;
            }
            if (answer.status() == 416) {
                // as much as the server has, or more: whether it is right, the caller's digest says
                return true;
            }
            boolean goesOn = answer.status() == 206;
            if (goesOn && !answer.header("Content-Range").orElse("").startsWith("bytes " + before + "-")) {
                throw client.wrong(uri, "it sent another part of the file than the one asked for");
            }
            take(answer, goesOn ? before : 0);
            return true;
        } catch (IOException e) {
            throw client.unanswered(uri, e);
        }
    }

    private void take(Answer answer, long from) throws IOException {
        long most = sizeBytes >= 0 ? sizeBytes : LARGEST_BYTES;
        long at = from;
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out =
                from > 0 ? Files.newOutputStream(part, StandardOpenOption.APPEND) : Files.newOutputStream(part)) {
            for (int count = answer.body().read(buffer);
                    count >= 0;
                    count = answer.body().read(buffer)) {
                at += count;
                if (at > most) {
                    throw client.wrong(uri, "it sent more than the " + most + " bytes that the file has");
                }
                write(out, buffer, count);
            }
        }
        if (sizeBytes >= 0 && at < sizeBytes) {
            throw new IOException("the file broke off after " + at + " of " + sizeBytes + " bytes");
        }
    }

    private void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw new HostException(
                    "cannot write " + part + ": " + e.getMessage(), "look at the rights and the free space there", e);
        }
    }

    private void truncate() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new HostException("cannot remove " + part + ": " + e.getMessage(), "", e);
        }
    }

    private long length() {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw new HostException("cannot read " + part + ": " + e.getMessage(), "", e);
        }
    }
}
