package dev.stave.gentoo.mirror;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Housekeeping of what was fetched for builders: what nobody used for some time goes, but for what a lock pins. A run that
 * is under way must be held off by the caller.
 */
public final class KeptInputs {
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private final Path home;
    private final Instant now;
    private final Duration age;
    private final Set<String> pinned;

    /**
     * @param home   STAVE_HOME
     * @param age    what was used since stays
     * @param pinned pins of builders' inputs, as locks have them
     */
    public KeptInputs(Path home, Instant now, Duration age, Set<String> pinned) {
        this.home = home;
        this.now = now;
        this.age = age;
        this.pinned = pinned;
    }

    /** What of one kind is removed, or would be. */
    public record Removed(int count, long bytes) {}

    /**
     * Removes it, or only looks.
     *
     * @return by kind ({@code repositories}, {@code stages}, {@code trees}), those with nothing too
     */
    public SortedMap<String, Removed> clean(boolean forReal) {
        SortedMap<String, Removed> all = new TreeMap<>();
        all.put("stages", kind("stages", forReal));
        all.put("trees", kind("trees", forReal));
        all.put("repositories", kind("git", forReal));
        return all;
    }

    private Removed kind(String folder, boolean forReal) {
        int count = 0;
        long bytes = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home.resolve(folder))) {
            for (Path entry : entries) {
                if (goes(entry)) {
                    count++;
                    bytes += forReal ? TreeFolders.delete(entry) : TreeFolders.size(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return new Removed(0, 0);
        } catch (IOException e) {
            throw Kept.failure("cannot clean " + home.resolve(folder), e);
        }
        return new Removed(count, bytes);
    }

    private boolean goes(Path entry) throws IOException {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(".lock")) {
            // whoever waits for it has it open: it costs nothing
            return false;
        }
        boolean unfinished = name.endsWith(".part") || name.startsWith(".unpack-");
        return isUnused(entry, unfinished ? UNFINISHED : age) && !isPinned(name);
    }

    /** The time of change is that of the last use, which whoever uses it notes. */
    private boolean isUnused(Path entry, Duration since) throws IOException {
        return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(now.minus(since));
    }

    /** A tree is named by its identity, a stage or snapshot by flavour and date. */
    private boolean isPinned(String name) {
        String bare = name.replaceFirst("^(git|rsync)-", "");
        return pinned.stream().anyMatch(pin -> {
            String[] words = pin.split(" ");
            return words.length == 3
                    && (words[2].endsWith(":" + bare)
                            || words[2].equals(bare)
                            || name.startsWith("stage3-" + words[0] + "-" + words[1])
                            || (words[0].equals("snapshot") && name.matches("(portage|gentoo)-" + words[1] + "\\..*")));
        });
    }
}
