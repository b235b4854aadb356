package dev.stave.cli;

import dev.stave.plan.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options of every subcommand that reads a stack. */
final class StackOptions {
    @Nullable
    String file;

    @Nullable
    String lock;

    /** Whether somebody insists that nothing is scanned; the stack has to say so itself. */
    boolean unscanned;

    Map<String, String> variables = new TreeMap<>();

    @Nullable
    String restricted;

    boolean offline;

    boolean json;

    List<String> excluded = new ArrayList<>();

    boolean withRequires;

    boolean rebuild;

    boolean rebuildParents;

    boolean rebuildBuilders;

    boolean locked;

    boolean allowOlder;

    boolean stackTraces;

    /** The images that the words name, with what these options say of them. */
    Selection selection(List<String> patterns) {
        Selection.Rebuild forced = rebuildBuilders
                ? Selection.Rebuild.BUILDERS
                : rebuildParents
                        ? Selection.Rebuild.PARENTS
                        : rebuild ? Selection.Rebuild.IMAGES : Selection.Rebuild.NONE;
        return new Selection(patterns, excluded, withRequires, forced);
    }

    /** Adds these options to what a command takes. */
    void describe(Syntax syntax) {
        syntax.text(
                        List.of("-f", "--file"),
                        "FILE",
                        "the stack file (default: stack.groovy, then stack.yaml)",
                        word -> file = word)
                .text(
                        "--lock",
                        "FILE",
                        "the lock (default: the stack file's name and .lock.json, beside it)",
                        word -> lock = word)
                .pairs("--var", "NAME=VALUE", "a variable that the stack reads as vars.NAME", variables::put)
                .text(
                        "--restricted",
                        "POLICY",
                        "a policy file: refuses programs and places that it does not list",
                        word -> restricted = word)
                .flag("--offline", "ask no registry; say what is assumed instead", () -> offline = true)
                .flag("--json", "the result as JSON on standard output", () -> json = true)
                .list("--exclude", "SELECTION", "leave these images out; may be repeated", excluded::add)
                .flag(
                        "--with-requires",
                        "add the images that the selected ones are built on or require",
                        () -> withRequires = true)
                .flag("--rebuild", "build the selected images even where nothing changed", () -> rebuild = true)
                .flag("--rebuild-parents", "build the parents of the selected images too", () -> rebuildParents = true)
                .flag(
                        "--rebuild-builders",
                        "make the builders of the selected images anew",
                        () -> rebuildBuilders = true)
                .flag("--locked", "refuse to do anything that would change the lock", () -> locked = true)
                .flag(
                        "--allow-older",
                        "let what a builder starts from become older than what the lock has",
                        () -> allowOlder = true)
                .flag("--stacktrace", "show where in Stave an error came from", () -> stackTraces = true);
    }
}
