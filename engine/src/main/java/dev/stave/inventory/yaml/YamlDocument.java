package dev.stave.inventory.yaml;

import dev.stave.inventory.Draft;
import dev.stave.inventory.Node.Fields;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** One YAML text on its way to a draft: what the syntax alone forbids is found here. */
final class YamlDocument {
    private final String shownAs;
    private final List<Problem> problems = new ArrayList<>();
    private int documents;

    YamlDocument(String shownAs) {
        this.shownAs = shownAs;
    }

    Draft read(String text) {
        try {
            Node root = Composing.compose(text, options(), this::check);
            if (root instanceof MappingNode map) {
                Fields fields = new NodeGraph(shownAs, problems).root(map);
                return new Draft(fields, problems, true);
            }
            throw root == null || root.getTag().equals(Tag.NULL)
                    ? refuse(0, "the file is empty; a stack begins with 'stack: NAME'")
                    : refuse(
                            lineOf(root.getStartMark()), "a stack is a map of settings that begins with 'stack: NAME'");
        } catch (MarkedYAMLException e) {
            throw refuse(lineOf(e.getProblemMark()), "not valid YAML: " + sentence(e));
        } catch (YAMLException e) {
            throw refuse(0, "not valid YAML: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        options.setNestingDepthLimit(50);
        return options;
    }

    private void check(Event event) {
        refuseTag(event);
        if (event instanceof DocumentStartEvent && ++documents == 2) {
            throw refuse(lineOf(event.getStartMark()), "a second document starts here; a stack is one document");
        }
    }

    private void refuseTag(Event event) {
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof SequenceStartEvent list
                        ? list.getTag()
                        : event instanceof MappingStartEvent map ? map.getTag() : null;
        if (tag != null) {
            String written = tag.startsWith("tag:yaml.org,2002:") ? "!!" + tag.substring(18) : tag;
            Origin origin = new Origin(shownAs, lineOf(event.getStartMark()));
            problems.add(new Problem(origin, "", "the tag '" + written + "' has no meaning in a stack; leave it out"));
        }
    }

    private static String sentence(MarkedYAMLException e) {
        String problem = firstLine(String.valueOf(e.getProblem()));
        if (problem.contains("TAB")) {
            return "a tab indents this line, where only blanks may";
        }
        return e.getContext() == null || e.getContextMark() == null
                ? problem
                : problem + " (" + firstLine(e.getContext()) + " that begins in line " + lineOf(e.getContextMark())
                        + ")";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private StackException refuse(int line, String message) {
        problems.add(new Problem(new Origin(shownAs, line), "", message));
        return new StackException(problems);
    }

    static int lineOf(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }
}
