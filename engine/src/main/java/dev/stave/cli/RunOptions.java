package dev.stave.cli;

import dev.stave.event.EventSink;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every subcommand that does something to images. */
final class RunOptions {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "auto",
            description = "docker, podman, buildah or auto (default: ${DEFAULT-VALUE})")
    String engine = "auto";

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "how many images are made at once (default: the number of cores)")
    int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "6",
            description = "how many blobs are moved at once (default: ${DEFAULT-VALUE})")
    int transfers = 6;

    @Option(names = "--no-binpkg", description = "build packages from source even where there are binary ones")
    boolean noBinaryPackages;

    @Option(names = "--fail-fast", description = "start nothing more after the first failure")
    boolean failFast;

    @Option(names = "--keep-going", description = "a failed image blocks only its dependants (the default)")
    boolean keepGoing;

    @Option(names = "--events", paramLabel = "FILE", description = "write every event to FILE, one JSON object a line")
    @Nullable
    String events;

    @Option(
            names = "--secret",
            paramLabel = "NAME=env:VAR|file:PATH",
            description = "where a secret is found; may be repeated")
    Map<String, String> secrets = new TreeMap<>();

    /** Who else hears of the run. */
    EventSink listener = event -> {};

    @Option(names = "--abandon", description = "drop a release that an earlier run left unfinished")
    boolean abandon;

    @Option(
            names = {"-q", "--quiet"},
            description = "only the result and what went wrong")
    boolean quiet;
}
