package dev.stave.registry.http;

import dev.stave.http.Call;
import dev.stave.http.Payload;
import dev.stave.model.Digest;
import dev.stave.oci.Descriptor;
import dev.stave.registry.RegistryException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** The calls that one repository of one registry is asked by, in the words of the distribution-spec's end-points. */
record Paths(Endpoint endpoint, String repository) {
    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|sha256:[0-9a-f]{64}");

    Paths {
        if (!REPOSITORY.matcher(repository).matches()) {
            throw RegistryException.lasting("'" + repository + "' is not the path of a repository", "");
        }
    }

    Call manifest(String method, String verb, String reference) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw RegistryException.lasting("'" + reference + "' is neither a tag nor a digest", "");
        }
        String doing = verb + " " + repository
                + Digest.tryParse(reference).map(d -> "@" + brief(d)).orElse(":" + reference);
        return call(method, "/manifests/" + reference, doing, method.equals("PUT") || method.equals("DELETE"));
    }

    Call readBlob(Descriptor blob) {
        return call("GET", "/blobs/" + blob.digest(), "read blob " + brief(blob.digest()) + " of " + repository, false);
    }

    Call lookUpBlob(Descriptor blob) {
        return call("HEAD", "/blobs/" + blob.digest(), pushing(blob), true);
    }

    Call startUpload(Descriptor blob) {
        return call("POST", "/blobs/uploads/", pushing(blob), true);
    }

    Call mount(Descriptor blob, String from) {
        String query = "?mount=" + blob.digest() + "&from=" + from;
        return new Call(
                "POST",
                endpoint.at("/v2/" + repository + "/blobs/uploads/" + query),
                "mount blob " + brief(blob.digest()) + " from " + from + " to " + repository,
                List.of(scope(repository, "pull,push"), scope(from, "pull")),
                java.util.Map.of(),
                Payload.NONE);
    }

    /** A call of an upload session, whose address the registry gave. */
    Call session(String method, URI at, Descriptor blob) {
        return Call.of(method, at, pushing(blob), List.of(scope(repository, "pull,push")));
    }

    Call tags() {
        return call("GET", "/tags/list?n=1000", "list the tags of " + repository, false);
    }

    static String brief(Digest digest) {
        return "sha256:" + digest.abbreviated() + "…";
    }

    private String pushing(Descriptor blob) {
        return "push blob " + brief(blob.digest()) + " to " + repository;
    }

    private Call call(String method, String path, String doing, boolean writes) {
        return Call.of(
                method,
                endpoint.at("/v2/" + repository + path),
                doing,
                List.of(scope(repository, writes ? "pull,push" : "pull")));
    }

    private static String scope(String repository, String actions) {
        return "repository:" + repository + ":" + actions;
    }
}
