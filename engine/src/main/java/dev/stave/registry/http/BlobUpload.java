package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Payload;
import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings one blob into a repository with as few bytes and requests as the registry lets it (distribution-spec, "Pushing
 * Blobs"): mounted, which also answers whether it is there; found, where it is worth asking; POST and PUT; or, for large
 * ones and after a failure, in pieces that can be resumed.
 */
final class BlobUpload {
    /** Above this a broken upload is worth resuming. */
    private static final long LARGE_BYTES = 64L << 20;

    /** Up to this a blob is as soon sent again as asked for. */
    private static final long SMALL_BYTES = 64L << 10;

    private static final int MOUNT_TRIES = 2;
    private static final Set<Integer> CREATED = Set.of(201, 200, 204);

    private final Caller caller;
    private final Paths paths;
    private final Descriptor blob;
    private final BlobSource source;

    BlobUpload(Caller caller, Paths paths, Descriptor blob, BlobSource source) {
        this.caller = caller;
        this.paths = paths;
        this.blob = blob;
        this.source = source;
    }

    /** Returns how many bytes were uploaded. */
    long run(List<String> mountFrom) {
        URI session = null;
        List<String> others =
                mountFrom.stream().filter(r -> !r.equals(paths.repository())).toList();
        for (String from : others.subList(0, Math.min(MOUNT_TRIES, others.size()))) {
            Mount mount = mount(from);
            if (mount.done()) {
                return 0;
            }
            session = mount.session() == null ? session : mount.session();
        }
        if (blob.sizeBytes() > SMALL_BYTES && isThere()) {
            return 0;
        }
        if (blob.sizeBytes() > LARGE_BYTES || !wentWhole(session)) {
            new PiecewiseUpload(caller, paths, blob, source).run(this::start, this::complete);
        }
        return blob.sizeBytes();
    }

    private boolean isThere() {
        return caller.call(paths.lookUpBlob(blob), Set.of(200, 404), answer -> answer.status() == 200);
    }

    /** @param session where the registry began an upload instead of mounting; null where it refused */
    private record Mount(boolean done, @Nullable URI session) {}

    /** Some registries refuse a mount from what they do not let us see, instead of beginning an upload. */
    private Mount mount(String from) {
        Call call = paths.mount(blob, from);
        try {
            return caller.call(
                    call,
                    Set.of(201, 202),
                    answer ->
                            answer.status() == 201 ? new Mount(true, null) : new Mount(false, location(call, answer)));
        } catch (RegistryException e) {
            if (e.isTemporary()) {
                throw e;
            }
            return new Mount(false, null);
        }
    }

    private URI start() {
        Call call = paths.startUpload(blob);
        return caller.call(call, Set.of(202), answer -> location(call, answer));
    }

    /** POST and one PUT; false where it may work in pieces. */
    private boolean wentWhole(@Nullable URI begun) {
        URI session = begun == null ? start() : begun;
        try {
            complete(session, new Payload(blob.sizeBytes(), () -> source.openAt(0)));
            return true;
        } catch (RegistryException e) {
            boolean gone = begun != null && e.status() == 404;
            if (e.isTemporary() || e.status() == 413 || gone) {
                return isThere();
            }
            throw e;
        }
    }

    private void complete(URI session, Payload payload) {
        String joint = session.getRawQuery() == null ? "?" : "&";
        Call call = paths.session("PUT", URI.create(session + joint + "digest=" + blob.digest()), blob)
                .with("Content-Type", "application/octet-stream")
                .sending(payload);
        caller.once(call, CREATED, answer -> {
            Optional<String> digest = answer.header("Docker-Content-Digest");
            if (digest.isPresent() && !digest.get().equals(blob.digest().toString())) {
                throw caller.complaints().wrong(call, "it says that it got the digest " + digest.get(), "");
            }
            return true;
        });
    }

    private URI location(Call call, Answer answer) throws IOException {
        return PiecewiseUpload.location(caller, paths, call, answer);
    }
}
