package dev.stave.registry.http;

import dev.stave.http.Answer;
import dev.stave.http.Call;
import dev.stave.http.JdkWire;
import dev.stave.http.Payload;
import dev.stave.http.Trust;
import dev.stave.http.Wire;
import dev.stave.model.Digest;
import dev.stave.model.HostSpec;
import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.MediaTypes;
import dev.stave.registry.Registry;
import dev.stave.registry.RegistryException;
import dev.stave.registry.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One registry host over HTTP (OCI distribution-spec 1.1; Docker's manifests as well as OCI's, bytes as received). */
public final class HttpRegistry implements Registry, Removal {
    private static final String ACCEPT = String.join(
            ", ",
            MediaTypes.OCI_INDEX,
            MediaTypes.OCI_MANIFEST,
            MediaTypes.DOCKER_LIST,
            MediaTypes.DOCKER_MANIFEST,
            "*/*;q=0.1");

    private final Endpoint endpoint;
    private final Caller caller;

    /** @param host what the stack says of it; its {@code ca} is relative to the setting's folder */
    public HttpRegistry(HostSpec host, HttpSettings settings) {
        this.endpoint = Endpoint.of(host);
        Trust trust = host.ca() == null
                ? settings.trust()
                : settings.trust().and(settings.folder().resolve(host.ca()));
        Complaints complaints = new Complaints(endpoint, settings.proxies());
        Limiter limiter = new Limiter(host, settings.pace());
        Wire bare = new Redirecting(new JdkWire(trust, settings.deadlines(), settings.proxies()), endpoint);
        Tokens tokens = new Tokens(endpoint, bare, complaints, settings.pace());
        Authorizing authorizing =
                new Authorizing(new Limited(bare, limiter), endpoint, tokens, host, settings.credentials());
        this.caller = new Caller(authorizing, complaints, limiter, settings.pace());
    }

    @Override
    public Optional<Descriptor> head(String repository, String reference) {
        Call call = paths(repository).manifest("HEAD", "look up", reference).with("Accept", ACCEPT);
        Seen seen = caller.call(
                call,
                Set.of(200, 404),
                answer -> answer.status() == 404 ? new Seen(false, null) : seen(call, answer, reference));
        if (seen.there() && seen.descriptor() == null) {
            return manifest(repository, reference).map(Manifest::descriptor);
        }
        return Optional.ofNullable(seen.descriptor());
    }

    /** What a HEAD told; some registries name neither digest nor length. */
    private record Seen(boolean there, @Nullable Descriptor descriptor) {}

    private Seen seen(Call call, Answer answer, String reference) {
        Optional<Digest> digest = digest(call, answer, reference);
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        return new Seen(
                true,
                digest.isEmpty() || length <= 0 ? null : new Descriptor(contentType(answer), digest.get(), length));
    }

    @Override
    public Optional<Manifest> manifest(String repository, String reference) {
        Call call = paths(repository).manifest("GET", "read", reference).with("Accept", ACCEPT);
        return caller.call(
                call,
                Set.of(200, 404),
                answer -> answer.status() == 404 ? Optional.empty() : Optional.of(read(call, answer, reference)));
    }

    @Override
    public InputStream blob(String repository, Descriptor blob, long offsetBytes) {
        return new BlobBody(caller, paths(repository).readBlob(blob), blob, offsetBytes);
    }

    @Override
    public long pushBlob(String repository, Descriptor blob, BlobSource source, List<String> mountFrom) {
        return new BlobUpload(caller, paths(repository), blob, source).run(mountFrom);
    }

