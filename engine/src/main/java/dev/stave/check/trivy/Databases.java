package dev.stave.check.trivy;

import dev.stave.model.ScanPolicy;
import dev.stave.process.ProcessResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the databases that a policy asks for: in the folder that it names, else in the cache, renewed from a registry
 * when they are due. Each is looked for once; who asks meanwhile waits.
 */
final class Databases {
    private final Trivy trivy;
    private final TrivySettings settings;
    private final InstantSource clock;
    private final Map<String, Answer> answers = new TreeMap<>();

    Databases(Trivy trivy, TrivySettings settings, InstantSource clock) {
        this.trivy = trivy;
        this.settings = settings;
        this.clock = clock;
    }

    synchronized Database find(DatabaseKind kind, ScanPolicy policy, Path stackFolder) throws NoDatabaseException {
        DatabaseSource source = DatabaseSource.of(policy.database(), stackFolder);
        Answer answer = answers.computeIfAbsent(kind + " " + source, key -> look(kind, source));
        if (answer.missing() != null) {
            throw answer.missing();
        }
        return java.util.Objects.requireNonNull(answer.found());
    }

    private Answer look(DatabaseKind kind, DatabaseSource source) {
        try {
            Database found =
                    source.folder().isPresent() ? inFolder(kind, source.folder().get()) : inCache(kind, source);
            return new Answer(young(found), null);
        } catch (NoDatabaseException e) {
            return new Answer(null, e);
        }
    }

    private Database inFolder(DatabaseKind kind, Path folder) throws NoDatabaseException {
        return read(kind, folder.resolve(kind.folder()))
                .orElseThrow(() ->
                        new NoDatabaseException("there is no " + kind.words() + " in " + folder + ", it should hold "
                                + kind.folder() + "/" + kind.file() + " and " + kind.folder() + "/metadata.json"));
    }

    private Database inCache(DatabaseKind kind, DatabaseSource source) throws NoDatabaseException {
        Path folder =
                settings.cache().resolve("trivy").resolve(source.cacheName()).resolve(kind.folder());
        Generations generations = new Generations(folder);
        Instant now = clock.instant();
        Optional<Database> kept = generations.newest().flatMap(newest -> read(kind, newest));
        if (kept.isPresent() && !kept.get().isDue(now)) {
            return kept.get();
        }
        try (Generations.Lock lock = generations.lock()) {
            Optional<Database> renewed = generations.newest().flatMap(newest -> read(kind, newest));
            if (renewed.isPresent() && !renewed.get().isDue(now)) {
                return renewed.get();
            }
            return download(kind, source, generations, lock);
        } catch (NoDatabaseException e) {
            return kept.orElseThrow(() -> e);
        }
    }

    private Database download(DatabaseKind kind, DatabaseSource source, Generations generations, Generations.Lock lock)
            throws NoDatabaseException {
        try (Workspace workspace = Workspace.in(generations.folder())) {
            ProcessResult result = trivy.download(kind, source.repository(kind), workspace);
            Path fresh = workspace.cache().resolve(kind.folder());
            if (!result.succeeded() || read(kind, fresh).isEmpty()) {
                throw new NoDatabaseException("there is no " + kind.words() + ", and Trivy could not download "
                        + source.words(kind) + ": " + trivy.complaint(result));
            }
            Path kept = lock.adopt(fresh, clock.instant());
            return read(kind, kept).orElseThrow(() -> new IllegalStateException("read a moment ago: " + kept));
        }
    }

    private Optional<Database> read(DatabaseKind kind, Path folder) {
        if (!Files.isRegularFile(folder.resolve(kind.file()))) {
            return Optional.empty();
        }
        try (Workspace workspace = Workspace.in(settings.cache().resolve("trivy"))) {
            workspace.show(kind, folder);
            return trivy.versions(workspace).database(kind, folder);
        }
    }

    private Database young(Database database) throws NoDatabaseException {
        if (clock.instant().isAfter(database.nextUpdate().plus(settings.tolerance()))) {
            throw new NoDatabaseException(
                    "the " + database.kind().words() + " is too old: it was made on " + database.age());
        }
        return database;
    }

    private record Answer(
            @org.jspecify.annotations.Nullable Database found,
            @org.jspecify.annotations.Nullable NoDatabaseException missing) {}
}
