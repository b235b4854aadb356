package dev.stave.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Adds what a script's {@code inputs} name to a search. */
final class Globbing {
    private final FileSearch search;
    private final Predicate<String> ours;
    private final List<String> complaints = new ArrayList<>();

    Globbing(FileSearch search, Predicate<String> ours) {
        this.search = search;
        this.ours = ours;
    }

    List<String> complaints() {
        return complaints;
    }

    /** One file, or a whole folder. */
    void plain(String path) {
        if (path.startsWith("/")) {
            complaints.add(
                    "'" + path + "' is an absolute path; a script gets copies of files that lie relative to the stack");
        } else {
            search.add(path, ours.negate(), p -> false);
        }
    }

    void glob(String text) {
        try {
            Glob glob = Glob.of(text);
            if (glob.isPlain()) {
                plain(text);
            } else {
                matching(glob);
            }
        } catch (IllegalArgumentException e) {
            complaints.add("inputs '" + text + "' is not a pattern: " + e.getMessage());
        }
    }

    private void matching(Glob glob) {
        String folder = glob.folder();
        String base = FileSearch.normal(folder.isEmpty() ? "." : folder);
        if (base.startsWith("/")) {
            plain(glob.toString());
            return;
        }
        Glob rest = Glob.of(glob.toString().substring(folder.length()));
        int skip = base.equals(".") ? 0 : base.length() + 1;
        int[] matches = {0};
        Predicate<String> wanted = path -> {
            boolean fits = path.length() > skip && rest.matches(path.substring(skip)) && !ours.test(path);
            matches[0] += fits ? 1 : 0;
            return fits;
        };
        search.addWithin(base, wanted);
        if (matches[0] == 0 && search.complaints().isEmpty()) {
            complaints.add("inputs '" + glob + "' match nothing");
        }
    }
}
