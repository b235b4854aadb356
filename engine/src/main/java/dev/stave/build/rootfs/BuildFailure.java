package dev.stave.build.rootfs;

import dev.stave.build.BuildException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a build in a container failed, as the script in it wrote it down.
 *
 * @param facts phase, file, line, code, message, and of a package that could not be built package, ebuildPhase and log
 */
record BuildFailure(Map<String, String> facts) {
    private static final int QUOTED = 15;

    static BuildFailure read(Path file) {
        Map<String, String> facts = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : lines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    facts.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return new BuildFailure(facts);
    }

    /**
     * The failure as an error.
     *
     * @param subject what was built: {@code image 'web/nginx'} or {@code builder 'musl'}
     * @param log     the whole log of the package's build; it is there only where a package failed
     * @param last    the last lines that were printed
     */
    BuildException exception(String subject, OrderFolder order, Path log, List<String> last) {
        String phase = facts.getOrDefault("phase", "start");
        String name = facts.get("package");
        boolean hasLog = facts.containsKey("log") && Files.exists(log);
        if (name != null) {
            String ebuild = facts.getOrDefault("ebuildPhase", "");
            return new BuildException(
                    subject + ": " + name + " failed" + (ebuild.isEmpty() ? "" : " in its " + ebuild + " phase")
                            + quoted(hasLog ? telling(lines(log)) : last),
                    hasLog ? "the whole log is " + log : "see the image's log");
        }
        String place = order.shown(facts.getOrDefault("file", ""));
        String line = facts.getOrDefault("line", "0");
        String where = place.isEmpty() ? "" : place + (line.equals("0") ? "" : ":" + line) + ": ";
        String what = facts.getOrDefault("message", "the build container ended");
        return new BuildException(
                subject + ": " + where + what + ", in phase " + phase + quoted(tail(last, what)),
                "see the image's log");
    }

    /** Without what only repeats the message. */
    private static List<String> tail(List<String> lines, String message) {
        List<String> kept = new ArrayList<>();
        lines.stream().filter(line -> !line.equals("!!! " + message)).forEach(kept::add);
        return kept;
    }

    /** What a compiler or a test said: the lines before Portage begins to explain. */
    private static List<String> telling(List<String> lines) {
        int end = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" * ERROR: ")) {
                end = i;
                break;
            }
        }
        List<String> before =
                lines.subList(0, end).stream().filter(line -> !line.isBlank()).toList();
        return before.subList(Math.max(0, before.size() - QUOTED), before.size());
    }

    private static String quoted(List<String> lines) {
        List<String> last = lines.subList(Math.max(0, lines.size() - QUOTED), lines.size());
        return last.isEmpty() ? "" : "\n  " + String.join("\n  ", last);
    }

    private static List<String> lines(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.replaceAll("\u001b\\[[0-9;]*m", "").lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
