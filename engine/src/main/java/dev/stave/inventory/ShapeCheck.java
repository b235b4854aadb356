package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import dev.stave.inventory.Node.Items;
import dev.stave.inventory.Node.Kind;
import dev.stave.inventory.Node.Text;
import dev.stave.inventory.Shape.Block;
import dev.stave.inventory.Shape.Many;
import dev.stave.inventory.Shape.Named;
import dev.stave.inventory.Shape.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a draft against the table of settings. What comes back has the table's shape: unknown settings are left out, and
 * where a value was wrong stands a text of kind {@link Kind#NOTHING}, so that later checks know that something was there.
 */
final class ShapeCheck {
    private final Subjects.Within subjects;
    private final Findings findings;

    private ShapeCheck(Fields root, Findings findings) {
        this.subjects = new Subjects.Within(root);
        this.findings = findings;
    }

    /** @param subject what messages about the whole are about, such as {@code stack} */
    static Fields check(Fields root, Block shape, String subject, Findings findings) {
        return new ShapeCheck(root, findings).block(root, shape, new Place(subject, ""));
    }

    /**
     * Where the check is.
     *
     * @param subject what messages are about, such as {@code image 'nginx'}
     * @param path    the settings from there on, separated by blanks
     */
    private record Place(String subject, String path) {
        Place in(String name) {
            return new Place(subject, path.isEmpty() ? name : path + " " + name);
        }
    }

    private Node node(Node node, Shape shape, Place place) {
        if (!shape.takes(node)) {
            return wrongForm(node, shape, place);
        }
        return shape.match(
                word -> node.match(text -> text(text, word, place), i -> i, f -> f),
                many -> many(node, many, place),
                named -> node.match(t -> t, i -> i, fields -> named(fields, named, place)),
                block -> node.match(t -> t, i -> i, fields -> block(fields, block, place)),
                either -> node(node, either.wayFor(node).orElseThrow(), place));
    }

    private Node wrongForm(Node node, Shape shape, Place place) {
        Optional<Many> list = items(node).flatMap(items -> listWay(items, shape));
        if (list.isPresent()) {
            return many(node, list.get(), place);
        }
        findings.add(node.origin(), place.subject(), formComplaint(node, shape, place.path()));
        return wrong(node);
    }

    private static String formComplaint(Node node, Shape shape, String path) {
        String advice = shape.match(Word::ifSecret, m -> "", n -> "", b -> "", e -> "");
        if (isNothing(node)) {
            return Words.nothing(path, shape);
        }
        if (!advice.isEmpty() && isSecret(node)) {
            return Words.secretRefused(path, advice);
        }
        boolean secretWanted = shape.match(w -> false, m -> false, n -> false, CommonShape.SECRET::equals, e -> false);
        return secretWanted ? Words.secretWanted(path) : Words.wrongForm(path, shape.described(), node);
    }

    /** The way to write a list whose elements are like the first one of these; so that the wrong element is named. */
    private static Optional<Many> listWay(Items items, Shape shape) {
        return shape.match(
                word -> Optional.empty(),
                Optional::of,
                named -> Optional.empty(),
                block -> Optional.empty(),
                either -> either.ways().stream()
                        .flatMap(way -> listWay(items, way).stream())
                        .filter(many -> items.nodes().stream().limit(1).allMatch(many.each()::takes))
                        .findFirst());
    }

    private Node text(Text text, Word word, Place place) {
        Optional<String> complaint = complaint(text, word, place.path());
        complaint.ifPresent(message -> findings.add(text.origin(), place.subject(), message));
        return complaint.isPresent() ? wrong(text) : text;
    }

    private static Optional<String> complaint(Text text, Word word, String path) {
        ValueType type = word.type();
        if (text.kind() == Kind.NOTHING) {
            return Optional.of(Words.nothing(path, word));
        }
        if (!word.choices().isEmpty()) {
            return word.choices().contains(text.value())
                    ? Optional.empty()
                    : Optional.of(Words.wrongChoice(path, text.value(), word.choices()));
        }
        if (text.kind() == Kind.NUMBER && !type.takesNumbers()) {
            return Optional.of(Words.numberAsText(path, text.value()));
        }
        if (!type.allows(text.value())) {
            return Optional.of(Words.wrongValue(path, text.value(), type));
        }
        boolean unquoted = type == ValueType.TRUTH || type == ValueType.NUMBER;
        return unquoted && text.kind() == Kind.TEXT ? Optional.of(Words.quoted(path, text.value())) : Optional.empty();
    }

    private Node many(Node node, Many many, Place place) {
        if (isNothing(node)) {
            findings.add(node.origin(), place.subject(), Words.nothing(place.path(), many));
            return node;
        }
        boolean words = many.each().match(w -> true, m -> false, n -> false, b -> false, e -> false);
        Optional<Items> items = items(node);
        if (items.isEmpty() && words) {
            return node(node, many.each(), place);
        }
        List<Node> each = items.map(Items::nodes).orElse(List.of(node)).stream()
                .map(one -> node(one, many.each(), place))
                .filter(one -> !isNothing(one))
                .toList();
        return new Items(each, node.origin());
    }

    private Fields named(Fields fields, Named named, Place place) {
        Map<String, Node> clean = new LinkedHashMap<>();
        fields.nodes().forEach((name, value) -> {
            Place inside = Subjects.declares(place.path())
                    ? new Place(subjects.of(place.path(), name), "")
                    : place.in("'" + name + "'");
            clean.put(name, node(value, named.each(), inside));
        });
        return new Fields(clean, fields.origin());
    }

    private Fields block(Fields fields, Block block, Place place) {
        Map<String, Node> clean = new LinkedHashMap<>();
        fields.nodes().forEach((name, value) -> block.setting(name)
                .ifPresentOrElse(
                        setting -> clean.put(name, node(value, setting.shape(), place.in(name))),
                        () -> unknown(name, value, block, place)));
        for (Setting setting : block.settings()) {
            if (setting.required() && !fields.nodes().containsKey(setting.name())) {
                findings.add(fields.origin(), place.subject(), Words.missing(place.path(), setting.name()));
            }
        }
        return new Fields(clean, fields.origin());
    }

    private void unknown(String name, Node value, Block block, Place place) {
        String title = place.path().isEmpty() ? block.title() : place.path();
        findings.add(value.origin(), place.subject(), Words.unknownSetting(name, title, block.names()));
    }

    static boolean isNothing(Node node) {
        return node.match(text -> text.kind() == Kind.NOTHING, items -> false, fields -> false);
    }

    private static boolean isSecret(Node node) {
        return node.match(
                t -> false, i -> false, f -> f.nodes().size() == 1 && f.nodes().containsKey("secret"));
    }

    private static Optional<Items> items(Node node) {
        return node.match(text -> Optional.empty(), Optional::of, fields -> Optional.empty());
    }

    private static Text wrong(Node node) {
        return new Text("", Kind.NOTHING, node.origin());
    }
}
