package dev.stave.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an image in a registry, always with its host: {@code docker.io/library/redis:7.4.1@sha256:…}. Short
 * forms are completed as Docker does: no host means docker.io, one component there means {@code library/}.
 *
 * @param host       registry, with its port if it has one
 * @param repository path of the repository on the host
 */
public record ImageRef(
        String host,
        String repository,
        @Nullable String tag,
        @Nullable Digest digest) {
    /** What a tag may look like (OCI distribution-spec). */
    public static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private static final String DOCKER_HUB = "docker.io";

    /** Empty where the text cannot be a reference; {@link #complaint} then says which part is wrong. */
    public static Optional<ImageRef> tryParse(String text) {
        return complaint(text).isPresent() ? Optional.empty() : Optional.of(split(text));
    }

    /** @throws EngineException that names the wrong part */
    public static ImageRef parse(String text) {
        complaint(text).ifPresent(why -> {
            throw new EngineException("'" + text + "' is not an image reference: " + why, "write HOST/PATH:TAG");
        });
        return split(text);
    }

    /** Which part of the text keeps it from being a reference; empty where nothing does. */
    public static Optional<String> complaint(String text) {
        String rest = text;
        int at = rest.indexOf('@');
        if (at >= 0) {
            if (Digest.tryParse(rest.substring(at + 1)).isEmpty()) {
                return Optional.of("'" + rest.substring(at + 1) + "' is not a digest");
            }
            rest = rest.substring(0, at);
        }
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            String tag = rest.substring(colon + 1);
            if (!TAG.matcher(tag).matches()) {
                return Optional.of("'" + tag + "' is not a tag");
            }
            rest = rest.substring(0, colon);
        }
        String path = rest.substring(hostLength(rest));
        for (String component : path.split("/", -1)) {
            if (!ImageName.COMPONENT.matcher(component).matches()) {
                return Optional.of(
                        component.isEmpty()
                                ? "a part of its path is empty"
                                : component.equals(component.toLowerCase(Locale.ROOT))
                                        ? "'" + component + "' cannot be part of a repository path"
                                        : "'" + component + "' holds capitals, a repository path must not");
            }
        }
        return Optional.empty();
    }

    private static ImageRef split(String text) {
        String rest = text;
        Digest digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Digest.parse(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        String tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        int hostLength = hostLength(rest);
        String host = hostLength == 0 ? DOCKER_HUB : rest.substring(0, hostLength - 1);
        String path = rest.substring(hostLength);
        if (host.equals("index.docker.io")) {
            host = DOCKER_HUB;
        }
        if (host.equals(DOCKER_HUB) && path.indexOf('/') < 0) {
            path = "library/" + path;
        }
        return new ImageRef(host, path, tag, digest);
    }

    /** Length of {@code HOST/} at the start; 0 where the first component is no host. */
    private static int hostLength(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return 0;
        }
        String first = path.substring(0, slash);
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return isHost ? slash + 1 : 0;
    }

    /** The digest where there is one, else the tag: what a registry is asked for. */
    public Optional<String> reference() {
        return digest != null ? Optional.of(digest.toString()) : Optional.ofNullable(tag);
    }

    public ImageRef withTag(String newTag) {
        return new ImageRef(host, repository, newTag, null);
    }

    public ImageRef withDigest(Digest newDigest) {
        return new ImageRef(host, repository, tag, newDigest);
    }

    /** Host and path, without tag and digest. */
    public String name() {
        return host + "/" + repository;
    }

    @Override
    public String toString() {
        return name() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
