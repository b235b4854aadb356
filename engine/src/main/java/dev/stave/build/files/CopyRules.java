package dev.stave.build.files;

import dev.stave.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a declared copy must look like. */
final class CopyRules {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{3,4}");
    private static final Pattern OWNER = Pattern.compile("\\d{1,10}:\\d{1,10}");

    private CopyRules() {}

    /** Sentences about what cannot be, none where all is well. */
    static List<String> complaints(Source.Copy copy) {
        List<String> complaints = new ArrayList<>();
        if (!copy.to().startsWith("/")) {
            complaints.add("'" + copy.to() + "' is no absolute path");
        }
        if (List.of(copy.to().split("/")).contains("..")) {
            complaints.add("'" + copy.to() + "' must not hold '..'");
        }
        if (copy.mode() != null && !OCTAL.matcher(copy.mode()).matches()) {
            complaints.add("mode '" + copy.mode() + "' is not octal, write for example 0644");
        } else if (copy.mode() != null && FilesLayout.bits(copy.mode()).length() != 3) {
            complaints.add("mode '" + copy.mode() + "' has special bits, which files cannot keep: use script");
        }
        if (!OWNER.matcher(copy.owner()).matches()) {
            complaints.add("owner '" + copy.owner()
                    + "' must be two numbers, UID:GID, because the image's passwd is not looked at");
        }
        return complaints.stream()
                .map(what -> "copy '" + copy.from() + "': " + what)
                .toList();
    }
}
