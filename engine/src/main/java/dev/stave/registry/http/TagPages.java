package dev.stave.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.http.Answer;
import dev.stave.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All tags of a repository, through the pages that the registry links (distribution-spec, "Listing Tags"; RFC 8288). */
final class TagPages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_BYTES = 32 << 20;
    private static final int MOST = 10_000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

    private final Caller caller;
    private final Endpoint endpoint;

    TagPages(Caller caller, Endpoint endpoint) {
        this.caller = caller;
        this.endpoint = endpoint;
    }

    /** Empty where the first page is nowhere: there is no such repository. */
    List<String> all(Call first) {
        List<String> tags = new ArrayList<>();
        Optional<Call> page = Optional.of(first);
        for (int pages = 0; page.isPresent(); pages++) {
            Call call = page.get();
            if (pages == MOST) {
                throw caller.complaints().wrong(call, "its pages do not end", "");
            }
            page = caller.call(call, pages == 0 ? Set.of(200, 404) : Set.of(200), answer -> {
                if (answer.status() == 404) {
                    return Optional.empty();
                }
                JsonNode root = JSON.readTree(caller.limited(call, answer, LARGEST_BYTES, "a page of tags"));
                root.path("tags").forEach(tag -> tags.add(tag.asText()));
                return next(call, answer);
            });
        }
        return List.copyOf(tags);
    }

    private Optional<Call> next(Call call, Answer answer) {
        for (String link : answer.headers().allValues("Link")) {
            Matcher matcher = NEXT.matcher(link);
            if (matcher.find()) {
                return Optional.of(call.to(Redirecting.resolve(endpoint, call.to(answer.uri()), matcher.group(1))));
            }
        }
        return Optional.empty();
    }
}
