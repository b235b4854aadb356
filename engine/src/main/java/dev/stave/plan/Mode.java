package dev.stave.plan;

import dev.stave.model.ImageName;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the run was asked for.
 *
 * @param push       whether the destination is asked and written; false for {@code build}
 * @param locked     whether anything that would change the lock is refused
 * @param sourceDate SOURCE_DATE_EPOCH; null where it is not set
 * @param update     images whose pins may move
 * @param allowOlder whether a builder's input may become older than what the lock has
 */
public record Mode(
        boolean push, boolean locked, @Nullable Instant sourceDate, SortedSet<ImageName> update, boolean allowOlder) {
    public static final Mode APPLY = new Mode(true, false, null, new TreeSet<>(), false);
    public static final Mode BUILD = new Mode(false, false, null, new TreeSet<>(), false);

    public Mode asLocked() {
        return new Mode(push, true, sourceDate, update, allowOlder);
    }

    public Mode at(@Nullable Instant newSourceDate) {
        return new Mode(push, locked, newSourceDate, update, allowOlder);
    }

    public Mode updating(Set<ImageName> images) {
        return new Mode(push, locked, sourceDate, new TreeSet<>(images), allowOlder);
    }

    public Mode allowingOlder() {
        return new Mode(push, locked, sourceDate, update, true);
    }
}
