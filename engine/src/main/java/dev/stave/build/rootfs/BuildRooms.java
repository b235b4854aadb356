package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.container.BuildContainerOrder;
import dev.stave.container.BuildContainerOrder.Network;
import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerRun.Mount;
import dev.stave.gentoo.GentooInputs;
import dev.stave.model.BuilderSpec;
import dev.stave.model.ContainerWishes;
import dev.stave.model.Platform;
import dev.stave.packages.binary.BinhostSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts build containers with all that they see of the host. */
final class BuildRooms {
    private static final Pattern LOOPBACK = Pattern.compile("//(\\[::1]|127\\.[0-9.]+|localhost)[:/]");

    private final GentooInputs inputs;
    private final RootfsPlaces places;

    BuildRooms(GentooInputs inputs, RootfsPlaces places) {
        this.inputs = inputs;
        this.places = places;
    }

    /**
     * What a room is for.
     *
     * @param subject   for errors
     * @param image     name in the engine of the builder that it starts from
     * @param folder    the order
     * @param config    folder that is seen as /config, relative to the stack; empty for none
     * @param packages  folder that is seen as /packages
     * @param variables of the build
     */
    record Purpose(
            String subject,
            String image,
            OrderFolder folder,
            String config,
            Path packages,
            SortedMap<String, String> variables) {}

    BuildRoom open(ContainerEngine engine, Purpose purpose, BuilderSettings settings, BuildOrder order) {
        Path work = Objects.requireNonNull(purpose.folder().folder().getParent());
        Path out = made(work.resolve("out"));
        List<Mount> mounts = mounts(purpose, settings, work, out);
        SortedMap<String, String> variables = new TreeMap<>(settings.variables());
        variables.putAll(places.proxies());
        variables.putAll(purpose.variables());
        variables.put("STAVE_BINPKG", places.binaryPackages() ? "yes" : "no");
        variables.put("STAVE_GETBINPKG", settings.binaryHosts().isEmpty() || !places.binaryPackages() ? "no" : "yes");
        purpose.folder().variables(variables);
        purpose.folder().write("certificates.pem", places.certificates());
        purpose.folder().lines("overlays", List.copyOf(settings.overlays().keySet()));
        purpose.folder().lines("mounts", mounts.stream().map(Mount::target).toList());
        purpose.folder().table("pins.tsv", new TreeMap<>(order.pins()));
        BuildContainerOrder container = new BuildContainerOrder(
                purpose.image(),
                "0:0",
                new TreeMap<>(),
                mounts,
                network(variables, settings),
                settings.wishes().capabilities(),
                platform(engine, settings, order),
                order.owner().part("rootfs-" + order.image().name()));
        return new BuildRoom(purpose.subject(), engine.start(container), purpose.folder(), out, order.log());
    }

    /** A cross compiler runs on this host, whatever it compiles for. */
    static Platform platform(ContainerEngine engine, BuilderSettings settings, BuildOrder order) {
        return settings.crosses() ? engine.info().platform() : order.platform();
    }

    private List<Mount> mounts(Purpose purpose, BuilderSettings settings, Path work, Path out) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount(BuildScript.in(work.resolve("stave")), "/stave", false));
        mounts.add(new Mount(purpose.folder().folder(), OrderFolder.INSIDE, false));
        mounts.add(new Mount(out, "/stave-out", true));
        Path config = purpose.config().isEmpty()
                ? made(work.resolve("config"))
                : places.stackFolder().resolve(purpose.config()).toAbsolutePath();
        mounts.add(new Mount(config, OrderFolder.CONFIG, false));
        mounts.add(new Mount(made(places.distfiles()), "/distfiles", true));
        mounts.add(new Mount(purpose.packages(), "/packages", true));
        BuilderSpec tree = settings.withTree();
        if (tree != null) {
            mounts.add(new Mount(inputs.tree(tree, settings.pins()).toAbsolutePath(), "/var/db/repos/gentoo", false));
        }
        settings.overlays()
                .forEach((name, builder) -> mounts.add(new Mount(
                        inputs.overlay(builder, name, settings.pins()).toAbsolutePath(),
                        "/var/db/repos/" + name,
                        false)));
        if (settings.ccache()) {
            mounts.add(new Mount(made(places.ccache()), "/ccache", true));
        }
        if (!settings.signing().isEmpty()) {
            mounts.add(new Mount(host(settings.signing().getOrDefault("home", "")), "/stave-gnupg", false));
        }
        settings.binaryHosts().stream()
                .flatMap(address -> BinhostSettings.folder(address).stream())
                .filter(Files::isDirectory)
                .forEach(folder -> mounts.add(new Mount(folder, folder.toString(), false)));
        ContainerWishes wishes = settings.wishes();
        wishes.mounts().forEach(text -> {
            String[] parts = text.split(":");
            mounts.add(new Mount(host(parts[0]), parts[1], parts.length < 3 || !parts[2].equals("ro")));
        });
        return mounts;
    }

    private Path host(String path) {
        return places.stackFolder().resolve(path).toAbsolutePath().normalize();
    }

    /** What answers on this host's loopback is reached only through the host's own network. */
    private static Network network(SortedMap<String, String> variables, BuilderSettings settings) {
        return Stream.concat(variables.values().stream(), settings.binaryHosts().stream())
                        .anyMatch(value -> LOOPBACK.matcher(value + "/").find())
                ? Network.HOST
                : Network.ENGINE;
    }

    static Path made(Path folder) {
        try {
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw OrderFolder.unwritten(folder, e);
        }
    }
}
