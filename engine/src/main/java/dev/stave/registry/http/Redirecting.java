package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.Origins;
import dev.stave.http.Wire;
import dev.stave.registry.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Follows redirects where the registry's {@link Endpoint} lets it, without credentials across hosts. */
final class Redirecting implements Wire {
    private static final int MOST = 5;
    private static final Set<Integer> FOR_READS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> FOR_WRITES = Set.of(307, 308);

    private final Wire wire;
    private final Endpoint endpoint;

    Redirecting(Wire wire, Endpoint endpoint) {
        this.wire = wire;
        this.endpoint = endpoint;
    }

    @Override
    public Answer send(Call call) throws IOException {
        Call next = call;
        for (int hops = 0; hops <= MOST; hops++) {
            Answer answer = hops == 0 ? wire.send(next) : elsewhere(next);
            Optional<String> location = answer.header("Location");
            if (!(call.reads() ? FOR_READS : FOR_WRITES).contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            answer.finish();
            next = follow(next, location.get());
        }
        throw RegistryException.lasting(
                endpoint.name() + " could not " + call.doing() + ": it redirected more than " + MOST + " times", "");
    }

    private Answer elsewhere(Call call) throws IOException {
        try {
            return wire.send(call);
        } catch (IOException e) {
            throw endpoint.isHome(call.uri()) ? e : new ElsewhereException(Origins.of(call.uri()), e);
        }
    }

    private Call follow(Call from, String location) {
        URI target = resolve(endpoint, from, location);
        Call next = from.to(target);
        return Origins.same(from.uri(), target) ? next : next.without("Authorization");
    }

    /** An address that the registry gave in a Location header, if we go there. */
    static URI resolve(Endpoint endpoint, Call call, String location) {
        URI target;
        try {
            target = call.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            throw refused(endpoint, call, "an address that cannot be read", "", "");
        }
        boolean down = "https".equalsIgnoreCase(call.uri().getScheme()) && "http".equalsIgnoreCase(target.getScheme());
        Optional<String> objection =
                down ? Optional.of("that leads from https to plain http") : endpoint.objection(target);
        if (objection.isPresent()) {
            String hint =
                    down && String.valueOf(target.getHost()).equals(call.uri().getHost())
                            ? "the registry does not know that it is behind https: set its external URL, or X-Forwarded-Proto"
                                    + " in its proxy"
                            : "";
            throw refused(endpoint, call, Origins.of(target), ", and " + objection.get(), hint);
        }
        return target;
    }

    private static RegistryException refused(Endpoint endpoint, Call call, String where, String why, String hint) {
        return RegistryException.lasting(
                endpoint.name() + " could not " + call.doing() + ": it sent us to " + where + why, hint);
    }
}
