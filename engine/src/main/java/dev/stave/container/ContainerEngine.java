package dev.stave.container;

import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.process.ProcessRunner;
import java.util.function.Consumer;

/**
 * A container engine of this host: Docker, Podman or buildah. Calls block to their end; interrupting the thread ends the
 * work and removes its container. What the engine refuses is a {@link ContainerException} that quotes it.
 */
public interface ContainerEngine extends Owned {
    EngineInfo info();

    /** Makes an image of the store known to the engine and returns the name that a FROM or a run can use. */
    String load(String name, PlatformImage image, Store store);

    /** Builds from a Dockerfile; every line of output goes to {@code log}. Returns the name of the built image. */
    String build(DockerfileBuild build, Consumer<String> log);

    /** Hands an image over as a docker-archive or OCI archive (a tar stream). */
    void save(String name, ProcessRunner.Drain archive);

    /**
     * Runs one container to its end and removes it; every line of stdout and stderr goes to {@code log}. A command that
     * the image does not have ends with 127, one that cannot be executed with 126, as a shell counts.
     */
    ContainerResult run(ContainerRun run, Consumer<String> log);

    /**
     * Starts a container that waits for commands.
     *
     * @throws ContainerException where the engine refuses it, or cannot mount what is asked for
     */
    BuildContainer start(BuildContainerOrder order);
}
