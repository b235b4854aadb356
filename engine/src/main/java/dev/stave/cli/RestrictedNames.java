package dev.stave.cli;

import dev.stave.build.NamedImages;
import dev.stave.inventory.Restriction;
import dev.stave.model.ImageRef;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Holds what an image's own files name against the policy of {@code --restricted}, as the stack file is held. */
record RestrictedNames(NamedImages names, Restriction restriction) implements NamedImages {
    @Override
    public Named read(ImageSpec image, Inventory inventory, List<Platform> platforms) {
        Named named = names.read(image, inventory, platforms);
        List<Problem> problems = new ArrayList<>(named.problems());
        for (String reference : named.outside()) {
            String host = ImageRef.tryParse(reference).map(ImageRef::host).orElse(reference);
            if (!restriction.allowsSource(host)) {
                problems.add(new Problem(
                        image.origin(),
                        "image '" + image.name() + "'",
                        "its Dockerfile takes '" + reference + "', and '" + host + "' is not a source that "
                                + restriction.shownAs() + " allows"));
            }
        }
        return new Named(named.outside(), named.images(), problems);
    }
}
