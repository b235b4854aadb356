package dev.stave.cli;

import dev.stave.plan.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every subcommand that reads a stack. */
final class StackOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "the stack file (default: stack.groovy, then stack.yaml)")
    @Nullable
    String file;

    @Option(
            names = "--lock",
            paramLabel = "FILE",
            description = "the lock (default: the stack file's name and .lock.json, beside it)")
    @Nullable
    String lock;

    /** Whether somebody insists that nothing is scanned; the stack has to say so itself. */
    boolean unscanned;

    @Option(names = "--var", paramLabel = "NAME=VALUE", description = "a variable that the stack reads as vars.NAME")
    Map<String, String> variables = new TreeMap<>();

    @Option(
            names = "--restricted",
            paramLabel = "POLICY",
            description = "a policy file: refuses programs and places that it does not list")
    @Nullable
    String restricted;

    @Option(names = "--offline", description = "ask no registry; say what is assumed instead")
    boolean offline;

    @Option(names = "--json", description = "the result as JSON on standard output")
    boolean json;

    @Option(names = "--exclude", paramLabel = "SELECTION", description = "leave these images out; may be repeated")
    List<String> excluded = new ArrayList<>();

    @Option(names = "--with-requires", description = "add the images that the selected ones are built on or require")
    boolean withRequires;

    @Option(names = "--rebuild", description = "build the selected images even where nothing changed")
    boolean rebuild;

    @Option(names = "--rebuild-parents", description = "build the parents of the selected images too")
    boolean rebuildParents;

    @Option(names = "--rebuild-builders", description = "make the builders of the selected images anew")
    boolean rebuildBuilders;

    @Option(names = "--locked", description = "refuse to do anything that would change the lock")
    boolean locked;

    @Option(names = "--allow-older", description = "let what a builder starts from become older than what the lock has")
    boolean allowOlder;

    @Option(names = "--stacktrace", description = "show where in Stave an error came from")
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
}
