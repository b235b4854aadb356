package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.model.BuilderPin;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trees of rsync servers, which have the newest alone: what they have is known by {@code metadata/timestamp.commit}, and
 * verified by the tree's own Manifests.
 */
final class RsyncTrees {
    private static final Duration LONGEST = Duration.ofHours(2);
    /** COMMIT, its time in seconds, and the same for people. */
    private static final Pattern STAMP = Pattern.compile("([0-9a-f]{40,64})\\s+([0-9]{1,12})\\b.*", Pattern.DOTALL);

    private final ProcessRunner processes;
    private final TreeFolders trees;

    RsyncTrees(ProcessRunner processes, TreeFolders trees) {
        this.processes = processes;
        this.trees = trees;
    }

    /**
     * A tree as a stack names it.
     *
     * @param what first word of its pin
     */
    record Source(String what, String url, Optional<SignatureCheck> check) {}

    BuilderPin pin(Source source) {
        Path draft = trees.draft();
        try {
            String address = source.url().replaceFirst("/*$", "/metadata/timestamp.commit");
            ProcessResult result = rsync(List.of("--links", address, draft + "/"));
            if (!result.succeeded()) {
                throw new GentooException(
                        source.url() + " could not be asked: " + result.lastLines(2),
                        "check the address; it must have metadata/timestamp.commit, as Gentoo's servers do");
            }
            return stamp(source, draft.resolve("timestamp.commit"));
        } finally {
            TreeFolders.delete(draft);
        }
    }

    /** Brings the tree of a pin into an empty folder; returns that. */
    Path sync(Source source, BuilderPin pin, Path empty) {
        List<String> words = new ArrayList<>(List.of("--recursive", "--links", "--safe-links", "--perms", "--times"));
        words.addAll(List.of("--exclude=/distfiles", "--exclude=/local", "--exclude=/packages", "--exclude=/.git"));
        words.addAll(List.of(source.url().replaceFirst("/*$", "/"), empty + "/"));
        ProcessResult result = rsync(words);
        if (!result.succeeded()) {
            throw new GentooException(
                    source.url() + " could not be synced: " + result.lastLines(2), "check the address");
        }
        BuilderPin came = stamp(source, empty.resolve("metadata/timestamp.commit"));
        if (!came.identity().equals(pin.identity())) {
            throw new GentooException(
                    source.url() + " has the tree of " + came.date() + " now, and the lock pins that of " + pin.date(),
                    "rsync servers have the newest alone: 'stave update' takes it; a git tree or a snapshot can be had again");
        }
        source.check().ifPresent(check -> new TreeManifests(empty, source.url(), check).verify());
        return empty;
    }

    private static BuilderPin stamp(Source source, Path file) {
        try {
            Matcher parts = STAMP.matcher(
                    Files.isRegularFile(file) ? Files.readString(file).strip() : "");
            if (!parts.matches()) {
                throw new GentooException(
                        source.url() + " does not say which tree it has (metadata/timestamp.commit)",
                        "take a git repository or a snapshot");
            }
            Instant made = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
            return new BuilderPin(source.what(), BuilderPin.date(made), parts.group(1));
        } catch (IOException e) {
            throw Kept.failure("cannot read " + file, e);
        }
    }

    private ProcessResult rsync(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("rsync", "--no-motd", "--timeout=180", "--contimeout=60"));
        if (words.stream().noneMatch(word -> word.startsWith("rsync://"))) {
            argv.remove("--contimeout=60");
        }
        List<String> options =
                words.stream().filter(word -> word.startsWith("--")).toList();
        argv.addAll(options);
        argv.add("--");
        words.stream().filter(word -> !options.contains(word)).forEach(argv::add);
        return processes.run(Command.of(argv).with(Map.of("LC_ALL", "C")).within(LONGEST));
    }
}
