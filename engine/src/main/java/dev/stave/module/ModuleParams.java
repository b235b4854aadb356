package dev.stave.module;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stave.model.Nearest;
import dev.stave.model.UsageException;
import dev.stave.plan.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the work, named as the command line's options.
 *
 * @param stack  the stack file on this host; null where the verb needs none
 * @param lock   its lock; null for the usual place
 * @param push   whether {@code mirror} releases too
 * @param all    whether {@code remove} is about the whole stack
 * @param forget locks that are gone for good, for {@code clean}
 * @param scans  whether images must be scanned: {@code policy}, or {@code off} where the stack itself says so
 */
public record ModuleParams(
        @Nullable String stack,
        @Nullable String lock,
        SortedMap<String, String> variables,
        @Nullable String restricted,
        Selection selection,
        boolean locked,
        boolean offline,
        boolean failFast,
        boolean push,
        boolean all,
        boolean kept,
        String engine,
        int jobs,
        List<String> forget,
        String scans) {
    private static final Set<String> MEMBERS = Set.of(
            "stack",
            "lock",
            "vars",
            "restricted",
            "images",
            "exclude",
            "withRequires",
            "rebuild",
            "locked",
            "offline",
            "failFast",
            "push",
            "all",
            "kept",
            "engine",
            "jobs",
            "forget",
            "scan");

    static ModuleParams of(JsonNode node) {
        Members params = new Members(node, "params");
        params.refuseOthers(MEMBERS);
        String scans = params.text("scan", "policy");
        if (!Set.of("policy", "off").contains(scans)) {
            throw new UsageException("params: scan is policy or off, not '" + scans + "'", "");
        }
        return new ModuleParams(
                params.optional("stack"),
                params.optional("lock"),
                params.map("vars"),
                params.optional("restricted"),
                new Selection(
                        params.texts("images"),
                        params.texts("exclude"),
                        params.flag("withRequires"),
                        rebuild(params.text("rebuild", "none"))),
                params.flag("locked"),
                params.flag("offline"),
                params.flag("failFast"),
                params.flag("push"),
                params.flag("all"),
                params.flag("kept"),
                params.text("engine", "auto"),
                params.number("jobs", 0),
                params.texts("forget"),
                scans);
    }

    private static Selection.Rebuild rebuild(String word) {
        List<String> words = Arrays.stream(Selection.Rebuild.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!words.contains(word)) {
            throw new UsageException(
                    "params: rebuild is one of " + String.join(", ", words) + ", not '" + word + "'"
                            + Nearest.hint(word, words),
                    "");
        }
        return Selection.Rebuild.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
