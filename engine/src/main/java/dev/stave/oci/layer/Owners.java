package dev.stave.oci.layer;

/** Which owner a file gets in the image for the one that it has on the host. */
@FunctionalInterface
public interface Owners {
    /** As they are on the host. */
    Owners KEPT = id -> id;

    /** What the running user owns belongs to root in the image; other ids stay. */
    static Owners of(Id running) {
        return id ->
                new Id(id.user() == running.user() ? 0 : id.user(), id.group() == running.group() ? 0 : id.group());
    }

    Id inImage(Id onHost);

    /** A user's and a group's number. */
    record Id(long user, long group) {}
}
