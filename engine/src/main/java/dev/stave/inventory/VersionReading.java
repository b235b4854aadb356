package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.ImageRef;
import dev.stave.model.MirrorFrom;
import dev.stave.model.Origin;
import dev.stave.model.Software;
import dev.stave.model.Source;
import dev.stave.model.Tags;
import dev.stave.model.VersionRule;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Decides where an image's version comes from: what is written, software, the mirror's tag, a package, the release. */
final class VersionReading {
    private static final List<String> WAYS = List.of("value", "fromFile", "fromLabel", "fromCommand", "fromPackage");

    private final SortedMap<String, Software> software;
    private final String release;
    private final StackPaths paths;
    private final Findings findings;

    /** @param release the stack's, empty where there is none */
    VersionReading(SortedMap<String, Software> software, String release, StackPaths paths, Findings findings) {
        this.software = software;
        this.release = release;
        this.paths = paths;
        this.findings = findings;
    }

    /** Empty where no version can be found, or a wrong one; then the findings say so. */
    Optional<VersionRule> read(Declared image, Source source) {
        if (image.settings().has("version")) {
            return written(image);
        }
        Software pinned = software.get(image.name().name());
        return source.match(
                rootfs -> pinned == null ? ofPackages(image, principal(image, rootfs)) : pinned(pinned),
                dockerfile -> pinned == null ? guessed(image) : pinned(pinned),
                script -> pinned == null ? guessed(image) : pinned(pinned),
                files -> pinned == null ? released(image) : pinned(pinned),
                mirror -> ofMirror(image, mirror.from(), pinned));
    }

    private Optional<VersionRule> written(Declared image) {
        Settings settings = image.settings();
        Optional<Text> plain = settings.scalar("version");
        if (plain.isPresent()) {
            return known(image, plain.get().origin(), plain.get().value(), "version", false);
        }
        Optional<Settings> block = settings.block("version");
        List<String> ways = block.map(
                        b -> b.names().stream().filter(WAYS::contains).toList())
                .orElse(List.of());
        if (block.isPresent() && ways.size() != 1) {
            findings.add(
                    settings.at("version"),
                    image.subject(),
                    "version: " + (ways.isEmpty() ? "it says nothing" : "'" + String.join("' and '", ways) + "'")
                            + "; write exactly one of " + String.join(", ", WAYS));
            return Optional.empty();
        }
        return block.flatMap(version -> version(image, version, ways.get(0)));
    }

    private Optional<VersionRule> version(Declared image, Settings version, String way) {
        boolean unchecked = version.truth("unchecked");
        if (unchecked && !way.equals("value") && !way.equals("fromFile")) {
            findings.add(
                    version.at("unchecked"),
                    image.subject(),
                    "version: unchecked is for a version that is written, and '" + way + "' reads it from the image");
        }
        if (way.equals("fromCommand")) {
            return fromCommand(image, version);
        }
        return version.scalar(way).flatMap(text -> switch (way) {
            case "value" -> known(image, text.origin(), text.value(), "version", unchecked);
            case "fromFile" ->
                paths.firstLine(new Written(text, image.subject(), "version fromFile"))
                        .flatMap(line -> known(image, text.origin(), line, text.value(), unchecked));
            case "fromLabel" -> Optional.of(new VersionRule.FromLabel(text.value()));
            default -> Optional.of(new VersionRule.FromPackage(List.of(text.value()), true, ""));
        });
    }

