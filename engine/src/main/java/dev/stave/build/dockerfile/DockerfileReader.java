package dev.stave.build.dockerfile;

import dev.stave.build.dockerfile.Dockerfile.Complaint;
import dev.stave.model.ImageName;
import dev.stave.model.ImageRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one Dockerfile for one platform: which images it names, and whether each is certain. */
final class DockerfileReader {
    private static final Pattern BASE = Pattern.compile("\"?\\$(BASE|\\{BASE(:?-.*)?\\})\"?");
    private static final Pattern MOUNT_FROM = Pattern.compile("(?:^|[=,])from=([^,\\s\"]+)");
    private static final String SCRATCH = "scratch";

    private final StackNames names;
    private final boolean hasParent;
    private final Map<String, String> given;
    private final DockerfileText text;
    private final String file;

    private final Map<String, String> values;
    private final Set<String> arguments = new TreeSet<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Complaint> complaints = new ArrayList<>();

    /**
     * @param hasParent whether {@code ${BASE}} stands for something
     * @param given     build arguments that the stack gives
     * @param platform  TARGETPLATFORM and its like, which FROM may name without an ARG
     */
    DockerfileReader(
            String file, StackNames names, boolean hasParent, Map<String, String> given, PlatformArguments platform) {
        this.file = file;
        this.text = new DockerfileText(file);
        this.names = names;
        this.hasParent = hasParent;
        this.given = given;
        this.values = new TreeMap<>(platform.values());
    }

    Dockerfile read() {
        text.syntax()
                .ifPresent(value -> image("# syntax=", value, 0, value.text().length()));
        for (LogicalLine line : text.instructions()) {
            read(line);
        }
        if (stages.isEmpty()) {
            complaints.add(new Complaint(1, "it has no FROM"));
        }
        return new Dockerfile(file, references, stages, arguments, complaints, text.escape());
    }

    private void read(LogicalLine line) {
        switch (line.name()) {
            case "ARG" -> argument(line);
            case "FROM" -> from(line);
            case "COPY", "ADD" -> flags(line, "--from=", this::copyFrom);
            case "RUN" -> flags(line, "--mount=", this::mountFrom);
            case "ONBUILD" -> read(line.from(line.argumentStart()));
            default -> {}
        }
    }

    private void argument(LogicalLine line) {
        for (int at = line.argumentStart(); at < line.text().length(); at = line.skipBlanks(line.wordEnd(at))) {
            String[] parts = line.text().substring(at, line.wordEnd(at)).split("=", 2);
            arguments.add(parts[0]);
            if (!stages.isEmpty()) {
                continue; // inside a stage it says nothing about FROM
            }
            if (given.containsKey(parts[0])) {
                values.put(parts[0], given.get(parts[0]));
            } else if (parts.length == 2) {
                Expansion.Result value = new Expansion(values, text.escape()).of(parts[1]);
                if (value.unknown().isEmpty()) {
                    values.put(parts[0], value.text());
                }
            }
        }
    }

    private void from(LogicalLine line) {
        int at = line.argumentStart();
        while (line.text().startsWith("--", at)) {
            at = line.skipBlanks(line.wordEnd(at));
        }
        int end = line.wordEnd(at);
        String[] rest = line.text().substring(end).strip().split("\\s+");
        String name = rest.length == 2 && rest[0].equalsIgnoreCase("AS") ? rest[1].toLowerCase(Locale.ROOT) : "";
        if (at == end) {
            complaints.add(new Complaint(line.line(), "FROM names no image"));
            stages.add(new Stage(name, Optional.empty(), Optional.empty()));
            return;
        }
        Expansion.Result word =
                new Expansion(values, text.escape()).of(line.text().substring(at, end));
        Optional<Integer> stage = word.unknown().isPresent() ? Optional.empty() : earlier(word.text(), false);
        boolean nothing = word.unknown().isEmpty() && word.text().equals(SCRATCH);
        Optional<Reference> image = stage.isPresent() || nothing ? Optional.empty() : image("FROM", line, at, end);
        stages.add(new Stage(name, stage, image));
    }

