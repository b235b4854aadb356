package dev.stave.cli;

import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageReader;
import dev.stave.oci.Manifest;
import dev.stave.oci.Names;
import dev.stave.oci.Store;
import dev.stave.oci.layout.LayoutNames;
import dev.stave.oci.layout.LayoutStore;
import dev.stave.serve.Published;
import dev.stave.serve.RegistryServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code stave serve}: what was released, as a read-only registry on loopback. */
final class ServeCommand implements Subcommand {
    private final Edge edge;

    int port = 5055;

    ServeCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Serve what was released as a read-only registry on 127.0.0.1, until interrupted.")
                .number(List.of("--port"), "PORT", "default: 5055", number -> port = number);
    }

    @Override
    public Integer call() {
        Path root = Wiring.storeRoot(edge.environment());
        LayoutStore store = new LayoutStore(root);
        Names names = new LayoutNames(root, LayoutNames.RELEASED);
        try (Threads threads = Threads.of(1);
                RegistryServer server = RegistryServer.start(
                        port, new Released(store, new ImageReader(store), names), null, threads.drains())) {
            edge.console(false).result("serving on " + server.host());
            names.all().keySet().forEach(name -> edge.err().println("  " + server.host() + "/" + name));
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    /** What passed, and all it refers to. */
    private record Released(Store store, ImageReader images, Names names) implements Published {
        @Override
        public Optional<Manifest> manifest(String repository, String reference) {
            Optional<Digest> digest = Digest.tryParse(reference);
            return digest.isPresent()
                    ? digest.flatMap(images::manifest)
                    : names.find(repository + ":" + reference)
                            .map(Descriptor::digest)
                            .flatMap(images::manifest);
        }

        @Override
        public Optional<Path> blob(String repository, Digest digest) {
            return store.file(digest);
        }

        @Override
        public List<String> tags(String repository) {
            String start = repository + ":";
            return names.all().keySet().stream()
                    .filter(name -> name.startsWith(start))
                    .map(name -> name.substring(start.length()))
                    .toList();
        }
    }
}
