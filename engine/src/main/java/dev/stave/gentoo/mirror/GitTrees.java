package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.model.BuilderPin;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trees and overlays of git repositories, by commit: fetched without their history into a bare repository that is kept. */
final class GitTrees {
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final String COMMIT = "[0-9a-f]{40}([0-9a-f]{24})?";

    private final ProcessRunner processes;
    private final Map<String, String> environment;
    private final Kept kept;

    /** @param environment what git needs to trust servers */
    GitTrees(ProcessRunner processes, Map<String, String> environment, Kept kept) {
        this.processes = processes;
        this.environment = environment;
        this.kept = kept;
    }

    /**
     * A repository as a stack names it.
     *
     * @param what first word of its pin
     */
    record Source(String what, String url, String ref, Optional<SignatureCheck> check) {
        String shown() {
            return url.replaceFirst("://[^/@]*@", "://");
        }

        private String folder() {
            try {
                byte[] text = url.getBytes(StandardCharsets.UTF_8);
                return ContentDigest.SHA256.of(new ByteArrayInputStream(text)).substring(0, 32) + ".git";
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory can be read", e);
            }
        }
    }

    BuilderPin pin(Source source) {
        return kept.alone(source.folder(), () -> {
            Path repository = repository(source);
            ProcessResult fetched = fetch(source, repository, source.ref());
            if (!fetched.succeeded()) {
                throw new GentooException(
                        "'" + source.ref() + "' could not be fetched from " + source.shown() + ": "
                                + fetched.lastLines(2),
                        "check the address and ref: a branch, a tag, or a whole commit");
            }
            String commit = git(source, repository, "rev-parse", "--verify", "FETCH_HEAD^{commit}");
            verify(source, repository, commit);
            git(source, repository, "update-ref", "refs/stave/" + commit, commit);
            Instant made = Instant.ofEpochSecond(
                    Long.parseLong(git(source, repository, "show", "-s", "--format=%ct", commit)));
            return new BuilderPin(source.what(), BuilderPin.date(made), commit);
        });
    }

    /** Writes the files of a commit into an empty folder; returns that. */
    Path checkOut(Source source, String commit, boolean offline, Path empty) {
        if (!commit.matches(COMMIT)) {
            throw new GentooException(
                    "the lock pins '" + commit + "', which is no commit", "stave update writes it anew");
        }
        return kept.alone(source.folder(), () -> {
            Path repository = repository(source);
            if (!has(source, repository, commit)) {
                if (offline) {
                    throw new GentooException(
                            "commit " + commit + " of " + source.shown() + " is not kept here, and the run is offline",
                            "run once without --offline");
                }
                fetchCommit(source, repository, commit);
                verify(source, repository, commit);
                git(source, repository, "update-ref", "refs/stave/" + commit, commit);
            }
            Map<String, String> own =
                    Map.of("GIT_INDEX_FILE", repository.resolve("index").toString());
            expect(source, run(source, repository, own, List.of("read-tree", commit)));
            expect(
                    source,
                    run(
                            source,
                            repository,
                            own,
                            List.of("--work-tree=" + empty, "-c", "core.bare=false", "checkout-index", "-a", "-f")));
            Kept.delete(repository.resolve("index"));
            return empty;
        });
    }

    /** By its name where the server lets us, else as long as the ref still leads there. */
    private void fetchCommit(Source source, Path repository, String commit) {
        ProcessResult direct = fetch(source, repository, commit);
        if (direct.succeeded() && has(source, repository, commit)) {
            return;
        }
        expect(
                source,
                run(
                        source,
                        repository,
                        Map.of(),
                        List.of("fetch", "--no-tags", "--quiet", "--unshallow", "origin", source.ref())),
                direct);
        if (!has(source, repository, commit)) {
            throw new GentooException(
                    "commit " + commit + ", which the lock pins, is not in " + source.shown() + " any more",
                    "'stave update' takes what " + source.ref() + " names now");
        }
    }

    private void expect(Source source, ProcessResult deep, ProcessResult direct) {
        if (!deep.succeeded() && !direct.succeeded()) {
            throw new GentooException(
                    source.shown() + " could not be fetched: " + direct.lastLines(2), "check the address and the ref");
        }
    }

    private ProcessResult fetch(Source source, Path repository, String what) {
        return run(
                source,
                repository,
                Map.of(),
                List.of("fetch", "--no-tags", "--quiet", "--depth=1", "--force", "origin", what));
    }

    private boolean has(Source source, Path repository, String commit) {
        return run(source, repository, Map.of(), List.of("cat-file", "-e", commit + "^{tree}"))
                .succeeded();
    }

    private Path repository(Source source) {
        Path repository = kept.path(source.folder());
        if (source.url().startsWith("-") || source.ref().startsWith("-")) {
            throw new GentooException("git '" + source.shown() + "' or its ref begins with a dash", "");
        }
        if (!Files.isDirectory(repository)) {
            expect(
                    source,
                    processes.run(Command.of(
                                    List.of("git", "init", "--quiet", "--bare", "--template=", repository.toString()))
                            .with(environment(source))));
        }
        kept.used(repository);
        return repository;
    }

    private String git(Source source, Path repository, String... words) {
        ProcessResult result = run(source, repository, Map.of(), List.of(words));
        expect(source, result);
        return result.stdout().strip();
    }

    private static void expect(Source source, ProcessResult result) {
        if (!result.succeeded()) {
            throw new GentooException("git failed with " + source.shown() + ": " + result.lastLines(2), "");
        }
    }

    private ProcessResult run(Source source, Path repository, Map<String, String> own, List<String> words) {
        return processes.run(command(source, repository, words).with(own));
    }

    private Command command(Source source, Path repository, List<String> words) {
        List<String> argv =
                new ArrayList<>(List.of("git", "--git-dir=" + repository, "-c", "core.hooksPath=/dev/null"));
        argv.addAll(List.of("-c", "gc.auto=0", "-c", "core.autocrlf=false"));
        argv.addAll(words);
        String user =
                source.url().replaceFirst("^[a-z+]+://([^/@]*@)?.*$", "$1").replaceFirst("@$", "");
        return Command.of(argv)
                .with(environment(source))
                .within(LONGEST)
                .masking(user.isEmpty() || user.equals(source.url()) ? List.of() : List.of(user));
    }

    /** The address goes in by the environment: others see a program's arguments. */
    private Map<String, String> environment(Source source) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("LC_ALL", "C");
        all.put("GIT_TERMINAL_PROMPT", "0");
        all.put("GIT_ALLOW_PROTOCOL", "https:http:git:ssh:file");
        all.put("GIT_CONFIG_COUNT", "1");
        all.put("GIT_CONFIG_KEY_0", "remote.origin.url");
        all.put("GIT_CONFIG_VALUE_0", source.url());
        return all;
    }

    /** A commit is signed by a header of its own, over all the rest of it. */
    private void verify(Source source, Path repository, String commit) {
        if (source.check().isEmpty()) {
            return;
        }
        byte[][] bytes = {new byte[0]};
        ProcessResult result = processes.stream(
                command(source, repository, List.of("cat-file", "commit", commit)),
                ProcessRunner.Feed.NOTHING,
                in -> bytes[0] = in.readAllBytes());
        expect(source, result);
        SignedCommit signed = SignedCommit.parse(bytes[0]);
        String name = "commit " + commit + " of " + source.shown();
        if (!signed.isSigned()) {
            throw new GentooException(
                    name + " is not signed",
                    "take a repository whose commits are, or write verify 'digest': the commit stays pinned");
        }
        Verification.detached(source.check().get(), name, signed.signature(), signed::payload);
    }
}
