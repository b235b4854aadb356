package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.LockEntry;
import dev.stave.oci.Descriptor;
import dev.stave.oci.Names;
import dev.stave.registry.RegistryException;
import dev.stave.registry.Removal;
import dev.stave.run.Outcome.Result;
import java.util.List;
import java.util.Optional;

/** Takes away the tags that the lock says Stave wrote, and their lines; other tags and images stay. */
public final class Remover {
    /** What is done to an image, as outcomes and plans name it. */
    public static final String ACTION = "remove";

    private final Target target;
    private final Names released;
    private final Ledger ledger;

    /** @param released the store's names of what passed */
    public Remover(Target target, Names released, Ledger ledger) {
        this.target = target;
        this.released = released;
        this.ledger = ledger;
    }

    /** The line of an image that has something to remove. */
    public Optional<LockEntry> line(ImageName image) {
        return Optional.ofNullable(ledger.lock().entries().get(image));
    }

    public Outcome remove(ImageName image) {
        Optional<LockEntry> line = line(image);
        if (line.isEmpty()) {
            return outcome(image, Result.UNCHANGED, null, "", "");
        }
        try {
            boolean wasThere = untag(image, line.get());
            released.remove(line.get().repository() + ":" + line.get().tag());
            ledger.forget(image);
            return outcome(
                    image, Result.REMOVED, line.get(), wasThere ? "" : "the tag was gone already; its line is too", "");
        } catch (EngineException e) {
            return outcome(image, Result.FAILED, line.get(), e.what(), e.hint());
        }
    }

    private boolean untag(ImageName image, LockEntry line) {
        String repository = target.path(line.repository());
        Optional<Digest> named = named(repository, line.tag());
        if (named.isEmpty()) {
            return false;
        }
        if (!named.get().equals(line.digest())) {
            throw new EngineException(
                    "image '" + image + "': tag " + line.tag() + " was moved by someone else: the lock says "
                            + line.digest().abbreviated() + ", the registry "
                            + named.get().abbreviated() + "; it is not ours to delete",
                    "'stave lock --adopt " + image.name() + "' takes over what it names now");
        }
        Removal removal = removal(image);
        try {
            if (!removal.removeTag(repository, line.tag())) {
                removal.removeManifest(repository, onlyNamedBy(image, line, repository));
            }
        } catch (RegistryException e) {
            throw e.status() == 405 || e.status() == 400 ? forbidden(image, e) : e;
        }
        return true;
    }

    private Removal removal(ImageName image) {
        if (target.registry() instanceof Removal removal) {
            return removal;
        }
        throw new EngineException(
                "image '" + image + "': cannot delete: " + target.destination().text() + " keeps what it has", "");
    }

    private static EngineException forbidden(ImageName image, RegistryException refusal) {
        return new EngineException(
                "image '" + image + "': cannot delete: " + refusal.what(),
                "allow it there (registry 2 and 3: REGISTRY_STORAGE_DELETE_ENABLED=true)",
                refusal);
    }

    /** A manifest takes all its tags with it: it goes only where there is no other. */
    private Digest onlyNamedBy(ImageName image, LockEntry line, String repository) {
        List<String> others = target.registry().tags(repository).stream()
                .filter(tag -> !tag.equals(line.tag()))
                .filter(tag ->
                        named(repository, tag).filter(line.digest()::equals).isPresent())
                .toList();
        if (!others.isEmpty()) {
            throw new EngineException(
                    "image '" + image + "': cannot delete: the registry deletes whole manifests only, and "
                            + String.join(", ", others) + " " + (others.size() == 1 ? "names" : "name")
                            + " the same one",
                    "remove these first, or use a registry that deletes single tags");
        }
        return line.digest();
    }

    private Optional<Digest> named(String repository, String tag) {
        return target.registry().head(repository, tag).map(Descriptor::digest);
    }

    private static Outcome outcome(
            ImageName image,
            Result result,
            @org.jspecify.annotations.Nullable LockEntry line,
            String message,
            String hint) {
        return new Outcome(
                image,
                result,
                ACTION,
                line == null ? null : line.tag(),
                line == null ? null : line.base(),
                line == null ? null : line.digest(),
                null,
                List.of(),
                message,
                hint);
    }
}
