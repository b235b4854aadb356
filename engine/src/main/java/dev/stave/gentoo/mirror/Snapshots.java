package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.model.BuilderPin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Snapshots of the tree as mirrors have them: {@code snapshots/portage-DATE.tar.xz} and {@code gentoo-DATE.tar.xz}, each
 * with {@code .md5sum} and {@code .gpgsig}. Their content is known by SHA-256 only once they are here.
 */
final class Snapshots {
    private static final int SMALL_BYTES = 1 << 20;
    private static final List<String> KINDS = List.of("portage", "gentoo");
    private static final String SIGNATURE = ".gpgsig";
    private static final Pattern NAME = Pattern.compile("(?:portage|gentoo)-([0-9]{8})\\.tar\\.xz");

    private final Mirrors mirrors;
    private final Optional<SignatureCheck> check;
    private final Kept kept;
    private final String day;
    private final String sha256;

    /** @param portage a builder's settings; {@code snapshot} is a day, or {@code latest} */
    Snapshots(Mirrors mirrors, Optional<SignatureCheck> check, Kept kept, SortedMap<String, String> portage) {
        this.mirrors = mirrors;
        this.check = check;
        this.kept = kept;
        this.day = portage.getOrDefault("snapshot", "").replace("latest", "");
        this.sha256 = portage.getOrDefault("sha256", "");
    }

    BuilderPin pin() {
        return mirrors.first(base -> dayAt(base).flatMap(when -> fetch(base, when)))
                .map(archive -> new BuilderPin(
                        "snapshot", dayOf(archive), "sha256:" + Kept.digest(ContentDigest.SHA256, archive)))
                .orElseThrow(() -> notThere(day));
    }

    /** The same, of what is kept from an earlier run alone. */
    Optional<BuilderPin> keptPin() {
        return day.isEmpty()
                ? Optional.empty()
                : keptOf(day)
                        .filter(this::countsAsKept)
                        .map(archive -> new BuilderPin(
                                "snapshot", day, "sha256:" + Kept.digest(ContentDigest.SHA256, archive)));
    }

    private boolean countsAsKept(Path archive) {
        if (check.isEmpty()) {
            return true;
        }
        Optional<byte[]> signature = kept.read(archive.getFileName() + SIGNATURE);
        signature.ifPresent(bytes ->
                Verification.detached(check.get(), archive.toString(), bytes, () -> Files.newInputStream(archive)));
        return signature.isPresent();
    }

    /** The archive of a pin, which is just what the pin says. */
    Path archive(BuilderPin pin, boolean offline) {
        Map<ContentDigest, String> digests = Stages.digestsOf(pin);
        Optional<Path> there = keptOf(pin.date());
        if (there.isPresent()) {
            Kept.check(there.get().toString(), there.get(), digests);
            return there.get();
        }
        if (offline) {
            throw new GentooException(
                    "the snapshot of " + pin.date() + " is not kept here, and the run is offline",
                    "run once without --offline");
        }
        return mirrors.first(base -> fetch(base, pin.date()).map(archive -> {
                    Kept.check(Mirrors.shown(base) + "/snapshots/" + archive.getFileName(), archive, digests);
                    return archive;
                }))
                .orElseThrow(() -> notThere(pin.date()));
    }

