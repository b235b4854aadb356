package dev.stave.cli;

import dev.stave.event.EventSink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options of every subcommand that does something to images. */
final class RunOptions {
    String engine = "auto";

    int jobs = Runtime.getRuntime().availableProcessors();

    int transfers = 6;

    boolean noBinaryPackages;

    boolean failFast;

    boolean keepGoing;

    @Nullable
    String events;

    Map<String, String> secrets = new TreeMap<>();

    /** Who else hears of the run. */
    EventSink listener = event -> {};

    boolean abandon;

    boolean quiet;

    /** Adds these options to what a command takes. */
    void describe(Syntax syntax) {
        syntax.text("--engine", "ENGINE", "docker, podman, buildah or auto (default: auto)", word -> engine = word)
                .number(
                        List.of("-j", "--jobs"),
                        "N",
                        "how many images are made at once (default: the number of cores)",
                        number -> jobs = number)
                .number(
                        List.of("--transfers"),
                        "N",
                        "how many blobs are moved at once (default: 6)",
                        number -> transfers = number)
                .flag(
                        "--no-binpkg",
                        "build packages from source even where there are binary ones",
                        () -> noBinaryPackages = true)
                .flag("--fail-fast", "start nothing more after the first failure", () -> failFast = true)
                .flag("--keep-going", "a failed image blocks only its dependants (the default)", () -> keepGoing = true)
                .text("--events", "FILE", "write every event to FILE, one JSON object a line", word -> events = word)
                .pairs("--secret", "NAME=env:VAR|file:PATH", "where a secret is found; may be repeated", secrets::put)
                .flag("--abandon", "drop a release that an earlier run left unfinished", () -> abandon = true)
                .flag(List.of("-q", "--quiet"), "only the result and what went wrong", () -> quiet = true);
    }
}
