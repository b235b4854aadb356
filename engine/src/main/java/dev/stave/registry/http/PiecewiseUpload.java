package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Payload;
import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.registry.RegistryException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upload by PATCH that goes on from where the registry has got to (distribution-spec, "Pushing a blob in chunks"). It
 * is one piece as long as nothing breaks, as some registries mishandle several.
 */
final class PiecewiseUpload {
    private static final int TRIES = 5;
    /** What passes a proxy that limits bodies. */
    private static final long SMALL_PIECE_BYTES = 16L << 20;

    private static final Pattern RANGE = Pattern.compile("(?:bytes[= ])?0-([0-9]{1,18})");

    private final Caller caller;
    private final Paths paths;
    private final Descriptor blob;
    private final BlobSource source;

    /** Where the session is now, and how many bytes it has. */
    private record State(URI session, long doneBytes) {}

    PiecewiseUpload(Caller caller, Paths paths, Descriptor blob, BlobSource source) {
        this.caller = caller;
        this.paths = paths;
        this.blob = blob;
        this.source = source;
    }

    /**
     * @param start    begins a session
     * @param complete closes it, with the rest of the bytes
     */
    void run(Supplier<URI> start, BiConsumer<URI, Payload> complete) {
        State state = new State(start.get(), 0);
        long piece = blob.sizeBytes();
        for (int tries = 1; ; ) {
            try {
                if (state.doneBytes() >= blob.sizeBytes()) {
                    complete.accept(state.session(), Payload.NONE);
                    return;
                }
                State next = patch(state, Math.min(piece, blob.sizeBytes() - state.doneBytes()));
                tries = next.doneBytes() > state.doneBytes() ? 1 : tries + 1;
                state = next;
            } catch (RegistryException e) {
                boolean tooLarge = e.status() == 413 && piece > SMALL_PIECE_BYTES;
                boolean outOfStep = e.status() == 416 || e.status() == 404;
                if (tries == TRIES || !(e.isTemporary() || tooLarge || outOfStep)) {
                    throw e;
                }
                caller.pauseAfter(tries++, e);
                piece = tooLarge ? SMALL_PIECE_BYTES : piece;
                if (isThere()) {
                    return;
                }
                state = status(state).orElseGet(() -> new State(start.get(), 0));
            }
        }
    }

    private State patch(State state, long length) {
        long from = state.doneBytes();
        Call call = paths.session("PATCH", state.session(), blob)
                .with("Content-Type", "application/octet-stream")
                .with("Content-Range", from + "-" + (from + length - 1))
                .sending(new Payload(length, () -> source.openAt(from)));
        return caller.once(call, Set.of(202), answer -> state(call, answer, from + length));
    }

    /** How far the session has got; empty where the registry knows it no more. */
    private Optional<State> status(State state) {
        Call call = paths.session("GET", state.session(), blob);
        try {
            return caller.call(
                    call,
                    Set.of(204, 202, 200, 404),
                    answer -> answer.status() == 404 ? Optional.empty() : Optional.of(state(call, answer, 0)));
        } catch (RegistryException e) {
            if (e.isTemporary()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private State state(Call call, Answer answer, long assumedBytes) {
        String range = answer.header("Range").orElse("");
        Matcher matcher = RANGE.matcher(range);
        // 0-0 stands for no byte at all as well as for one: the registries in use mean none
        long done = !matcher.matches()
                ? assumedBytes
                : matcher.group(1).equals("0") ? Math.min(assumedBytes, 1) : Long.parseLong(matcher.group(1)) + 1;
        URI session = answer.header("Location").isPresent() ? location(caller, paths, call, answer) : call.uri();
        return new State(session, done);
    }

    private boolean isThere() {
        return caller.call(paths.lookUpBlob(blob), Set.of(200, 404), answer -> answer.status() == 200);
    }

    static URI location(Caller caller, Paths paths, Call call, Answer answer) {
        String location = answer.header("Location")
                .orElseThrow(() -> caller.complaints().wrong(call, "it began an upload without saying where", ""));
        return Redirecting.resolve(paths.endpoint(), call.to(answer.uri()), location);
    }
}
