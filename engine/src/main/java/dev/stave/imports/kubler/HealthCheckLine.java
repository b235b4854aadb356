package dev.stave.imports.kubler;

import dev.stave.imports.Settings;
import dev.stave.imports.Value;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instruction HEALTHCHECK as a setting. */
final class HealthCheckLine {
    private static final Pattern FORM = Pattern.compile("(?s)((?:--[a-z-]+=\\S+\\s+)*)CMD\\s+(.+)");
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)=(\\S+)");
    private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final Map<String, String> DURATIONS =
            Map.of("interval", "interval", "timeout", "timeout", "start-period", "startPeriod");

    private HealthCheckLine() {}

    /** Empty where it says what no setting does, such as NONE. */
    static Optional<Value> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Settings settings = new Settings();
        settings.put("command", Value.of(DockerWords.command(form.group(2).strip())));
        Matcher option = OPTION.matcher(form.group(1));
        while (option.find()) {
            String name = option.group(1);
            if (name.equals("retries") && option.group(2).matches("[0-9]{1,6}")) {
                settings.put("retries", Value.number(Integer.parseInt(option.group(2))));
                continue;
            }
            Optional<String> duration = duration(option.group(2));
            if (!DURATIONS.containsKey(name) || duration.isEmpty()) {
                return Optional.empty();
            }
            settings.text(DURATIONS.get(name), duration.get());
        }
        return Optional.of(settings.block());
    }

    /** {@code 1m30s} as {@code 90s}. */
    private static Optional<String> duration(String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches() || text.isEmpty()) {
            return Optional.empty();
        }
        long seconds = 3600 * part(form, 1) + 60 * part(form, 2) + part(form, 3);
        long milliseconds = part(form, 4);
        return Optional.of(milliseconds == 0 ? seconds + "s" : 1000 * seconds + milliseconds + "ms");
    }

    private static long part(Matcher form, int group) {
        return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
    }
}