    private Optional<VersionRule> fromCommand(Declared image, Settings version) {
        List<Node> parts = version.node("fromCommand")
                .map(node -> node.match(List::<Node>of, Node.Items::nodes, List::<Node>of))
                .orElse(List.of());
        if (parts.size() != 2) {
            findings.add(
                    version.at("fromCommand"),
                    image.subject(),
                    "version fromCommand: write the command and a regular expression for its output");
            return Optional.empty();
        }
        List<String> words = words(parts.get(0));
        String pattern = String.join(
                "", Settings.scalars(parts.get(1)).stream().map(Text::value).toList());
        if (words.isEmpty() || words.stream().anyMatch(word -> word.matches(".*[\"'`$;|&<>].*"))) {
            findings.add(
                    version.at("fromCommand"),
                    image.subject(),
                    "version fromCommand: the command runs without a shell; write its words as a list, or ['sh', '-c', …]");
            return Optional.empty();
        }
        try {
            Pattern.compile(pattern);
            return Optional.of(new VersionRule.FromCommand(words, pattern));
        } catch (PatternSyntaxException e) {
            findings.add(
                    version.at("fromCommand"),
                    image.subject(),
                    "version fromCommand: '" + pattern + "' is not a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private static List<String> words(Node command) {
        return command.match(
                text -> text.value().isBlank()
                        ? List.of()
                        : List.of(text.value().strip().split("\\s+")),
                items -> Settings.scalars(items).stream().map(Text::value).toList(),
                fields -> List.of());
    }

    private static Optional<VersionRule> pinned(Software pinned) {
        return Tags.of(pinned.version())
                .map(tag -> new VersionRule.Known(pinned.version(), "software " + pinned.name(), false));
    }

    private Optional<VersionRule> ofMirror(Declared image, MirrorFrom from, @Nullable Software pinned) {
        Optional<String> tag = MirrorReading.tagOf(from);
        if (pinned != null) {
            if (tag.isPresent() && !tag.get().equals(pinned.version())) {
                findings.add(
                        image.settings().at("mirror"),
                        image.subject(),
                        "mirror: the source has the tag " + tag.get() + ", and software '" + pinned.name() + "' says "
                                + pinned.version() + "; leave the tag away, or write version");
            }
            return pinned(pinned);
        }
        if (tag.isEmpty()) {
            return released(image);
        }
        if (tag.get().equals("latest")) {
            return latest(image, from);
        }
        return Optional.of(new VersionRule.Known(tag.get(), "mirror", false));
    }

    private Optional<VersionRule> latest(Declared image, MirrorFrom from) {
        Optional<ImageRef> reference = from.match(r -> Optional.of(r.reference()), layout -> Optional.empty());
        if (reference.isEmpty()) {
            findings.add(
                    image.settings().at("mirror"),
                    image.subject(),
                    "mirror: 'latest' in a folder stands for no version; write version");
        }
        return reference.map(VersionRule.LatestOf::new);
    }

    /** The only package asked for, else the one named like the image. */
    private static Optional<String> principal(Declared image, Source.Rootfs rootfs) {
        return rootfs.packages().size() == 1
                ? Optional.of(Atoms.packageInSlot(rootfs.packages().get(0)))
                : rootfs.packages().stream()
                        .filter(atom -> isNamed(atom, image.name().name()))
                        .map(Atoms::packageInSlot)
                        .findFirst();
    }

    private static boolean isNamed(String atom, String name) {
        String whole = Atoms.packageOf(atom);
        return whole.substring(whole.indexOf('/') + 1).equals(name);
    }

    private Optional<VersionRule> ofPackages(Declared image, Optional<String> principal) {
        return principal.isPresent()
                ? Optional.of(new VersionRule.FromPackage(List.of(principal.get()), false, release))
                : guessed(image);
    }

    /** Nothing names a package before the build: one named like the image is looked for, if the release can stand in. */
    private Optional<VersionRule> guessed(Declared image) {
        return release.isEmpty()
                ? released(image)
                : Optional.of(new VersionRule.FromPackage(List.of(image.name().name()), false, release));
    }

    private Optional<VersionRule> released(Declared image) {
        if (release.isEmpty()) {
            findings.add(
                    image.origin(),
                    image.subject(),
                    "nothing says which version it has; write version, a software '"
                            + image.name().name() + "', or a release for the stack");
            return Optional.empty();
        }
        return Tags.of(release).map(tag -> new VersionRule.Known(release, "release", false));
    }

    private Optional<VersionRule> known(Declared image, Origin at, String version, String from, boolean unchecked) {
        Optional<String> complaint = Tags.complaint(version);
        complaint.ifPresent(why -> findings.add(at, image.subject(), "version: " + why));
        return complaint.isPresent() ? Optional.empty() : Optional.of(new VersionRule.Known(version, from, unchecked));
    }
}
