package dev.stave.build.rootfs;

import dev.stave.build.BuildException;
import dev.stave.build.BuildOrder;
import dev.stave.container.ContainerEngine;
import dev.stave.model.BuilderChain;
import dev.stave.model.ImageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Opens the build container of an image from Portage for somebody to work in: as a failed build left it, or after a
 * phase, with hooks read and the root kept. What is done in it changes nothing outside.
 */
public final class RootfsShell {
    /** The phases of a build, in their order. */
    public static final List<String> PHASES =
            List.of("configureBuilder", "configureRootfs", "packages", "finishRootfs", "clean");

    private static final String STATE = "/stave/shell.sh";
    private static final List<String> SHELL = List.of("bash", "--rcfile", STATE, "-i");

    private final RootfsBuilder builder;
    private final RootfsPlaces places;

    RootfsShell(RootfsBuilder builder, RootfsPlaces places) {
        this.builder = builder;
        this.places = places;
    }

    /** Whether the last build of the image failed or was stopped, and what it left is kept. */
    public boolean isKept(ImageName image) {
        return new FailedBuilds(places).has(image);
    }

    /** Runs the phases up to this one and keeps what they leave. */
    public void until(BuildOrder order, String phase) {
        builder.inRoom(order, room -> {
            run(room, order, phase);
            new FailedBuilds(places).keep(room, order.image().name(), builder.engine(), order.log());
            return 0;
        });
    }

    /** A shell, or a command in its place, after this phase; the exit code is its own. A phase that fails is told, and the shell opens there. */
    public int after(BuildOrder order, String phase, List<String> command) {
        return builder.inRoom(order, room -> {
            try {
                run(room, order, phase);
            } catch (BuildException e) {
                order.log().accept(e.what());
            }
            return room.container().attach(words(command), new TreeMap<>());
        });
    }

    /** A shell, or a command in its place, in what the last failed build left; the exit code is its own. */
    public int inKept(BuildOrder order, List<String> command) {
        BuilderChain chain = order.builders().apply(order.image().name());
        ContainerEngine engine = builder.engine();
        Path folder = places.failed(order.image().name().fileName());
        BuildRooms.Purpose purpose = new BuildRooms.Purpose(
                "image '" + order.image().name() + "'",
                FailedBuilds.imageName(order.image().name()),
                new OrderFolder(folder.resolve("order"), places.stackFolder()),
                Orders.config(order.image()),
                BuildRooms.made(order.workFolder().resolve("packages")),
                builder.variables(order));
        try (BuildRoom room = builder.rooms().open(engine, purpose, BuilderSettings.of(chain.links()), order)) {
            return room.container().attach(words(command), new TreeMap<>());
        }
    }

    /** A command sees what the shell would. */
    private static List<String> words(List<String> command) {
        if (command.isEmpty()) {
            return SHELL;
        }
        List<String> words = new ArrayList<>(List.of("bash", "-c", "source " + STATE + "; \"$@\"", "stave"));
        words.addAll(command);
        return words;
    }

    private void run(BuildRoom room, BuildOrder order, String phase) {
        room.run(places.failed(order.image().name().fileName()), "image", phase);
    }
}
