package dev.stave.model;

import java.util.function.Function;

/** Where a stack's images are released to. */
public sealed interface Destination {
    <T> T match(Function<InRegistry, T> inRegistry, Function<InLayout, T> inLayout);

    /** How the lock's header line writes it. */
    default String text() {
        return match(InRegistry::prefix, l -> "oci:" + l.folder());
    }

    /** The reference that people use for an image there. */
    default String reference(String repository, String tag) {
        return match(
                r -> r.prefix() + "/" + repository + ":" + tag,
                l -> "oci:" + l.folder() + ":" + repository + ":" + tag);
    }

    /** @param prefix the host, or the host and a path below which all repositories lie */
    record InRegistry(String prefix) implements Destination {
        @Override
        public <T> T match(Function<InRegistry, T> inRegistry, Function<InLayout, T> inLayout) {
            return inRegistry.apply(this);
        }

        public String host() {
            int slash = prefix.indexOf('/');
            return slash < 0 ? prefix : prefix.substring(0, slash);
        }

        /** The repository's whole path on the host. */
        public String path(String repository) {
            int slash = prefix.indexOf('/');
            return slash < 0 ? repository : prefix.substring(slash + 1) + "/" + repository;
        }
    }

    /**
     * The embedded default.
     *
     * @param folder an OCI image layout, relative to the stack file
     */
    record InLayout(String folder) implements Destination {
        @Override
        public <T> T match(Function<InRegistry, T> inRegistry, Function<InLayout, T> inLayout) {
            return inLayout.apply(this);
        }
    }
}
