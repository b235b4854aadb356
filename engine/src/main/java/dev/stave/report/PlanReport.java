package dev.stave.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.model.Inventory;
import dev.stave.plan.Basis;
import dev.stave.plan.Plan;
import dev.stave.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan as people and programs read it. Holds no path and no line of the stack file: both forms give the same. */
public final class PlanReport {
    private static final int WIDEST_NAME = 40;

    private final Inventory inventory;
    private final Plan plan;

    public PlanReport(Inventory inventory, Plan plan) {
        this.inventory = inventory;
        this.plan = plan;
    }

    /** One line a step with its reasons; those with nothing to do are counted only. */
    public String text() {
        StringBuilder text = new StringBuilder();
        int kept = 0;
        for (Step step : plan.steps()) {
            if (step.isKeep()) {
                kept++;
            } else {
                text.append(line(step));
            }
        }
        if (kept == plan.steps().size()) {
            return "nothing to do: " + count(kept) + " up to date at "
                    + inventory.destination().text() + "\n";
        }
        return text + summary() + "\n";
    }

    private static String count(int images) {
        return images == 1 ? "1 image is" : images + " images are";
    }

    private static String line(Step step) {
        String name = step.image().toString();
        String tag = step.tag()
                .map(t -> ":" + t)
                .orElse(step.match(Step.Cases.of(
                        k -> "",
                        g -> "",
                        r -> "",
                        a -> "",
                        m -> " (tag known after build)",
                        w -> " (tag known after build)",
                        r -> "")));
        String certainty = step.certainty() == Step.Certainty.IF_CHANGED ? "may rebuild" : word(step);
        List<String> reasons = step.match(Step.Cases.of(
                k -> k.about().reasons(),
                g -> g.about().reasons(),
                r -> r.about().reasons(),
                a -> a.about().reasons(),
                m -> m.about().reasons(),
                w -> w.about().reasons(),
                r -> List.of(r.hint().isEmpty() ? r.message() : r.message() + "; " + r.hint())));
        String pad = " ".repeat(Math.max(1, WIDEST_NAME - name.length() - tag.length()));
        StringBuilder line = new StringBuilder(
                String.format("%-12s %s%s%s%s%n", certainty, name, tag, pad, String.join("; ", reasons)));
        step.about()
                .assumed()
                .forEach(a -> line.append("             assumed: ").append(a).append('\n'));
        return line.toString().replace(" \n", "\n");
    }

    private static String word(Step step) {
        return step.word().equals("await") ? "build" : step.word();
    }

    private String summary() {
        SortedMap<String, Integer> counts = counts();
        List<String> parts = new ArrayList<>();
        counts.forEach((word, n) -> parts.add(n + " " + word));
        return String.join(", ", parts);
    }

    private SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (Step step : plan.steps()) {
            counts.merge(step.certainty() == Step.Certainty.IF_CHANGED ? "may rebuild" : word(step), 1, Integer::sum);
        }
        return counts;
    }

    public String json() {
        ObjectNode root = Json.object();
        root.put("stack", inventory.stack());
        root.put("destination", inventory.destination().text());
        ArrayNode steps = root.putArray("steps");
        plan.steps().forEach(step -> describe(step, steps.addObject()));
        ObjectNode summary = root.putObject("summary");
        counts().forEach(summary::put);
        return Json.text(root);
    }

    private void describe(Step step, ObjectNode node) {
        node.put("image", step.image().toString());
        node.put("action", step.word());
        node.put("certainty", step.certainty().word());
        node.put("tag", step.tag().orElse(null));
        step.tag()
                .ifPresent(tag -> node.put(
                        "reference",
                        inventory.destination().reference(step.image().toString(), tag)));
        Json.putAll(node, "reasons", step.about().reasons());
        if (!step.about().assumed().isEmpty()) {
            Json.putAll(node, "assumed", step.about().assumed());
        }
        step.match(Step.Cases.of(
                k -> digest(node, k.digest().toString()),
                g -> digest(node, g.digest().toString()),
                r -> digest(node, r.digest().toString()),
                a -> digest(node, a.digest().toString()),
                m -> node,
                w -> {
                    Json.putAll(
                            node,
                            "parents",
                            w.parents().stream().map(Object::toString).toList());
                    return node;
                },
                r -> node.put("cause", r.cause().word())
                        .put("message", r.message())
                        .put("hint", r.hint())));
        basis(step).ifPresent(basis -> {
            node.put("fingerprint", basis.fingerprint().toString());
            node.put("gate", basis.gate().toString());
            ObjectNode pins = node.putObject("pins");
            basis.pins().forEach(pins::put);
            Json.putAll(
                    node,
                    "platforms",
                    basis.platforms().stream().map(Object::toString).toList());
        });
    }

    private static ObjectNode digest(ObjectNode node, String digest) {
        return node.put("digest", digest);
    }

    private static Optional<Basis> basis(Step step) {
        return step.match(Step.Cases.of(
                k -> Optional.of(k.basis()),
                g -> Optional.of(g.basis()),
                r -> Optional.of(r.basis()),
                a -> Optional.of(a.basis()),
                m -> Optional.of(m.basis()),
                w -> Optional.empty(),
                r -> Optional.empty()));
    }
}
