package dev.stave.registry;

import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the bytes of an image's blobs as they move. */
final class Meter {
    private final Progress progress;
    private final long totalBytes;
    private final AtomicLong doneBytes = new AtomicLong();

    Meter(Progress progress, Collection<Descriptor> blobs) {
        this.progress = progress;
        this.totalBytes = blobs.stream().mapToLong(Descriptor::sizeBytes).sum();
    }

    /** The count of one blob. */
    Gauge gauge(Descriptor blob) {
        return new Gauge(blob);
    }

    /** How far one blob is. */
    final class Gauge {
        private final Descriptor blob;
        private final AtomicLong at = new AtomicLong();

        private Gauge(Descriptor blob) {
            this.blob = blob;
        }

        void whole() {
            at(blob.sizeBytes());
        }

        /** The stream's bytes are counted from an offset on. */
        InputStream counting(InputStream in, long offsetBytes) {
            at(offsetBytes);
            return new FilterInputStream(in) {
                @Override
                public int read() throws IOException {
                    int value = super.read();
                    at(at.get() + (value < 0 ? 0 : 1));
                    return value;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int count = super.read(into, offset, length);
                    at(at.get() + Math.max(0, count));
                    return count;
                }
            };
        }

        BlobSource counting(Path file) {
            BlobSource plain = BlobSource.of(file);
            return new BlobSource() {
                @Override
                public InputStream openAt(long offsetBytes) throws IOException {
                    return counting(plain.openAt(offsetBytes), offsetBytes);
                }

                @Override
                public Optional<Path> file() {
                    return plain.file();
                }
            };
        }

        private void at(long position) {
            long delta = position - at.getAndSet(position);
            if (delta != 0) {
                progress.moved(doneBytes.addAndGet(delta), totalBytes);
            }
        }
    }
}
