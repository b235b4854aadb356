package dev.stave.version.packages;

import dev.stave.container.ContainerEngine;
import dev.stave.container.ContainerResult;
import dev.stave.container.ContainerRun;
import dev.stave.container.Owner;
import dev.stave.model.VersionRule.FromCommand;
import dev.stave.oci.PlatformImage;
import dev.stave.oci.Store;
import dev.stave.version.VersionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Runs a command in an image, as isolated as a test, and finds the version in what it prints to stdout or stderr. */
final class CommandVersion {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long MEMORY = 1L << 30;
    private static final long PROCESSES = 512;
    private static final int MOST_LINES = 1000;

    private final ContainerEngine engine;
    private final Store store;

    CommandVersion(ContainerEngine engine, Store store) {
        this.engine = engine;
        this.store = store;
    }

    String read(FromCommand rule, PlatformImage image, Owner owner, Consumer<String> log) {
        String words = "version command '" + String.join(" ", rule.command()) + "'";
        String loaded = engine.load("version", image, store);
        List<String> printed = Collections.synchronizedList(new ArrayList<>());
        ContainerRun run = new ContainerRun(
                loaded,
                List.of(),
                rule.command(),
                new TreeMap<>(),
                List.of(),
                null,
                false,
                MEMORY,
                PROCESSES,
                LONGEST,
                owner);
        ContainerResult result = engine.run(run, line -> {
            if (printed.size() < MOST_LINES) {
                printed.add(line);
            }
            log.accept(line);
        });
        if (!result.succeeded()) {
            throw new VersionException(
                    words
                            + (result.timedOut()
                                    ? " did not end within a minute"
                                    : " failed with exit code " + result.exitCode()),
                    "it runs without a shell, without the entrypoint and without network; is its program in the image?");
        }
        return find(rule, words, String.join("\n", printed));
    }

    private static String find(FromCommand rule, String words, String printed) {
        Matcher matcher = matcher(rule, printed);
        String found = !matcher.find() ? null : matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        if (found == null || found.isBlank()) {
            String first = printed.lines().findFirst().orElse("nothing");
            throw new VersionException(
                    words + " printed nothing that matches /" + rule.pattern() + "/, its output begins: " + first,
                    "the pattern's first group is the version");
        }
        return found.strip();
    }

    private static Matcher matcher(FromCommand rule, String printed) {
        try {
            return Pattern.compile(rule.pattern()).matcher(printed);
        } catch (PatternSyntaxException e) {
            throw new VersionException(
                    "/" + rule.pattern() + "/ is not a regular expression: " + e.getDescription(), "write another one");
        }
    }
}
