package dev.stave.oci.layer;

import dev.stave.model.Digest;
import dev.stave.oci.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names in a layer, in its order, kept as a note on its blob: so that a layer need not be decompressed again to know
 * what is in it. A byte for the type, the name and what a link says, entry by entry; a zero and their number at the end.
 */
final class LayerListing {
    private static final int END = 0;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int count;
    private boolean whole = true;

    void add(TarEntry entry) {
        try {
            out.writeByte(entry.type());
            out.writeUTF(entry.name());
            out.writeUTF(entry.link());
            count++;
        } catch (IOException e) {
            // a name of more than 64 KiB: such a layer is read each time
            whole = false;
        }
    }

    void keep(Store store, Digest layer) {
        if (!whole) {
            return;
        }
        try {
            out.writeByte(END);
            out.writeInt(count);
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        store.keepNote(layer, bytes.toByteArray());
    }

    /** The entries by name, type and link alone; empty where there is no whole listing, or one of too many entries. */
    static Optional<List<TarEntry>> of(Store store, Digest layer, ReadLimits limits) {
        return store.note(layer).flatMap(LayerListing::read).filter(entries -> entries.size() <= limits.entries());
    }

    private static Optional<List<TarEntry>> read(byte[] note) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(note))) {
            List<TarEntry> entries = new ArrayList<>();
            for (int type = in.readUnsignedByte(); type != END; type = in.readUnsignedByte()) {
                String name = in.readUTF();
                entries.add(new TarEntry(name, (char) type, 0, 0, 0, 0, 0, in.readUTF(), 0, 0, new TreeMap<>()));
            }
            return in.readInt() == entries.size() ? Optional.of(entries) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