    private Optional<Path> keptOf(String when) {
        return KINDS.stream()
                .map(kind -> kept.find(name(kind, when)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The day that is wanted, or the newest that a mirror has: its latest md5sum names the file that it is of. */
    private Optional<String> dayAt(URI base) {
        if (!day.isEmpty()) {
            return Optional.of(day);
        }
        for (String kind : KINDS) {
            Optional<String> named = mirrors.client()
                    .read(Mirrors.at(base, "snapshots/" + kind + "-latest.tar.xz.md5sum"), SMALL_BYTES)
                    .flatMap(bytes -> days(new String(bytes, StandardCharsets.UTF_8)).stream()
                            .reduce((a, b) -> b));
            if (named.isPresent()) {
                return named;
            }
        }
        return daysAt(base).stream().reduce((a, b) -> b);
    }

    private SortedSet<String> daysAt(URI base) {
        return days(String.join(" ", FolderListing.names(mirrors.client(), Mirrors.at(base, "snapshots"))));
    }

    private static SortedSet<String> days(String text) {
        SortedSet<String> days = new TreeSet<>();
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            days.add(names.group(1));
        }
        return days;
    }

    private Optional<Path> fetch(URI base, String when) {
        for (String kind : KINDS) {
            String name = name(kind, when);
            Optional<Path> fetched = kept.alone(name, () -> fetchNamed(base, name));
            if (fetched.isPresent()) {
                return fetched;
            }
        }
        return Optional.empty();
    }

    private Optional<Path> fetchNamed(URI base, String name) {
        URI uri = Mirrors.at(base, "snapshots/" + name);
        Optional<byte[]> sums = mirrors.client().read(URI.create(uri + ".md5sum"), SMALL_BYTES);
        Map<ContentDigest, String> listed = sums.map(
                        bytes -> DigestList.parse(new String(bytes, StandardCharsets.UTF_8))
                                .of(name))
                .orElse(Map.of());
        Optional<Path> there = kept.find(name).filter(file -> isAs(file, listed));
        if (there.isPresent()) {
            // it may have been kept for a stack that asks for no signature
            check.ifPresent(signatures -> verify(signatures, uri, there.get()));
            return there;
        }
        Path part = kept.part(name);
        if (!Fetching.fetch(mirrors.client(), uri, part, declared(listed))) {
            return Optional.empty();
        }
        check.ifPresent(signatures -> verify(signatures, uri, part));
        return Optional.of(kept.keep(part, name));
    }

    private Map<ContentDigest, String> declared(Map<ContentDigest, String> listed) {
        return sha256.isEmpty() ? listed : Map.of(ContentDigest.SHA256, sha256);
    }

    private boolean isAs(Path file, Map<ContentDigest, String> listed) {
        return declared(listed).entrySet().stream()
                .allMatch(e -> Kept.digest(e.getKey(), file).equals(e.getValue()));
    }

    private void verify(SignatureCheck signatures, URI uri, Path file) {
        byte[] signature = mirrors.client()
                .read(URI.create(uri + SIGNATURE), SMALL_BYTES)
                .orElseThrow(() -> {
                    Kept.delete(file);
                    return new GentooException(
                            Mirrors.shown(uri) + " has no signature beside it (.gpgsig)",
                            "try another mirror, or write verify 'digest' to go without signatures");
                });
        try {
            Verification.detached(signatures, Mirrors.shown(uri), signature, () -> Files.newInputStream(file));
        } catch (GentooException e) {
            Kept.delete(file);
            throw e;
        }
        dev.stave.state.AtomicFiles.write(kept.path(uri.getPath().replaceFirst(".*/", "") + SIGNATURE), signature);
    }

    private static String name(String kind, String when) {
        return kind + "-" + when + ".tar.xz";
    }

    private static String dayOf(Path archive) {
        return days(String.valueOf(archive.getFileName())).last();
    }

    /** Says what was looked for and what is there instead: mirrors keep snapshots for some days. */
    private GentooException notThere(String when) {
        SortedSet<String> there = new TreeSet<>();
        try {
            mirrors.first(base -> {
                there.addAll(daysAt(base));
                return there.isEmpty() ? Optional.empty() : Optional.of(there);
            });
        } catch (dev.stave.model.EngineException e) {
            // what is there only helps the message
            there.clear();
        }
        String looked = when.isEmpty()
                ? "looked for snapshots/portage-latest.tar.xz.md5sum"
                : "looked for snapshots/" + name("portage", when) + " and snapshots/" + name("gentoo", when);
        return new GentooException(
                "there is no snapshot of the tree" + (when.isEmpty() ? "" : " of " + when) + " on " + mirrors.words()
                        + ": "
                        + looked
                        + (there.isEmpty() ? "" : "; there are those of " + there.first() + " to " + there.last()),
                there.isEmpty()
                        ? "check mirror"
                        : "mirrors keep snapshots for some days: 'stave update' takes the newest; a git tree keeps every day");
    }
}
