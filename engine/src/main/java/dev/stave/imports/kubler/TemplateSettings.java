package dev.stave.imports.kubler;

import dev.stave.imports.Settings;
import dev.stave.imports.Value;
import dev.stave.imports.kubler.Template.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A template that does nothing but put the root in and configure the image, as settings of the image (Dockerfile
 * reference). Everything else is not exact and stays a Dockerfile.
 */
final class TemplateSettings {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}(/(tcp|udp|sctp))?");

    private final String parent;
    private final Map<String, String> env = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Set<String> ports = new LinkedHashSet<>();
    private final Set<String> volumes = new LinkedHashSet<>();
    private final Map<String, Value> single = new LinkedHashMap<>();
    private boolean rooted;

    private TemplateSettings(String parent) {
        this.parent = parent;
    }

    /**
     * @param template with its placeholders replaced
     * @param parent   what FROM must name
     * @return empty where the template must stay a Dockerfile
     */
    static Optional<Settings> of(Template template, String parent) {
        TemplateSettings settings = new TemplateSettings(parent);
        for (Instruction instruction : template.instructions()) {
            if (!settings.take(instruction)) {
                return Optional.empty();
            }
        }
        return settings.rooted ? Optional.of(settings.settings()) : Optional.empty();
    }

    private Settings settings() {
        Settings all = new Settings();
        for (String name : List.of("entrypoint", "command")) {
            Optional.ofNullable(single.get(name)).ifPresent(value -> all.put(name, value));
        }
        all.texts("ports", List.copyOf(ports)).texts("env", env).texts("labels", labels);
        for (String name : List.of("user", "workdir")) {
            Optional.ofNullable(single.get(name)).ifPresent(value -> all.put(name, value));
        }
        all.texts("volumes", List.copyOf(volumes));
        for (String name : List.of("stopSignal", "healthcheck")) {
            Optional.ofNullable(single.get(name)).ifPresent(value -> all.put(name, value));
        }
        return all;
    }

    private boolean take(Instruction instruction) {
        String text = instruction.arguments();
        return switch (instruction.name()) {
            case "FROM" -> text.equals(parent);
            case "ADD" -> isRoot(text);
            case "LABEL" -> pairs(text, labels, Map.of());
            case "ENV" -> pairs(text, env, env);
            case "EXPOSE" -> words(text, PORT, ports);
            case "VOLUME" -> volumes(text);
            case "USER" -> USER.matcher(text).matches() && put("user", Value.of(text));
            case "WORKDIR" -> text.matches("/[^$\\\\\"']*") && put("workdir", Value.of(text));
            case "STOPSIGNAL" -> text.matches("SIG[A-Z0-9]+|[0-9]{1,2}") && put("stopSignal", Value.of(text));
            case "CMD" -> put("command", Value.of(DockerWords.command(text)));
            case "ENTRYPOINT" -> put("entrypoint", Value.of(DockerWords.command(text)));
            case "HEALTHCHECK" ->
                HealthCheckLine.of(text).map(check -> put("healthcheck", check)).orElse(false);
            default -> false;
        };
    }

    private boolean isRoot(String text) {
        boolean root = text.matches("(\\./)?rootfs\\.tar\\s+/");
        rooted |= root;
        return root;
    }

    private boolean put(String name, Value value) {
        single.put(name, value);
        return true;
    }

    private static boolean words(String text, Pattern form, Set<String> to) {
        List<String> words = List.of(text.split("\\s+"));
        to.addAll(words);
        return words.stream().allMatch(word -> form.matcher(word).matches());
    }

    private boolean volumes(String text) {
        Optional<List<String>> array = DockerWords.array(text);
        List<String> paths = array.orElseGet(() -> List.of(text.split("\\s+")));
        volumes.addAll(paths);
        return paths.stream().allMatch(path -> path.matches("/[^$\\\\\"']*"));
    }

    private static boolean pairs(String text, Map<String, String> to, Map<String, String> known) {
        Optional<List<String>> words = DockerWords.split(text, known);
        if (words.isEmpty() || words.get().isEmpty()) {
            return false;
        }
        if (!words.get().get(0).contains("=")) {
            // the old form: one name, and the rest of the line as its value
            String[] parts = text.split("\\s+", 2);
            boolean plain = parts.length == 2 && parts[1].matches("[^\"'\\\\$]*");
            if (plain) {
                to.put(parts[0], parts[1]);
            }
            return plain;
        }
        List<String> all = new ArrayList<>(words.get());
        for (String pair : all) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                return false;
            }
            to.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return true;
    }
}
