package dev.stave.inventory.yaml;

import dev.stave.check.AcceptedFindings;
import dev.stave.check.AcceptedFindings.Accepted;
import dev.stave.inventory.Words;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads accepted findings from YAML: a list of {@code {id, package, reason, until: YYYY-MM-DD}}, package alone optional. */
public final class AcceptedFindingsReader implements AcceptedFindings.Reader {
    private static final List<String> SETTINGS = List.of("id", "package", "reason", "until");
    private static final List<String> REQUIRED = List.of("id", "reason", "until");
    private static final String FORM = "accepted findings are a list, each with id, reason and until";

    @Override
    public AcceptedFindings read(Path file) {
        List<Problem> problems = new ArrayList<>();
        List<Accepted> entries = new ArrayList<>();
        Node root = root(file);
        if (root instanceof SequenceNode list) {
            for (Node element : list.getValue()) {
                Accepted entry = entry(file, element, problems);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } else if (root != null && !root.getTag().equals(Tag.NULL)) {
            problems.add(new Problem(origin(file, root), "", FORM));
        }
        if (!problems.isEmpty()) {
            throw new StackException(problems);
        }
        return new AcceptedFindings(entries);
    }

    private static @Nullable Node root(Path file) {
        try {
            return Composing.compose(Files.readString(file), new LoaderOptions(), event -> {});
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such file", "the scan's ignoreFile names it");
        } catch (CharacterCodingException e) {
            throw new UsageException(file + ": the file is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw new UsageException(file + ": the file cannot be read: " + e.getMessage(), "");
        } catch (MarkedYAMLException e) {
            Origin origin = new Origin(file.toString(), e.getProblemMark().getLine() + 1);
            throw new StackException(List.of(new Problem(origin, "", "not valid YAML: " + e.getProblem())));
        } catch (YAMLException e) {
            throw new UsageException(file + ": not valid YAML: " + e.getMessage(), "");
        }
    }

    private static @Nullable Accepted entry(Path file, Node element, List<Problem> problems) {
        if (!(element instanceof MappingNode map)) {
            problems.add(new Problem(origin(file, element), "", FORM));
            return null;
        }
        Map<String, ScalarNode> said = said(file, map, problems);
        ScalarNode id = said.get("id");
        ScalarNode reason = said.get("reason");
        ScalarNode until = said.get("until");
        String subject = id == null ? "accepted finding" : "accepted finding '" + id.getValue() + "'";
        if (id == null || reason == null || until == null) {
            for (String wanted : REQUIRED) {
                if (!said.containsKey(wanted)) {
                    problems.add(new Problem(origin(file, map), subject, "'" + wanted + "' is not set"));
                }
            }
            return null;
        }
        LocalDate day = day(file, subject, until, problems);
        ScalarNode packageName = said.get("package");
        return day == null
                ? null
                : new Accepted(
                        id.getValue(), packageName == null ? null : packageName.getValue(), reason.getValue(), day);
    }

    private static Map<String, ScalarNode> said(Path file, MappingNode map, List<Problem> problems) {
        Map<String, ScalarNode> said = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            Origin origin = origin(file, tuple.getKeyNode());
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!SETTINGS.contains(key)) {
                problems.add(new Problem(origin, "", Words.unknownSetting(key, "an accepted finding", SETTINGS)));
            } else if (!(tuple.getValueNode() instanceof ScalarNode value)
                    || value.getValue().isBlank()) {
                problems.add(new Problem(origin, "", "'" + key + "' must be one value"));
            } else if (said.putIfAbsent(key, value) != null) {
                problems.add(new Problem(origin, "", "'" + key + "' is set twice"));
            }
        }
        return said;
    }

    private static @Nullable LocalDate day(Path file, String subject, ScalarNode value, List<Problem> problems) {
        try {
            return LocalDate.parse(value.getValue());
        } catch (DateTimeException e) {
            String message = "until: '" + value.getValue() + "' is no day; write YYYY-MM-DD";
            problems.add(new Problem(origin(file, value), subject, message));
            return null;
        }
    }

    private static Origin origin(Path file, Node node) {
        return new Origin(file.toString(), node.getStartMark().getLine() + 1);
    }
}