    @Override
    public void pushManifest(String repository, String reference, Manifest manifest) {
        Call call = paths(repository)
                .manifest("PUT", "write", reference)
                .with("Content-Type", manifest.mediaType())
                .sending(Payload.of(manifest.bytes()));
        boolean confirmed = caller.patiently(() -> {
            try {
                return caller.once(call, Set.of(201, 200, 202), answer -> isConfirmed(call, answer, manifest));
            } catch (RegistryException e) {
                return decideAfter(e, repository, reference, manifest);
            }
        });
        Optional<Digest> readBack = confirmed
                ? Optional.of(manifest.digest())
                : head(repository, reference).map(Descriptor::digest);
        if (!readBack.equals(Optional.of(manifest.digest()))) {
            throw caller.complaints().wrong(call, "it took the manifest but does not have it under that name", "");
        }
    }

    @Override
    public List<String> tags(String repository) {
        return new TagPages(caller, endpoint).all(paths(repository).tags());
    }

    @Override
    public boolean removeTag(String repository, String tag) {
        try {
            caller.call(paths(repository).manifest("DELETE", "delete", tag), Set.of(200, 202, 404), Answer::status);
            return true;
        } catch (RegistryException e) {
            // those that know manifests only say one of these for a tag (registry 2: 400 or 405)
            if (e.status() == 400 || e.status() == 405) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void removeManifest(String repository, Digest digest) {
        caller.call(
                paths(repository).manifest("DELETE", "delete", digest.toString()),
                Set.of(200, 202, 404),
                Answer::status);
    }

    private Paths paths(String repository) {
        return new Paths(endpoint, repository);
    }

    private Manifest read(Call call, Answer answer, String reference) throws IOException {
        byte[] bytes = caller.limited(call, answer, ManifestReader.LARGEST_BYTES, "a manifest");
        String mediaType = ManifestType.of(call, caller.complaints(), contentType(answer), bytes);
        Manifest manifest = new Manifest(mediaType, bytes);
        Optional<Digest> promised = digest(call, answer, reference);
        if (promised.isPresent() && !promised.get().equals(manifest.digest())) {
            throw caller.complaints()
                    .wrong(
                            call,
                            "it promised " + Paths.brief(promised.get()) + " and sent "
                                    + Paths.brief(manifest.digest()),
                            "the manifest is damaged there, or a proxy on the way changes it");
        }
        return manifest;
    }

    /** What the answer says that the manifest's digest is, or the reference where that is one. */
    private Optional<Digest> digest(Call call, Answer answer, String reference) {
        Optional<Digest> asked = Digest.tryParse(reference);
        Optional<Digest> said = answer.header("Docker-Content-Digest").flatMap(Digest::tryParse);
        if (asked.isPresent() && said.isPresent() && !asked.equals(said)) {
            throw caller.complaints().wrong(call, "it answered with " + Paths.brief(said.get()) + " instead", "");
        }
        return asked.or(() -> said);
    }

    /** Whether the answer names the manifest's digest. */
    private boolean isConfirmed(Call call, Answer answer, Manifest manifest) {
        Optional<String> said = answer.header("Docker-Content-Digest");
        if (said.isPresent() && !said.get().equals(manifest.digest().toString())) {
            throw caller.complaints()
                    .wrong(
                            call,
                            "it stored it under the digest " + said.get(),
                            "the registry changes manifests; that breaks signatures and every pin");
        }
        return said.isPresent();
    }

    /**
     * A tag is not written a second time where the first try may have come through and somebody else's since: only what
     * is absent, or what was certainly not taken.
     */
    private boolean decideAfter(RegistryException failure, String repository, String reference, Manifest manifest) {
        if (failure.isDenied()) {
            throw failure;
        }
        Optional<Descriptor> now = head(repository, reference);
        if (now.isPresent() && now.get().digest().equals(manifest.digest())) {
            return true;
        }
        boolean untouched = now.isEmpty() || failure.status() == 429;
        if (untouched || !failure.isTemporary()) {
            throw failure;
        }
        throw RegistryException.lasting(
                failure.what() + "; the tag names another image, so it is not written again", failure.hint());
    }

    private static String contentType(Answer answer) {
        String type = answer.header("Content-Type").orElse("");
        return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
