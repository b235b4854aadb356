package dev.stave.registry.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry asks for in WWW-Authenticate (RFC 9110 section 11.6.1; Docker Registry v2 token authentication).
 *
 * @param scheme     in lower case: {@code bearer} or {@code basic}
 * @param parameters names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern SCHEME =
            Pattern.compile("\\s*,?\\s*([A-Za-z][A-Za-z0-9-]*)(?=\\s+[^\\s=,]|\\s*(,|$))");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*,?\\s*([A-Za-z][A-Za-z0-9_-]*)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]*))");

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The one to answer: bearer with a realm before basic; empty where none is known. */
    static Optional<Challenge> best(List<String> headers) {
        List<Challenge> all = headers.stream().flatMap(h -> parse(h).stream()).toList();
        return all.stream()
                .filter(c -> c.scheme.equals("bearer") && c.parameters.containsKey("realm"))
                .findFirst()
                .or(() -> all.stream().filter(c -> c.scheme.equals("basic")).findFirst());
    }

    /** All challenges of one header. */
    static List<Challenge> parse(String header) {
        List<Challenge> found = new java.util.ArrayList<>();
        int at = 0;
        while (at < header.length()) {
            Matcher scheme = SCHEME.matcher(header).region(at, header.length());
            if (!scheme.lookingAt()) {
                return found;
            }
            at = scheme.end();
            Map<String, String> parameters = new LinkedHashMap<>();
            Matcher parameter = PARAMETER.matcher(header);
            while (parameter.region(at, header.length()).lookingAt()) {
                String quoted = parameter.group(2);
                String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
                parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
                at = parameter.end();
            }
            found.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
        }
        return found;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
