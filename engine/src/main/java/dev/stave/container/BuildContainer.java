package dev.stave.container;

import dev.stave.process.ProcessRunner;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A container that stays between commands; closing removes it. Commands run one after the other, in the image's own
 * environment with the order's and their own added, which no process list shows. A command that is missing ends with
 * 127, one that cannot be executed with 126, as a shell counts. Interrupting the thread ends the command and removes the
 * container: {@link dev.stave.model.CancelledException}.
 */
public interface BuildContainer extends AutoCloseable {
    /** Runs a command to its end, with an empty stdin, and returns its exit code; each line of output goes to {@code log}. */
    int exec(List<String> command, SortedMap<String, String> environment, Consumer<String> log);

    /** Runs a command with bytes in and out; each line of stderr goes to {@code log}. */
    int stream(List<String> command, ProcessRunner.Feed stdin, ProcessRunner.Drain stdout, Consumer<String> log);

    /**
     * Makes an image of what the container holds by now, the mounts left out: the layers of its image and one more.
     * {@link ContainerEngine#save} hands it over. Its configuration is that of the image with what engines add by
     * themselves (Podman two variables, Docker a command where there was none), so who knows the image's takes that one.
     *
     * @param imageName from {@link Owner#imageName} of the order's owner, with which it goes
     */
    void commit(String imageName);

    /** Runs a command at this process' own terminal and returns its exit code. */
    int attach(List<String> command, SortedMap<String, String> environment);

    @Override
    void close();
}
