package dev.stave.module;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stave.model.EngineException;
import dev.stave.model.StackException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One answer: {@code {protocol, engine, changed, failed, msg, warnings, diff, result}}.
 *
 * @param msg    what went wrong and what to do; empty where nothing did
 * @param diff   null where none was asked for
 * @param result the JSON that the command line prints with {@code --json}, byte for byte; empty where there is none
 */
public record ModuleAnswer(
        boolean changed,
        String msg,
        List<String> warnings,
        @Nullable StackDiff diff,
        String result) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ModuleAnswer {
        warnings = List.copyOf(warnings);
    }

    /** For what ended the whole request. */
    public static ModuleAnswer failed(Throwable failure, boolean changed, List<String> warnings) {
        return new ModuleAnswer(changed, words(failure), warnings, null, "");
    }

    private static String words(Throwable failure) {
        if (failure instanceof StackException stack) {
            return stack.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
        }
        if (failure instanceof EngineException known) {
            return known.hint().isEmpty() ? known.what() : known.what() + "; " + known.hint();
        }
        return "this is a bug in Stave, please report it: " + failure;
    }

    /** @param engine the engine's version */
    public String json(String engine) {
        ObjectNode root = JSON.createObjectNode();
        root.put("protocol", ModuleRequest.PROTOCOL);
        root.put("engine", engine);
        root.put("changed", changed);
        root.put("failed", !msg.isEmpty());
        root.put("msg", msg);
        ArrayNode all = root.putArray("warnings");
        warnings.forEach(all::add);
        if (diff == null) {
            root.putNull("diff");
        } else {
            root.putObject("diff")
                    .put("before", diff.before())
                    .put("after", diff.after())
                    .put("before_header", diff.header())
                    .put("after_header", diff.header());
        }
        if (result.isEmpty()) {
            root.putNull("result");
        } else {
            root.putRawValue("result", new RawValue(result.stripTrailing()));
        }
        return root + "\n";
    }
}
