package dev.stave.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stave.model.Inventory;
import dev.stave.run.PinUpdate;
import java.util.List;

/** Which pins moved. */
public record PinReport(Inventory inventory, List<PinUpdate.Moved> moved) {
    public PinReport {
        moved = List.copyOf(moved);
    }

    public String text() {
        if (moved.isEmpty()) {
            return "nothing moved\n";
        }
        StringBuilder text = new StringBuilder();
        moved.forEach(pin -> text.append(pin.what() + ": "
                + (pin.before().isEmpty() ? "pinned to " : pin.before() + " -> ") + pin.after() + "\n"));
        return text.toString();
    }

    public String json() {
        ObjectNode root = Json.object();
        root.put("stack", inventory.stack());
        root.put("destination", inventory.destination().text());
        ArrayNode pins = root.putArray("moved");
        moved.forEach(pin -> pins.addObject()
                .put("pin", pin.what())
                .put("before", pin.before().isEmpty() ? null : pin.before())
                .put("after", pin.after()));
        return Json.text(root);
    }
}
