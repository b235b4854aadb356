package dev.stave.check;

import dev.stave.check.ScanReport.Finding;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings that somebody accepted, each for a reason and up to a day; they are judged anew in every run. */
public record AcceptedFindings(List<Accepted> entries) {
    public static final AcceptedFindings NONE = new AcceptedFindings(List.of());

    public AcceptedFindings {
        entries = List.copyOf(entries);
    }

    /** The entries about this finding, or about a part of it, ended or not. */
    public List<Accepted> about(Finding finding) {
        return entries.stream().filter(entry -> entry.isAbout(finding)).toList();
    }

    /** The entries by which the finding is accepted on that day: by its id, or by all that it covers. Else none. */
    public List<Accepted> accepting(Finding finding, LocalDate day) {
        List<Accepted> holding =
                about(finding).stream().filter(entry -> entry.holdsOn(day)).toList();
        List<Accepted> whole = holding.stream()
                .filter(entry -> entry.id().equals(finding.id()))
                .toList();
        List<String> parts = holding.stream().map(Accepted::id).toList();
        boolean all = !finding.covers().isEmpty() && parts.containsAll(finding.covers());
        return !whole.isEmpty() ? whole : all ? holding : List.of();
    }

    /**
     * @param packageName the package in which the finding is accepted; null for all
     * @param until       the last day on which it counts, in UTC
     */
    public record Accepted(String id, @Nullable String packageName, String reason, LocalDate until) {
        boolean isAbout(Finding finding) {
            return (id.equals(finding.id()) || finding.covers().contains(id))
                    && (packageName == null || packageName.equals(finding.packageName()));
        }

        public boolean holdsOn(LocalDate day) {
            return !day.isAfter(until);
        }
    }

    /** Reads the file that a scan policy names. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @throws dev.stave.model.StackException with every problem of the file
         * @throws dev.stave.model.UsageException where there is no such file, or it cannot be read
         */
        AcceptedFindings read(Path file);
    }
}
