package dev.stave.inventory;

import dev.stave.inventory.Node.Fields;
import dev.stave.inventory.Node.Kind;
import dev.stave.inventory.Node.Text;
import dev.stave.model.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The settings of one block, as they came out of {@link ShapeCheck}; what was wrong there is absent here.
 *
 * @param subject what messages about them are about
 */
record Settings(Fields fields, String subject) {
    private static final Map<String, TimeUnit> UNITS = Map.of(
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES,
            "h", TimeUnit.HOURS,
            "d", TimeUnit.DAYS);

    /** Whether something was written there, right or wrong. */
    boolean has(String name) {
        return fields.nodes().containsKey(name);
    }

    List<String> names() {
        return List.copyOf(fields.nodes().keySet());
    }

    /** Where the setting is written; the block's own line where it is not. */
    Origin at(String name) {
        Node node = fields.nodes().get(name);
        return node == null ? fields.origin() : node.origin();
    }

    Optional<Node> node(String name) {
        return Optional.ofNullable(fields.nodes().get(name)).filter(node -> !ShapeCheck.isNothing(node));
    }

    /** The scalar with its place. */
    Optional<Text> scalar(String name) {
        return node(name).flatMap(node -> node.match(Optional::of, items -> Optional.empty(), f -> Optional.empty()));
    }

    Optional<String> text(String name) {
        return scalar(name).map(Text::value);
    }

    boolean truth(String name) {
        return text(name).map("true"::equals).orElse(false);
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::valueOf).orElse(otherwise);
    }

    Duration duration(String name, Duration otherwise) {
        return text(name).map(Settings::duration).orElse(otherwise);
    }

    private static Duration duration(String text) {
        String unit = text.replaceFirst("[0-9]+", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        TimeUnit in = UNITS.getOrDefault(unit, TimeUnit.SECONDS);
        return Duration.of(amount, in.toChronoUnit());
    }

    /** The scalars of a list, or the one that stands for it. */
    List<Text> scalars(String name) {
        return node(name).map(Settings::scalars).orElse(List.of());
    }

    static List<Text> scalars(Node node) {
        return node.match(
                List::of,
                items -> items.nodes().stream()
                        .flatMap(each -> scalars(each).stream())
                        .filter(text -> text.kind() != Kind.NOTHING)
                        .toList(),
                fields -> List.of());
    }

    List<String> texts(String name) {
        return scalars(name).stream().map(Text::value).toList();
    }

    Optional<Settings> block(String name) {
        return node(name).flatMap(this::block);
    }

    private Optional<Settings> block(Node node) {
        return node.match(
                text -> Optional.empty(),
                items -> Optional.empty(),
                inner -> Optional.of(new Settings(inner, subject)));
    }

    /** The blocks of a list, or the one that stands for it. */
    List<Settings> blocks(String name) {
        return node(name)
                .map(node -> node.match(
                        text -> List.<Settings>of(),
                        items -> items.nodes().stream()
                                .flatMap(each -> block(each).stream())
                                .toList(),
                        inner -> List.of(new Settings(inner, subject))))
                .orElse(List.of());
    }

    /** The scalars of a map, by name. */
    SortedMap<String, Text> entries(String name) {
        SortedMap<String, Text> all = new TreeMap<>();
        block(name)
                .ifPresent(map -> map.names().forEach(key -> map.scalar(key).ifPresent(value -> all.put(key, value))));
        return all;
    }

    SortedMap<String, String> map(String name) {
        SortedMap<String, String> all = new TreeMap<>();
        entries(name).forEach((key, value) -> all.put(key, value.value()));
        return all;
    }

    /** A map of references to secrets: names of secrets. */
    SortedMap<String, String> secrets(String name) {
        SortedMap<String, String> all = new TreeMap<>();
        block(name).ifPresent(map -> map.names()
                .forEach(key -> map.block(key).flatMap(s -> s.text("secret")).ifPresent(s -> all.put(key, s))));
        return all;
    }
}
