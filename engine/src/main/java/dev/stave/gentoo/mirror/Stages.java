package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.gentoo.signature.SignatureCheck;
import dev.stave.model.BuilderPin;
import dev.stave.model.Nearest;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Stage archives as Gentoo's releases lay them out: {@code releases/ARCH/autobuilds/latest-stage3-FLAVOUR.txt} names the
 * newest, {@code DATE/stage3-FLAVOUR-DATE.tar.xz} is one, with {@code .DIGESTS} and {@code .sha256} beside it.
 */
final class Stages {
    private static final int SMALL_BYTES = 1 << 20;

    private final Mirrors mirrors;
    private final Optional<SignatureCheck> check;
    private final Kept kept;
    private final Wanted wanted;
    private final StageDigests digests;

    /**
     * What a builder's settings ask for.
     *
     * @param date   a time stamp, a day, or empty for the newest
     * @param sha256 of the archive; empty where the stack does not say
     */
    record Wanted(String flavour, String date, String arch, String sha256) {
        static Wanted of(SortedMap<String, String> stage3) {
            String flavour = stage3.getOrDefault("flavour", "").replaceFirst("^stage3-", "");
            return new Wanted(
                    flavour,
                    stage3.getOrDefault("date", ""),
                    stage3.getOrDefault("arch", Architectures.folderOf(flavour)),
                    stage3.getOrDefault("sha256", ""));
        }

        String folder() {
            return "releases/" + arch + "/autobuilds/";
        }

        String name(String when) {
            return "stage3-" + flavour + "-" + when + ".tar.xz";
        }

        boolean isDated() {
            return date.length() > 8;
        }
    }

    Stages(Mirrors mirrors, Optional<SignatureCheck> check, Kept kept, Wanted wanted) {
        this.mirrors = mirrors;
        this.check = check;
        this.kept = kept;
        this.wanted = wanted;
        this.digests = new StageDigests(mirrors.client(), check, kept, wanted.sha256());
    }

    /** What the settings stand for now, of the first mirror that says it by signatures that count. */
    BuilderPin pin() {
        return mirrors.first(this::pinAt).orElseThrow(this::notThere);
    }

    /** The same, of what is kept from an earlier run alone; empty where that does not tell. */
    Optional<BuilderPin> keptPin() {
        return wanted.isDated()
                ? digests.keptIdentity(wanted.name(wanted.date()))
                        .map(identity -> new BuilderPin(wanted.flavour(), wanted.date(), identity))
                : Optional.empty();
    }

    private Optional<BuilderPin> pinAt(URI base) {
        Optional<StageListing.Entry> entry = wanted.isDated()
                ? Optional.of(new StageListing.Entry(
                        wanted.date() + "/" + wanted.name(wanted.date()), wanted.flavour(), wanted.date(), -1))
                : newest(base);
        return entry.flatMap(e -> digests.identity(Mirrors.at(base, wanted.folder() + e.path()), e.name())
                .map(identity -> new BuilderPin(wanted.flavour(), e.date(), identity)));
    }

    private Optional<StageListing.Entry> newest(URI base) {
        return listing(base, "latest-stage3-" + wanted.flavour() + ".txt")
                .flatMap(listing -> listing.of(wanted.flavour()))
                .filter(entry -> entry.date().startsWith(wanted.date()))
                .or(() -> ofDay(base));
    }

    /** Of a day alone, the last time that the folder of builds has. */
    private Optional<StageListing.Entry> ofDay(URI base) {
        if (wanted.date().isEmpty()) {
            return Optional.empty();
        }
        return FolderListing.names(mirrors.client(), Mirrors.at(base, wanted.folder())).stream()
                .filter(name -> name.matches(wanted.date() + "T[0-9]{6}Z"))
                .max(java.util.Comparator.naturalOrder())
                .map(when -> new StageListing.Entry(when + "/" + wanted.name(when), wanted.flavour(), when, -1));
    }

