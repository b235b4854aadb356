package dev.stave.inventory;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a scalar may be, with the words that messages use for it. */
public enum ValueType {
    TEXT("a text", "", null, "string"),
    NUMBER("a whole number", "", "[0-9]{1,9}", "integer"),
    TRUTH("true or false", "", "true|false", "boolean"),
    DURATION("a duration", "30s, 5m or 7d", "[0-9]{1,9}(ms|s|m|h|d)", "string"),
    PLATFORM("a platform", "linux/amd64", "[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?", "string"),
    PORT("a port", "80 or 53/udp", "[0-9]{1,5}(/(tcp|udp|sctp))?", "string", "integer"),
    MODE("an octal mode", "0755", "[0-7]{3,4}", "string"),
    OWNER("a pair of numbers UID:GID", "0:0", "[0-9]{1,9}:[0-9]{1,9}", "string"),
    USER(
            "a user",
            "1000, 1000:1000 or nobody",
            "[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?",
            "string",
            "integer"),
    SIGNAL("a signal", "SIGTERM or 9", "SIG[A-Z0-9]+([+-][0-9]+)?|[0-9]{1,2}", "string", "integer"),
    SIZE("a size", "20MiB or 500kB", "[0-9]{1,9}(B|kB|MB|GB|KiB|MiB|GiB)", "string"),
    TARGET("a target", "aarch64-unknown-linux-gnu", "[A-Za-z0-9_.]+(-[A-Za-z0-9_.]+){1,3}", "string"),
    CAPABILITY("a capability", "SYS_PTRACE", "[A-Z][A-Z_]*", "string"),
    INNER_PATH("an absolute path inside the image", "/etc/app", "/[^\\x00-\\x1f]*", "string");

    private final String noun;
    private final String example;
    private final @Nullable Pattern form;
    private final String jsonTypes;

    ValueType(String noun, String example, @Nullable String form, String... jsonTypes) {
        this.noun = noun;
        this.example = example;
        this.form = form == null ? null : Pattern.compile(form);
        this.jsonTypes = String.join(" ", jsonTypes);
    }

    /** With an article: {@code a duration}. */
    public String noun() {
        return noun;
    }

    /** Noun and example: {@code a duration such as 30s, 5m or 7d}. */
    public String described() {
        return example.isEmpty() ? noun : noun + " such as " + example;
    }

    public boolean allows(String value) {
        return form == null || form.matcher(value).matches();
    }

    /** Whether a number that is one by its type, not by its text, may stand here. */
    boolean takesNumbers() {
        return jsonTypes.contains("integer");
    }

    /** The regular expression of its texts; empty where any will do. */
    String pattern() {
        return form == null ? "" : form.pattern();
    }

    List<String> jsonTypes() {
        return List.of(jsonTypes.split(" "));
    }
}
