package dev.stave.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A process and all that came of it: its descendants, and what they left in its session when they ended. */
final class ProcessTree {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 20;
    private static final Path PROC = Path.of("/proc");
    private static final String ZOMBIE = "Z";
    /** proc(5): state, parent, group, session. */
    private static final int SESSION_FIELD = 3;

    private final Process root;
    private final boolean ownSession;

    /** @param ownSession whether the process leads a session of its own, which only its descendants are in */
    ProcessTree(Process root, boolean ownSession) {
        this.root = root;
        this.ownSession = ownSession;
    }

    /** Asks all to end, descendants first, and kills what has not after a few seconds, or at an interrupt. */
    void kill() {
        List<ProcessHandle> asked = members();
        asked.forEach(ProcessHandle::destroy);
        boolean interrupted = awaitEnd(asked);
        // what was forked in between is found only by looking again
        members().forEach(ProcessHandle::destroyForcibly);
        asked.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what the process left behind in its session. */
    void killLeftovers() {
        if (!members().isEmpty()) {
            kill();
        }
    }

    /** Whether the wait was interrupted. A zombie has ended: its parent may never look at it. */
    private static boolean awaitEnd(List<ProcessHandle> handles) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            while (handles.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Deepest descendants first, the process itself last; only those alive. */
    private List<ProcessHandle> members() {
        Set<ProcessHandle> all = new LinkedHashSet<>(inSession());
        all.remove(root.toHandle());
        root.descendants().forEach(all::add);
        List<ProcessHandle> ordered = new ArrayList<>(all);
        java.util.Collections.reverse(ordered);
        ordered.add(root.toHandle());
        ordered.removeIf(handle -> !runs(handle));
        return ordered;
    }

    private List<ProcessHandle> inSession() {
        if (!ownSession) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .filter(this::isInSession)
                    .map(name -> ProcessHandle.of(Long.parseLong(name)))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean isInSession(String pid) {
        return stat(pid)
                .filter(fields -> fields[SESSION_FIELD].equals(Long.toString(root.pid())))
                .isPresent();
    }

    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive()
                && stat(Long.toString(handle.pid()))
                        .map(fields -> !fields[0].equals(ZOMBIE))
                        .orElse(!Files.exists(PROC.resolve("self")));
    }

    /** The fields of proc(5)'s stat from the state on; empty for a process that is gone. */
    private static Optional<String[]> stat(String pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
