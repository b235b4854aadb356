package dev.stave.run;

import dev.stave.model.Destination;
import dev.stave.registry.Registries;
import dev.stave.registry.Registry;
import java.nio.file.Path;

/**
 * Where a stack's images are released to, whatever its kind.
 *
 * @param registry    the registry or the layout
 * @param destination how the stack calls it
 */
public record Target(Registry registry, Destination destination) {
    public static Target of(Destination destination, Registries registries, Path stackFolder) {
        return new Target(
                destination.match(
                        inRegistry -> registries.target(inRegistry.host()),
                        inLayout -> registries.layout(stackFolder.resolve(inLayout.folder()))),
                destination);
    }

    /** The repository's whole path in the registry. */
    String path(String repository) {
        return destination.match(inRegistry -> inRegistry.path(repository), inLayout -> repository);
    }
}