    private interface Flag {
        void read(LogicalLine line, int from, int to);
    }

    /** The flags stand before everything else. */
    private void flags(LogicalLine line, String prefix, Flag flag) {
        int at = line.argumentStart();
        while (line.text().startsWith("--", at)) {
            int end = line.wordEnd(at);
            if (line.text().startsWith(prefix, at) && at + prefix.length() < end) {
                flag.read(line, at + prefix.length(), end);
            }
            at = line.skipBlanks(end);
        }
    }

    private void copyFrom(LogicalLine line, int from, int to) {
        inStage(line.name() + " --from", line, from, to);
    }

    private void mountFrom(LogicalLine line, int from, int to) {
        Matcher source = MOUNT_FROM.matcher(line.text()).region(from, to);
        if (source.find()) {
            inStage("RUN --mount", line, source.start(1), source.end(1));
        }
    }

    private void inStage(String what, LogicalLine line, int from, int to) {
        String word = line.text().substring(from, to).replace("\"", "");
        if (earlier(word, true).isEmpty() && !word.equals(SCRATCH)) {
            image(what, line, from, to);
        }
    }

    private Optional<Integer> earlier(String name, boolean orNumber) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (!stages.get(i).name().isEmpty() && stages.get(i).name().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(i);
            }
        }
        boolean number = orNumber && name.matches("\\d{1,4}") && Integer.parseInt(name) < stages.size();
        return number ? Optional.of(Integer.parseInt(name)) : Optional.empty();
    }

    private Optional<Reference> image(String what, LogicalLine line, int from, int to) {
        Span span = line.span(from, to);
        String written = line.text().substring(from, to);
        if (hasParent && BASE.matcher(written).matches()) {
            return named(new Reference.Parent(span));
        }
        Expansion.Result word = new Expansion(values, text.escape()).of(written);
        if (word.unknown().isPresent()) {
            return refused(line, untold(what, written, word.unknown().get()));
        }
        Optional<ImageName> ours = names.find(word.text());
        if (ours.isPresent()) {
            return named(new Reference.OfStack(span, ours.get()));
        }
        Optional<String> wrong = complaint(what, word.text());
        return wrong.isPresent() ? refused(line, wrong.get()) : named(new Reference.Outside(span, word.text()));
    }

    private static String untold(String what, String written, String variable) {
        return variable.equals("BASE")
                ? what + " '" + written
                        + "' stands for the parent, and the image has none: say which one it is built on"
                : what + " '" + written + "' cannot be told before the build: " + variable + " has no value; give ARG "
                        + variable + " a default before the first FROM, or name it in args";
    }

    private Optional<String> complaint(String what, String reference) {
        Optional<String> malformed = ImageRef.complaint(reference);
        if (malformed.isPresent()) {
            return Optional.of(what + " names '" + reference + "', which is no image reference: " + malformed.get());
        }
        ImageRef parsed = ImageRef.parse(reference);
        if (parsed.digest() != null || (parsed.tag() != null && !parsed.tag().equals("latest"))) {
            return Optional.empty();
        }
        if (parsed.tag() != null) {
            return Optional.of(
                    what + " names '" + reference + "', which is another image tomorrow: write a version or a digest");
        }
        List<ImageName> candidates = names.candidates(reference);
        return Optional.of(
                candidates.size() > 1
                        ? what + " names '" + reference + "', which may be "
                                + String.join(
                                        " or ",
                                        candidates.stream()
                                                .map(Object::toString)
                                                .toList())
                                + ": write one of them"
                        : what + " names '" + reference + "' without a tag: write a version or a digest");
    }

    private Optional<Reference> named(Reference reference) {
        references.add(reference);
        return Optional.of(reference);
    }

    private Optional<Reference> refused(LogicalLine line, String message) {
        complaints.add(new Complaint(line.line(), message));
        return Optional.empty();
    }
}
