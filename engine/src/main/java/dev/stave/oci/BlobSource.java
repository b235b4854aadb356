package dev.stave.oci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the same bytes again from an offset, as often as a transfer has to begin anew. */
@FunctionalInterface
public interface BlobSource {
    /** The bytes of a file. */
    static BlobSource of(Path file) {
        return new BlobSource() {
            @Override
            public InputStream openAt(long offsetBytes) throws IOException {
                return Channels.newInputStream(FileChannel.open(file).position(offsetBytes));
            }

            @Override
            public Optional<Path> file() {
                return Optional.of(file);
            }
        };
    }

    /** The caller closes the stream. */
    InputStream openAt(long offsetBytes) throws IOException;

    /** The file that holds exactly these bytes, where there is one: it may be linked instead of read. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}
