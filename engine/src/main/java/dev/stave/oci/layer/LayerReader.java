package dev.stave.oci.layer;

import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.Store;
import dev.stave.oci.StoreFailure;
import java.io.IOException;
import java.io.InputStream;

/** Reads a layer of the store from end to end, entry after entry. */
final class LayerReader {
    private final Store store;
    private final ReadLimits limits;

    LayerReader(Store store, ReadLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** Gets each entry; the content is a file's, and need not be read. */
    @FunctionalInterface
    interface Visitor {
        void visit(TarEntry entry, InputStream content) throws IOException;
    }

    void read(Descriptor layer, Visitor visitor) {
        String subject = "layer " + layer.digest();
        try (InputStream raw = store.open(layer.digest());
                InputStream tar = Expanded.open(raw, subject, limits)) {
            read(tar, subject, limits, visitor);
            raw.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw StoreFailure.of(e);
        }
    }

    /** Returns how many entries the tar has; reads it to its end. */
    static long read(InputStream tar, String subject, ReadLimits limits, Visitor visitor) throws IOException {
        TarReader reader = new TarReader(tar);
        long count = 0;
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            count++;
            if (count > limits.entries()) {
                throw new ImageException(
                        subject + " has more than " + limits.entries() + " entries",
                        "whoever made it is broken or means harm");
            }
            visitor.visit(entry, reader.content());
        }
        tar.transferTo(java.io.OutputStream.nullOutputStream());
        return count;
    }
}
