package dev.stave.oci.layout;

import dev.stave.model.Digest;
import java.nio.file.Path;

/** Where things lie in a store. */
record StoreFolders(Path root) {
    Path blobs() {
        return root.resolve("blobs/sha256");
    }

    Path blob(Digest digest) {
        return blobs().resolve(digest.hex());
    }

    Path notes() {
        return root.resolve("notes");
    }

    Path note(Digest digest) {
        return notes().resolve(digest.hex());
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path index() {
        return root.resolve("index.json");
    }

    Path indexLock() {
        return root.resolve("index.lock");
    }

    Path lock() {
        return root.resolve("store.lock");
    }

    Path holders() {
        return root.resolve("holders");
    }

    Path names(String view) {
        return root.resolve("names").resolve(view);
    }

    Path views() {
        return root.resolve("names");
    }

    Path roots() {
        return root.resolve("roots");
    }
}
