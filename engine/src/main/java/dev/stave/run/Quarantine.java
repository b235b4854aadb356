package dev.stave.run;

import dev.stave.check.Scanner;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.oci.ImageReader;
import dev.stave.oci.Manifest;
import dev.stave.oci.Store;
import dev.stave.oci.StoredImage;
import dev.stave.serve.Password;
import dev.stave.serve.Published;
import dev.stave.serve.RegistryServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store as a loopback registry with a random password, from the first image that is shown to the end of the run. */
public final class Quarantine implements QuarantineDoor, AutoCloseable {
    private final ExecutorService executor;
    private final Published published;
    private final Password password = Password.random();
    private @Nullable RegistryServer server;

    /** @param executor answers the scanner's requests */
    public Quarantine(Store store, ExecutorService executor) {
        this.executor = executor;
        this.published = new ByDigest(store, new ImageReader(store));
    }

    @Override
    public <T> T show(ImageName name, StoredImage image, Function<Scanner.Quarantine, T> look) {
        return look.apply(new Scanner.Quarantine(server().host(), name.toString(), password.user(), password.secret()));
    }

    private synchronized RegistryServer server() {
        if (server == null) {
            server = RegistryServer.start(0, published, password, executor);
        }
        return server;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Everything in the store, by digest only: nothing here has a tag yet. */
    private record ByDigest(Store store, ImageReader reader) implements Published {
        @Override
        public Optional<Manifest> manifest(String repository, String reference) {
            return Digest.tryParse(reference).flatMap(reader::manifest);
        }

        @Override
        public Optional<Path> blob(String repository, Digest digest) {
            return store.file(digest);
        }

        @Override
        public List<String> tags(String repository) {
            return List.of();
        }
    }
}
