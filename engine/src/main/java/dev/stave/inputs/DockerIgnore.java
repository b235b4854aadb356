package dev.stave.inputs;

import dev.stave.model.EngineException;
import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a {@code .dockerignore} keeps out of a build context, by Docker's rules: patterns are relative to the context's
 * root, a leading slash means nothing, the last pattern that fits decides, {@code !} takes back, what lies in an ignored
 * folder is ignored. Paths are relative to the context, with slashes.
 *
 * @see <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">.dockerignore files</a>
 */
public final class DockerIgnore {
    /** Ignores nothing. */
    public static final DockerIgnore NOTHING = new DockerIgnore(List.of());

    private final List<Rule> rules;

    private DockerIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Reads {@code DOCKERFILE.dockerignore} where there is one, else the context's {@code .dockerignore}. */
    public static DockerIgnore of(Path dockerfile, Path context) {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        for (Path file : List.of(own, context.resolve(".dockerignore"))) {
            if (Files.isRegularFile(file)) {
                return parse(read(file), file.toString());
            }
        }
        return NOTHING;
    }

    /**
     * @param file how messages name the file
     * @throws EngineException that names the line with a pattern that cannot be
     */
    public static DockerIgnore parse(String text, String file) {
        List<Rule> rules = new ArrayList<>();
        String[] lines = text.replaceFirst("^\uFEFF", "").split("\n");
        for (int i = 0; i < lines.length; i++) {
            try {
                rule(lines[i], rules);
            } catch (IllegalArgumentException e) {
                throw new EngineException(
                        file + ":" + (i + 1) + ": '" + lines[i].strip() + "' is not a pattern: " + e.getMessage(),
                        "patterns know * ** ? [a-z] and \\ before a character that is meant as such",
                        e);
            }
        }
        return new DockerIgnore(rules);
    }

    /** Whether the file or folder at this path stays behind. */
    public boolean ignores(String path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            // a rule that would not change the answer need not be asked
            if (rule.takesBack == ignored && rule.matchesWithParents(path)) {
                ignored = !rule.takesBack;
            }
        }
        return ignored;
    }

    /** Whether nothing in this folder is needed: it is ignored and no {@code !} can take back anything inside. */
    public boolean skips(String folder) {
        return ignores(folder) && rules.stream().noneMatch(rule -> rule.takesBack && rule.mayReachInto(folder));
    }

    private static void rule(String line, List<Rule> rules) {
        String pattern = line.startsWith("#") ? "" : line.strip();
        boolean takesBack = pattern.startsWith("!");
        if (takesBack) {
            pattern = pattern.substring(1).strip();
            if (pattern.isEmpty()) {
                throw new IllegalArgumentException("nothing follows the '!'");
            }
        }
        pattern = clean(pattern);
        if (!pattern.isEmpty()) {
            rules.add(new Rule(pattern, Wildcards.compile(pattern, false), takesBack));
        }
    }

    /** Without empty components, dots and a leading slash; what names the whole context is left empty, as Docker does. */
    private static String clean(String pattern) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : pattern.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HostException("'" + file + "' could not be read: " + e.getMessage(), "", e);
        }
    }

    private record Rule(String text, Pattern pattern, boolean takesBack) {
        boolean matchesWithParents(String path) {
            for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
                if (pattern.matcher(path.substring(0, end)).matches()) {
                    return true;
                }
            }
            return pattern.matcher(path).matches();
        }

        boolean mayReachInto(String folder) {
            String inside = folder + "/";
            String literal = Wildcards.isPlain(text) ? text : Wildcards.literalFolder(text);
            return literal.startsWith(inside) || (inside.startsWith(literal) && !Wildcards.isPlain(text));
        }
    }
}
