package dev.stave.build.rootfs;

import dev.stave.oci.Descriptor;
import java.util.Optional;

/** Where builders are kept for other machines. Tags are the hexadecimal digits of builders' ids. */
public interface BuilderRepository {
    /** No repository: builders stay on this machine. */
    BuilderRepository NONE = new BuilderRepository() {
        @Override
        public Optional<Descriptor> fetch(String tag) {
            return Optional.empty();
        }

        @Override
        public boolean has(String tag) {
            return true;
        }

        @Override
        public void push(Descriptor root, String tag) {}
    };

    /** Brings a builder into the store; empty where the repository has none of this tag. */
    Optional<Descriptor> fetch(String tag);

    /** Whether there is a builder of this tag, or none is wanted. */
    boolean has(String tag);

    /** Gives others a builder of the store. */
    void push(Descriptor root, String tag);
}
