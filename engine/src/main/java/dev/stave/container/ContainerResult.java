package dev.stave.container;

/**
 * How a container ended.
 *
 * @param exitCode of its first process
 * @param timedOut whether its time limit ended it
 * @param output   the last 64 KiB of stdout
 */
public record ContainerResult(int exitCode, boolean timedOut, String output) {
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
