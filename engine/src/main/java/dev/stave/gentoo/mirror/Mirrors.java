package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.http.WebClient;
import dev.stave.model.EngineException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The mirrors that an input may come from, asked one after the other until one has what is wanted, and it is right. */
final class Mirrors {
    static final URI USUAL = URI.create("https://distfiles.gentoo.org");

    private final WebClient client;
    private final List<URI> bases;

    Mirrors(WebClient client, List<URI> bases) {
        this.client = client;
        this.bases = List.copyOf(bases);
    }

    /** Those that a builder's settings name, else Gentoo's own. */
    static Mirrors of(WebClient client, SortedMap<String, String> settings) {
        Set<URI> bases = new LinkedHashSet<>();
        for (String key : List.of("mirror", "mirrors")) {
            for (String address : settings.getOrDefault(key, "").split("\\s+")) {
                if (!address.isEmpty()) {
                    bases.add(base(key, address));
                }
            }
        }
        return new Mirrors(client, bases.isEmpty() ? List.of(USUAL) : List.copyOf(bases));
    }

    private static URI base(String key, String address) {
        String bare = address.replaceAll("/+$", "");
        if (!bare.matches("https?://[^\\s/]+.*")) {
            throw new GentooException(key + " '" + address + "' is no http address", "write https://HOST/FOLDER");
        }
        try {
            return new URI(bare);
        } catch (java.net.URISyntaxException e) {
            throw new GentooException(key + " '" + address + "' is no http address", "write https://HOST/FOLDER", e);
        }
    }

    /** Something that one mirror has; empty where it has none of that name, an exception where it is wrong there. */
    @FunctionalInterface
    interface Attempt<T> {
        Optional<T> at(URI base);
    }

    /**
     * From the first mirror that has it. Empty where none has.
     *
     * @throws EngineException where those that may have it failed; the only one's own, or one that names each
     */
    <T> Optional<T> first(Attempt<T> attempt) {
        List<EngineException> failures = new ArrayList<>();
        for (URI base : bases) {
            try {
                Optional<T> found = attempt.at(base);
                if (found.isPresent()) {
                    return found;
                }
            } catch (EngineException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                failures.add(e);
            }
        }
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        if (!failures.isEmpty()) {
            throw new GentooException(
                    "no mirror could be used: "
                            + String.join(
                                    "; ",
                                    failures.stream().map(EngineException::what).toList()),
                    failures.get(0).hint(),
                    failures.get(0));
        }
        return Optional.empty();
    }

    WebClient client() {
        return client;
    }

    static URI at(URI base, String path) {
        return URI.create(base + "/" + path);
    }

    /** The addresses, for a message. */
    String words() {
        return String.join(", ", bases.stream().map(Mirrors::shown).toList());
    }

    static String shown(URI uri) {
        return uri.toString().replaceFirst("://[^/@]*@", "://");
    }
}
