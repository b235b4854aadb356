package dev.stave.inventory.dsl;

import dev.stave.inventory.Node;
import dev.stave.inventory.Words;
import dev.stave.model.Origin;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A block of a stack file while it is read. Public methods of the classes below are its words; what they leave here is
 * the nesting of the YAML form.
 */
public abstract class Block {
    private final Evaluation evaluation;
    private final String subject;
    private final Origin origin;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** @param subject how messages name what it belongs to, such as {@code image 'nginx'} */
    Block(Evaluation evaluation, String subject) {
        this.evaluation = evaluation;
        this.subject = subject;
        this.origin = evaluation.values().origin();
    }

    final Evaluation evaluation() {
        return evaluation;
    }

    final Values values() {
        return evaluation.values();
    }

    final String subject() {
        return subject;
    }

    /** What was said so far. */
    Node.Fields fields() {
        return new Node.Fields(nodes, origin);
    }

    final @Nullable Node get(String setting) {
        return nodes.get(setting);
    }

    /** A setting that has one value, so that it may be written once. */
    final void one(String setting, @Nullable Object value) {
        put(setting, values().node(value, "0"));
    }

    final void put(String setting, Node node) {
        Node before = nodes.putIfAbsent(setting, node);
        if (before != null) {
            throw Sentences.twice(setting, before.origin());
        }
    }

    /** A setting whose values add up over all the times that it is written. */
    final void many(String setting, Object[] values) {
        many(setting, values().items(values));
    }

    final void many(String setting, Node.Items more) {
        Node before = nodes.get(setting);
        if (before instanceof Node.Items first) {
            List<Node> all = new ArrayList<>(first.nodes());
            all.addAll(more.nodes());
            nodes.put(setting, new Node.Items(all, first.origin()));
        } else {
            put(setting, more);
        }
    }

    /** A setting that is a map; its entries add up, each name once. */
    final void entries(String setting, Node.Fields more) {
        Node before = nodes.get(setting);
        if (!(before instanceof Node.Fields first)) {
            put(setting, more);
            return;
        }
        Map<String, Node> all = new LinkedHashMap<>(first.nodes());
        for (Map.Entry<String, Node> entry : more.nodes().entrySet()) {
            Node there = all.putIfAbsent(entry.getKey(), entry.getValue());
            if (there != null) {
                throw Sentences.twice(entry.getKey(), there.origin());
            }
        }
        nodes.put(setting, new Node.Fields(all, first.origin()));
    }

    /** Declares something of its own, such as an image; a second one of the name is left out. */
    final void declare(String setting, String declared, String name, Node value) {
        Node all = nodes.get(setting);
        Node first = all instanceof Node.Fields fields ? fields.nodes().get(name) : null;
        if (first == null) {
            entry(setting, name, value);
        } else {
            evaluation.problem(
                    value.origin(), declared, Words.declaredTwice(first.origin().line()));
        }
    }

    final void entry(String setting, String name, Node value) {
        entries(setting, new Node.Fields(Map.of(name, value), value.origin()));
    }

    /** One text, or a map of it and of what is given by name. */
    final void valueAnd(String setting, String key, Object value, Map<?, ?> named) {
        Map<String, Node> all = new LinkedHashMap<>();
        all.put(key, values().node(value, "0"));
        all.putAll(values().fields(named).nodes());
        put(setting, new Node.Fields(all, values().origin()));
    }

    /** Reads an inner block. */
    final <B extends Block> B read(B inner, Closure<?> body) {
        evaluation.open(inner, body);
        return inner;
    }

    final <B extends Block> B inner(BiFunction<Evaluation, String, B> kind, Closure<?> body) {
        return read(kind.apply(evaluation, subject), body);
    }
}
