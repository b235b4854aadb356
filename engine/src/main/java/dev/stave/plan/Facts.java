package dev.stave.plan;

import dev.stave.model.ImageName;
import dev.stave.model.InputFile;
import dev.stave.model.LockEntry;
import dev.stave.model.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the planner knows of the world. Maps are not copied: whoever hands one over does not change it any more.
 *
 * @param host         platform of this machine: what a build is for where nothing else is said
 * @param lock         the lock's lines of images that were released, as they were before the run
 * @param pins         pins of lock lines that are nothing but pins, left by a run that only built
 * @param inputs       what was read from disk for each image; {@link Inputs#NONE} for one that is missing
 * @param builderFiles files that each builder uses, overlays among them
 * @param records      what this machine remembers
 * @param answers      to the questions asked so far
 * @param made         images that ended well in this run
 */
public record Facts(
        Platform host,
        Mode mode,
        SortedMap<ImageName, LockEntry> lock,
        SortedMap<ImageName, SortedMap<String, String>> pins,
        Map<ImageName, Inputs> inputs,
        Map<String, List<InputFile>> builderFiles,
        Recollection records,
        Map<Question, Answer> answers,
        Map<ImageName, Made> made) {
    /** A world in which nothing was released and nothing read. */
    public static Facts none(Platform host, Mode mode) {
        return new Facts(
                host,
                mode,
                new TreeMap<>(),
                new TreeMap<>(),
                Map.of(),
                Map.of(),
                Recollection.NOTHING,
                Map.of(),
                Map.of());
    }

    public Facts withMode(Mode newMode) {
        return new Facts(host, newMode, lock, pins, inputs, builderFiles, records, answers, made);
    }

    /** The lock's lines: whole ones, and those that are nothing but pins. */
    public Facts withLock(
            SortedMap<ImageName, LockEntry> entries, SortedMap<ImageName, SortedMap<String, String>> pinsAlone) {
        return new Facts(host, mode, entries, pinsAlone, inputs, builderFiles, records, answers, made);
    }

    /** What was read from disk, for images and for builders. */
    public Facts withInputs(Map<ImageName, Inputs> ofImages, Map<String, List<InputFile>> ofBuilders) {
        return new Facts(host, mode, lock, pins, ofImages, ofBuilders, records, answers, made);
    }

    /** What the local records know. */
    public Facts withRecords(Recollection known) {
        return new Facts(host, mode, lock, pins, inputs, builderFiles, known, answers, made);
    }

    /** These answers beside those known so far; a newer one replaces an older one. */
    public Facts withAnswers(Map<Question, Answer> more) {
        Map<Question, Answer> all = new HashMap<>(answers);
        all.putAll(more);
        return new Facts(host, mode, lock, pins, inputs, builderFiles, records, all, made);
    }

    /** Without what was answered about an image's tags: a build takes long, and others write tags too. */
    public Facts forgettingTags(ImageName image) {
        Map<Question, Answer> rest = new HashMap<>(answers);
        rest.keySet()
                .removeIf(q -> q.match(
                        h -> h.repository().equals(image.toString()),
                        r -> r.repository().equals(image.toString()),
                        p -> false,
                        r -> false,
                        s -> false,
                        l -> false,
                        b -> false));
        return new Facts(host, mode, lock, pins, inputs, builderFiles, records, rest, made);
    }

    /** What ended well so far in this run. */
    public Facts withMade(Map<ImageName, Made> soFar) {
        return new Facts(host, mode, lock, pins, inputs, builderFiles, records, answers, soFar);
    }

    public Inputs inputsOf(ImageName image) {
        return inputs.getOrDefault(image, Inputs.NONE);
    }
}
