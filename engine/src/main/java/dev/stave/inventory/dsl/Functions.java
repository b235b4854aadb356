package dev.stave.inventory.dsl;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that stand for a value, everywhere in a stack file. */
public final class Functions {
    private final Outside outside;
    private final Consumer<String> problems;

    /** @param problems takes what is wrong; reading goes on with an empty text */
    Functions(Outside outside, Consumer<String> problems) {
        this.outside = outside;
        this.problems = problems;
    }

    /** An environment variable that must be set. */
    public String env(CharSequence name) {
        return orProblem(
                outside.environment(name.toString()),
                "environment variable '" + name + "' is not set; set it, or write a default: env('" + name + "', '…')");
    }

    /** An environment variable, or what stands for it. */
    public @Nullable Object env(CharSequence name, @Nullable Object otherwise) {
        Optional<String> value = outside.environment(name.toString());
        return value.isPresent() ? value.get() : otherwise;
    }

    /** A {@code --var} that must be given. */
    public String vars(CharSequence name) {
        return orProblem(
                outside.variable(name.toString()),
                "variable '" + name + "' is not given; give --var " + name + "=…, or write a default: vars('" + name
                        + "', '…')");
    }

    /** A {@code --var}, or what stands for it. */
    public @Nullable Object vars(CharSequence name, @Nullable Object otherwise) {
        Optional<String> value = outside.variable(name.toString());
        return value.isPresent() ? value.get() : otherwise;
    }

    /** The text of a file that must exist, relative to the stack file. */
    public String file(CharSequence path) {
        return orProblem(outside.file(path.toString()), "there is no file '" + path + "'");
    }

    /** The text of a file, or what stands for it. */
    public @Nullable Object file(CharSequence path, @Nullable Object otherwise) {
        Optional<String> text = outside.file(path.toString());
        return text.isPresent() ? text.get() : otherwise;
    }

    /** The files below the stack's folder that fit, sorted. */
    public List<String> glob(CharSequence pattern) {
        return outside.glob(pattern.toString());
    }

    /** A secret, found at the step that needs it. */
    public Object secret(CharSequence name) {
        return new Reference("secret", name);
    }

    /** Releases of a GitHub repository. */
    public Object githubRelease(CharSequence repository) {
        return new Reference("githubRelease", repository);
    }

    /** Tags of a repository. */
    public Object registryTags(CharSequence repository) {
        return new Reference("registryTags", repository);
    }

    /** The first line of a file. */
    public Object fromFile(CharSequence file) {
        return new Reference("fromFile", file);
    }

    /** A label of the image. */
    public Object fromLabel(CharSequence label) {
        return new Reference("fromLabel", label);
    }

    /** What a command prints inside the image, as far as the pattern's first group. */
    public Object fromCommand(Object command, Pattern pattern) {
        return new Reference("fromCommand", List.of(command, pattern));
    }

    /** What a command prints inside the image, as far as the pattern's first group. */
    public Object fromCommand(Object command, CharSequence pattern) {
        return new Reference("fromCommand", List.of(command, pattern));
    }

    /** The version of an installed package. */
    public Object fromPackage(CharSequence name) {
        return new Reference("fromPackage", name);
    }

    private String orProblem(Optional<String> value, String problem) {
        if (value.isEmpty()) {
            problems.accept(problem);
        }
        return value.orElse("");
    }
}