    private Optional<StageListing> listing(URI base, String name) {
        URI uri = Mirrors.at(base, wanted.folder() + name);
        return mirrors.client()
                .read(uri, SMALL_BYTES)
                .map(bytes -> StageListing.parse(Verification.text(check, Mirrors.shown(uri), bytes)));
    }

    /** The archive of a pin: kept, or fetched; in either case just what the pin says. */
    Path archive(BuilderPin pin, boolean offline) {
        String name = wanted.name(pin.date());
        Map<ContentDigest, String> wantedDigests = digestsOf(pin);
        return kept.alone(name, () -> {
            Optional<Path> there = kept.find(name);
            if (there.isPresent()) {
                Kept.check(there.get().toString(), there.get(), wantedDigests);
                return there.get();
            }
            if (offline) {
                throw new GentooException(
                        "the stage3 " + name + " is not kept here, and the run is offline",
                        "run once without --offline");
            }
            return mirrors.first(base -> fetch(base, pin, wantedDigests)).orElseThrow(this::notThere);
        });
    }

    private Optional<Path> fetch(URI base, BuilderPin pin, Map<ContentDigest, String> wantedDigests) {
        String name = wanted.name(pin.date());
        Path part = kept.part(name);
        for (String folder : List.of(pin.date(), "current-stage3-" + wanted.flavour())) {
            URI uri = Mirrors.at(base, wanted.folder() + folder + "/" + name);
            if (Fetching.fetch(mirrors.client(), uri, part, wantedDigests)) {
                digests.of(uri, name).map(Stages::strong).ifPresent(all -> Kept.check(Mirrors.shown(uri), part, all));
                return Optional.of(kept.keep(part, name));
            }
        }
        return Optional.empty();
    }

    private static Map<ContentDigest, String> strong(Map<ContentDigest, String> digests) {
        Map<ContentDigest, String> all = new EnumMap<>(ContentDigest.class);
        digests.forEach((kind, hex) -> {
            if (kind.isStrong()) {
                all.put(kind, hex);
            }
        });
        return all;
    }

    static Map<ContentDigest, String> digestsOf(BuilderPin pin) {
        int colon = pin.identity().indexOf(':');
        Optional<ContentDigest> kind = colon < 0
                ? Optional.empty()
                : ContentDigest.ofWord(pin.identity().substring(0, colon));
        String hex = pin.identity().substring(colon + 1);
        return kind.filter(k -> k.isStrong() && k.fits(hex))
                .map(k -> Map.of(k, hex))
                .orElseThrow(() -> new GentooException(
                        "the lock pins '" + pin + "', whose digest is none", "stave update writes it anew"));
    }

    /** Says what was looked for, and what is there instead: names have changed, and old stages go after weeks. */
    private GentooException notThere() {
        String looked = wanted.folder()
                + (wanted.isDated()
                        ? wanted.date() + "/" + wanted.name(wanted.date())
                        : "latest-stage3-" + wanted.flavour() + ".txt");
        Optional<StageListing> all = Optional.empty();
        try {
            all = mirrors.first(base -> listing(base, "latest-stage3.txt"));
        } catch (dev.stave.model.EngineException e) {
            // what is there only helps the message
            all = Optional.empty();
        }
        Optional<StageListing.Entry> newest = all.flatMap(l -> l.of(wanted.flavour()));
        String there = newest.map(e -> "; the newest there is " + e.path())
                .orElse(all.map(l -> "; there are the flavours " + String.join(", ", l.flavours()))
                        .orElse(""));
        String hint = newest.isPresent()
                ? "mirrors keep stages for some weeks: 'stave update' takes the newest, or name a mirror that still has it"
                : "check flavour"
                        + all.map(l -> Nearest.hint(wanted.flavour(), l.flavours()))
                                .orElse("") + (all.isPresent() ? "" : ", arch and mirror");
        return new GentooException(
                "there is no stage3 '" + wanted.flavour() + "'"
                        + (wanted.date().isEmpty() ? "" : " of " + wanted.date()) + " on " + mirrors.words()
                        + ": looked for " + looked + there,
                hint);
    }
}
