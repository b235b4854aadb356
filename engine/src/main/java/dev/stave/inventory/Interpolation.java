package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import dev.stave.inventory.Node.Items;
import dev.stave.inventory.Node.Text;
import dev.stave.model.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${software.X.version}}, {@code ${env.X}} and {@code ${vars.X}} in the texts of a draft; every other
 * {@code ${…}} is left alone, and one with two dollar signs becomes one with a single one.
 */
final class Interpolation {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{(software|env|vars)\\.([^{}]*)}");
    private static final String VERSION = ".version";

    private final Fields root;
    private final Subjects.Within subjects;
    private final Surroundings around;
    private final Predicate<String> allowed;
    private final Findings findings;
    private final List<String> open = new ArrayList<>();

    /** @param allowed which variables of the environment may be used */
    Interpolation(Fields root, Surroundings around, Predicate<String> allowed, Findings findings) {
        this.root = root;
        this.subjects = new Subjects.Within(root);
        this.around = around;
        this.allowed = allowed;
        this.findings = findings;
    }

    Fields replace() {
        return fields(root, List.of());
    }

    private Node node(Node node, List<String> path) {
        return node.match(
                text -> text(text, path),
                items -> new Items(
                        items.nodes().stream().map(each -> node(each, path)).toList(), items.origin()),
                fields -> fields(fields, path));
    }

    private Fields fields(Fields fields, List<String> path) {
        Map<String, Node> replaced = new LinkedHashMap<>();
        fields.nodes().forEach((name, value) -> replaced.put(name, node(value, with(path, name))));
        return new Fields(replaced, fields.origin());
    }

    private Text text(Text text, List<String> path) {
        return new Text(filled(text, subject(path)), text.kind(), text.origin());
    }

    private String filled(Text text, String subject) {
        if (!text.value().contains("${")) {
            return text.value();
        }
        Matcher matcher = REFERENCE.matcher(text.value());
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String replacement = matcher.group(1) == null
                    ? "${"
                    : value(matcher.group(1), matcher.group(2), text, subject).orElse(matcher.group());
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(filled).toString();
    }

    private Optional<String> value(String table, String name, Text at, String subject) {
        return switch (table) {
            case "env" -> environment(name, at, subject);
            case "vars" -> variable(name, at, subject);
            default -> software(name, at, subject);
        };
    }

    private Optional<String> environment(String name, Text at, String subject) {
        if (!allowed.test(name)) {
            findings.add(at.origin(), subject, "${env." + name + "} is not a variable that the policy allows");
            return Optional.empty();
        }
        String value = around.environment().get(name);
        if (value == null) {
            Collection<String> visible =
                    around.environment().keySet().stream().filter(allowed).toList();
            unknown("env." + name, "the environment has no variable '" + name + "'", name, visible, at, subject);
        }
        return Optional.ofNullable(value);
    }

    private Optional<String> variable(String name, Text at, String subject) {
        String given = around.variables().get(name);
        if (given != null) {
            return Optional.of(given);
        }
        Optional<Text> declared =
                child(root, "vars").flatMap(vars -> child(vars, name)).flatMap(Interpolation::text);
        if (declared.isEmpty()) {
            TreeSet<String> known = new TreeSet<>(around.variables().keySet());
            known.addAll(names("vars"));
            unknown("vars." + name, "there is no variable '" + name + "'", name, known, at, subject);
            return Optional.empty();
        }
        return within("vars." + name, declared.get(), "stack");
    }

    private Optional<String> software(String path, Text at, String subject) {
        if (!path.endsWith(VERSION)) {
            findings.add(at.origin(), subject, "${software." + path + "} must end with .version");
            return Optional.empty();
        }
        String name = path.substring(0, path.length() - VERSION.length());
        Optional<Node> declared = child(root, "software").flatMap(table -> child(table, name));
        if (declared.isEmpty()) {
            unknown("software." + path, "there is no software '" + name + "'", name, names("software"), at, subject);
            return Optional.empty();
        }
        return declared.flatMap(one -> child(one, "version"))
                .flatMap(Interpolation::text)
                .flatMap(version -> within("software." + path, version, Subjects.of("software", name)));
    }

    /** The value of another text of the stack, itself filled first. */
    private Optional<String> within(String reference, Text value, String subject) {
        if (open.contains(reference)) {
            String circle =
                    String.join(" -> ", open.subList(open.indexOf(reference), open.size())) + " -> " + reference;
            findings.add(value.origin(), subject, "${" + reference + "} is made of itself: " + circle);
            return Optional.empty();
        }
        open.add(reference);
        String filled = filled(value, subject);
        open.remove(open.size() - 1);
        return Optional.of(filled);
    }

    private void unknown(String reference, String why, String name, Collection<String> known, Text at, String subject) {
        findings.add(at.origin(), subject, "${" + reference + "}: " + why + Nearest.hint(name, known));
    }

    private Collection<String> names(String table) {
        return child(root, table)
                .map(node -> node.match(
                        t -> List.<String>of(),
                        i -> List.<String>of(),
                        f -> List.copyOf(f.nodes().keySet())))
                .orElse(List.of());
    }

    private static Optional<Node> child(Node node, String name) {
        return node.match(
                text -> Optional.empty(),
                items -> Optional.empty(),
                fields -> Optional.ofNullable(fields.nodes().get(name)));
    }

    private static Optional<Text> text(Node node) {
        return node.match(Optional::of, items -> Optional.empty(), fields -> Optional.empty());
    }

    private static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private String subject(List<String> path) {
        return path.size() < 2 ? "stack" : subjects.of(path.get(0), path.get(1));
    }
}
