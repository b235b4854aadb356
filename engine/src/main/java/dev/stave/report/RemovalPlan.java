package dev.stave.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.model.LockEntry;
import dev.stave.run.Remover;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What removing images would do, in the shape of a plan.
 *
 * @param lines what the lock says of each image that has something to remove
 */
public record RemovalPlan(Inventory inventory, SortedMap<ImageName, LockEntry> lines) {
    public String text() {
        if (lines.isEmpty()) {
            return "nothing to remove\n";
        }
        StringBuilder text = new StringBuilder();
        lines.forEach((image, line) -> text.append("remove       ")
                .append(inventory.destination().reference(line.repository(), line.tag()))
                .append('\n'));
        return text.append(lines.size()).append(" remove\n").toString();
    }

    public String json() {
        ObjectNode root = Json.object();
        root.put("stack", inventory.stack());
        root.put("destination", inventory.destination().text());
        ArrayNode steps = root.putArray("steps");
        lines.forEach((image, line) -> {
            ObjectNode step = steps.addObject();
            step.put("image", image.toString());
            step.put("action", Remover.ACTION);
            step.put("certainty", "certain");
            step.put("tag", line.tag());
            step.put("reference", inventory.destination().reference(line.repository(), line.tag()));
            Json.putAll(step, "reasons", List.of("asked for"));
            step.put("digest", line.digest().toString());
        });
        ObjectNode summary = root.putObject("summary");
        (lines.isEmpty() ? Map.<String, Integer>of() : Map.of(Remover.ACTION, lines.size())).forEach(summary::put);
        return Json.text(root);
    }
}
