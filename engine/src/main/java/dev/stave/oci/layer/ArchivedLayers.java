package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageException;
import dev.stave.oci.Store;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Brings the layers of archives into the store. */
final class ArchivedLayers {
    private final Store store;
    private final LayerPacker packer;
    private final ReadLimits limits;

    ArchivedLayers(Store store, Executor compressor, ReadLimits limits) {
        this.store = store;
        this.packer = new LayerPacker(store, compressor);
        this.limits = limits;
    }

    Layer store(ArchiveFiles.Archived file, Digest diffId, KnownLayers known) throws IOException {
        DigestInputStream tar = new DigestInputStream(expanded(file), Digest.sha256());
        long entries;
        try (tar) {
            entries = LayerReader.read(tar, subject(file), limits, (entry, content) -> {});
        }
        Digest actual = Digest.of(tar.getMessageDigest());
        if (!actual.equals(diffId)) {
            throw new ImageException(
                    subject(file) + " has the diffID " + actual + ", but the configuration says " + diffId,
                    "the archive is damaged; make it again");
        }
        Optional<Descriptor> blob = known.find(diffId);
        if (blob.isPresent()) {
            return new Layer(blob.get(), diffId, entries);
        }
        Optional<Compression> compression = compression(file);
        return compression.isPresent() ? keep(file, compression.get(), diffId, entries) : compress(file, entries);
    }

    private Layer keep(ArchiveFiles.Archived file, Compression compression, Digest diffId, long entries)
            throws IOException {
        try (Store.Draft draft = store.draft();
                InputStream in = file.bytes().open()) {
            in.transferTo(draft.out());
            return new Layer(draft.commit(compression.mediaType(), file.digest()), diffId, entries);
        }
    }

    private Layer compress(ArchiveFiles.Archived file, long entries) throws IOException {
        LayerPacker.Tar tar = out -> {
            try (InputStream in = file.bytes().open()) {
                in.transferTo(out);
            }
            return entries;
        };
        return packer.pack(tar, Compression.GZIP);
    }

    private InputStream expanded(ArchiveFiles.Archived file) throws IOException {
        return Expanded.open(file.bytes().open(), subject(file), limits);
    }

    private static Optional<Compression> compression(ArchiveFiles.Archived file) throws IOException {
        try (InputStream in = file.bytes().open()) {
            return Expanded.compression(in.readNBytes(TarBlock.SIZE));
        }
    }

    private static String subject(ArchiveFiles.Archived file) {
        return "'" + file.name() + "' in the archive";
    }
}
