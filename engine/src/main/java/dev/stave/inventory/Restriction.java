package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import dev.stave.inventory.Shape.Block;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a stack that is not trusted may do: the policy of {@code --restricted}.
 *
 * @param shownAs      the policy file as messages name it
 * @param env          environment variables that it may use; {@code *} stands for any characters
 * @param sources      registry and download hosts that images may come from, in the same form
 * @param destinations registry hosts that images may be released to, in the same form
 */
public record Restriction(String shownAs, List<String> env, List<String> sources, List<String> destinations) {
    private static final Block SHAPE = new Block(
            "a policy",
            List.of(
                    Setting.optional("env", CommonShape.TEXTS, "Environment variables that a stack may use."),
                    Setting.optional("sources", CommonShape.TEXTS, "Hosts that images may come from."),
                    Setting.optional("destinations", CommonShape.TEXTS, "Hosts that images may be released to.")));

    public Restriction {
        env = List.copyOf(env);
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
    }

    /**
     * Takes a policy file as a {@link StackReader} of the YAML form has read it.
     *
     * @throws StackException with every problem found in it
     */
    public static Restriction of(Draft policy, String shownAs) {
        Findings findings = new Findings();
        findings.addAll(policy.problems());
        Fields clean = ShapeCheck.check(policy.root(), SHAPE, "policy", findings);
        if (!findings.isEmpty()) {
            throw new StackException(findings.sorted());
        }
        Settings settings = new Settings(clean, "policy");
        return new Restriction(
                shownAs, settings.texts("env"), settings.texts("sources"), settings.texts("destinations"));
    }

    public boolean allowsVariable(String name) {
        return matches(env, name);
    }

    /** @param host with its port, if it has one */
    public boolean allowsSource(String host) {
        return matches(sources, host);
    }

    /** @param host with its port, if it has one */
    public boolean allowsDestination(String host) {
        return matches(destinations, host);
    }

    /** A program cannot be held to a policy by reading it. */
    void refuseProgram(Path file, String stackShownAs) {
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".groovy")) {
            throw new StackException(List.of(new Problem(
                    new Origin(stackShownAs, 0),
                    "",
                    "a .groovy stack is a program, which " + shownAs + " does not allow; write it as YAML")));
        }
    }

    private static boolean matches(List<String> globs, String text) {
        return globs.stream().anyMatch(glob -> {
            String form = Pattern.quote(glob).replace("*", "\\E.*\\Q");
            return Pattern.compile(form, Pattern.DOTALL).matcher(text).matches();
        });
    }
}
