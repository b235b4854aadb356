package dev.stave.container;

import dev.stave.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which run a container or a temporary image belongs to; written into labels and names, so that the next run can tell
 * what was left behind by one that died.
 *
 * @param runId     the run's id
 * @param part      of the run, such as one build; empty for all of it
 * @param host      which host and process namespace the process id is of: engines may be shared
 * @param processId of the engine process that made it
 * @param startTime of that process, in clock ticks since boot (proc(5), stat field 22): a reused pid differs in it
 */
public record Owner(String runId, String part, String host, long processId, long startTime) {
    public static final String LABEL = "dev.stave.run";

    private static final String IMAGES = "localhost/stave-run/";
    /** What the names of containers begin with. */
    public static final String CONTAINERS = "stave-run-";

    private static final Path PROC = Path.of("/proc");
    /** Counted from the state, the first field after the command's closing parenthesis. */
    private static final int START_FIELD = 19;

    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9_-]+)\\.([a-z0-9_.-]*?)\\.([0-9a-f]{12})\\.(\\d+)\\.(\\d+)");

    public Owner {
        runId = runId.replaceAll("[^A-Za-z0-9_-]", "-");
        part = part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** A whole run of a process of this host. */
    public Owner(String runId, long processId, long startTime) {
        this(runId, "", thisHost(), processId, startTime);
    }

    /** A run of the process that asks. */
    public static Owner current(String runId) {
        long pid = ProcessHandle.current().pid();
        return new Owner(runId, pid, startOf(pid).orElse(0L));
    }

    /** A part of this run whose things can be removed alone. */
    public Owner part(String name) {
        String full = part.isEmpty() ? name : part + "-" + name;
        String text = full.length() <= 40
                ? full
                : full.substring(0, 27)
                        + Digest.of(full.getBytes(StandardCharsets.UTF_8)).abbreviated();
        return new Owner(runId, text, host, processId, startTime);
    }

    /** Whether what belongs to {@code other} belongs to this one too. */
    public boolean covers(Owner other) {
        return runId.equals(other.runId)
                && host.equals(other.host)
                && processId == other.processId
                && startTime == other.startTime
                && (part.isEmpty() || part.equals(other.part));
    }

    /** Whether the owner is known to have ended; never said of a process of another host. */
    public boolean isGone() {
        return host.equals(thisHost())
                && startOf(processId).filter(start -> start == startTime).isEmpty();
    }

    /** All of it in one word that a tag and a container's name can hold. */
    public String text() {
        return runId + "." + part + "." + host + "." + processId + "." + startTime;
    }

    public static Optional<Owner> tryParse(String text) {
        Matcher m = TEXT.matcher(text);
        return m.matches()
                ? Optional.of(new Owner(
                        m.group(1), m.group(2), m.group(3), Long.parseLong(m.group(4)), Long.parseLong(m.group(5))))
                : Optional.empty();
    }

    public SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(LABEL, runId);
        labels.put("dev.stave.pid", Long.toString(processId));
        labels.put("dev.stave.start", Long.toString(startTime));
        labels.put("dev.stave.owner", text());
        return labels;
    }

    /** Of what carries {@link #labels}. */
    public static Optional<Owner> ofLabels(java.util.Map<String, String> labels) {
        return tryParse(labels.getOrDefault("dev.stave.owner", ""));
    }

    /** What a temporary image of this owner is called in an engine: found again by {@link #ofImage}. */
    public String imageName() {
        return IMAGES + "image:" + text();
    }

    /** The owner of a temporary image; empty for any other name. */
    public static Optional<Owner> ofImage(String name) {
        String prefix = IMAGES + "image:";
        return name.startsWith(prefix) ? tryParse(name.substring(prefix.length())) : Optional.empty();
    }

    /** What a container of this owner is called where it can carry no labels; found again by {@link #ofContainer}. */
    public String containerName(String id) {
        return CONTAINERS + id + "." + text();
    }

    /** The owner of a container by its name; empty for any other name. */
    public static Optional<Owner> ofContainer(String name) {
        return name.startsWith(CONTAINERS) ? tryParse(name.substring(name.indexOf('.') + 1)) : Optional.empty();
    }

    private static Optional<Long> startOf(long pid) {
        try {
            String stat =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.parseLong(fields[START_FIELD]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String thisHost() {
        try {
            String name = Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
            Path namespace = Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
            return Digest.of((name + " " + namespace).getBytes(StandardCharsets.UTF_8))
                    .abbreviated();
        } catch (IOException e) {
            return "000000000000";
        }
    }
}
