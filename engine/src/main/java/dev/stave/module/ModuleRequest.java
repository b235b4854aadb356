package dev.stave.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.json.JsonTrees;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request: {@code {"protocol":1,"verb":"apply","check":false,"diff":false,"events":FILE,"params":{…}}}.
 *
 * @param check  whether only the plan is wanted
 * @param diff   whether the answer shows before and after
 * @param events file that gets one JSON object a line; null for none
 */
public record ModuleRequest(
        Verb verb, boolean check, boolean diff, @Nullable String events, ModuleParams params) {
    /** The protocol that this engine speaks. */
    public static final int PROTOCOL = 1;

    private static final Set<String> MEMBERS = Set.of("protocol", "verb", "check", "diff", "events", "params");

    /** @throws UsageException where it is no request, or one that this engine does not know */
    public static ModuleRequest parse(String text) {
        Members all = new Members(tree(text), "the request");
        int protocol = all.number("protocol", 0);
        if (protocol != PROTOCOL) {
            throw new UsageException(
                    "the collection speaks protocol " + protocol + " and this engine protocol " + PROTOCOL,
                    protocol > PROTOCOL
                            ? "upgrade Stave on this host (role stave.images.engine)"
                            : "upgrade the collection stave.images on the controller");
        }
        all.refuseOthers(MEMBERS);
        String word = all.text("verb", "");
        Verb verb = Verb.of(word)
                .orElseThrow(() -> new UsageException(
                        "the engine has no verb '" + word + "'" + Nearest.hint(word, Verb.words()),
                        "upgrade Stave on this host (role stave.images.engine)"));
        return new ModuleRequest(
                verb,
                all.flag("check"),
                all.flag("diff"),
                all.optional("events"),
                ModuleParams.of(all.object("params")));
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode root = JsonTrees.read(text.getBytes(StandardCharsets.UTF_8));
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new UsageException("the request is no JSON: " + e.getOriginalMessage(), "send one JSON object");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new UsageException("the request is no JSON object", "send one on standard input");
    }
}
