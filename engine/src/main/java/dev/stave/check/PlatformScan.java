package dev.stave.check;

import dev.stave.check.ScanReport.Finding;
import dev.stave.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a scanner had to say about one platform of an image, before anything is judged. */
public sealed interface PlatformScan {
    Platform platform();

    <T> T match(Function<Seen, T> seen, Function<Failed, T> failed);

    /**
     * The scanner looked.
     *
     * @param system    operating system and version, such as {@code debian 12.5}; empty where it knows none in it
     * @param endOfLife whether that system gets no more fixes, so that findings may be missing
     * @param kinds     of packages it knows in it, such as {@code debian} or {@code gobinary}; empty: it saw nothing
     * @param findings  all, of any severity
     */
    record Seen(Platform platform, String system, boolean endOfLife, List<String> kinds, List<Finding> findings)
            implements PlatformScan {
        public Seen {
            kinds = List.copyOf(kinds);
            findings = List.copyOf(findings);
        }

        /** What two saw of the same platform. */
        Seen with(Seen other) {
            List<String> allKinds = Stream.concat(kinds.stream(), other.kinds.stream())
                    .sorted()
                    .distinct()
                    .toList();
            List<Finding> all = new ArrayList<>(findings);
            all.addAll(other.findings);
            return new Seen(
                    platform, system.isEmpty() ? other.system : system, endOfLife || other.endOfLife, allKinds, all);
        }

        @Override
        public <T> T match(Function<Seen, T> seen, Function<Failed, T> failed) {
            return seen.apply(this);
        }
    }

    /** The scanner could not look; {@code why} is a sentence. */
    record Failed(Platform platform, String why) implements PlatformScan {
        @Override
        public <T> T match(Function<Seen, T> seen, Function<Failed, T> failed) {
            return failed.apply(this);
        }
    }
}
