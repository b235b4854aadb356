package dev.stave.process;

/**
 * How a program ended.
 *
 * @param exitCode 128 + signal where a signal ended it, as a shell counts
 * @param timedOut whether the command's timeout ended it
 * @param stdout   decoded as UTF-8, secrets masked
 * @param stderr   decoded as UTF-8, secrets masked
 */
public record ProcessResult(int exitCode, boolean timedOut, String stdout, String stderr) {
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    /** The last lines of stderr, or of stdout where stderr is empty: what an error message quotes. */
    public String lastLines(int count) {
        String text = stderr.isBlank() ? stdout : stderr;
        String[] lines = text.strip().split("\n");
        int from = Math.max(0, lines.length - count);
        return String.join("\n", java.util.Arrays.asList(lines).subList(from, lines.length));
    }
}
