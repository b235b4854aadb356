package dev.stave.gentoo.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a mirror's {@code latest-….txt} lists: a line {@code PATH SIZE} an archive, PATH below {@code autobuilds/}. */
record StageListing(List<Entry> entries) {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._/+-]+)(?:\\s+([0-9]{1,15}))?\\s*");
    private static final Pattern NAME =
            Pattern.compile("stage3-(.+)-([0-9]{8}(?:T[0-9]{6}Z)?)\\.tar\\.(?:xz|bz2|zst|gz)");

    /**
     * One archive.
     *
     * @param sizeBytes -1 where it is not said
     */
    record Entry(String path, String flavour, String date, long sizeBytes) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    static StageListing parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.split("\n")) {
            Matcher parts = LINE.matcher(line);
            if (line.startsWith("#") || !parts.matches() || leaves(parts.group(1))) {
                continue;
            }
            Matcher name = NAME.matcher(parts.group(1).replaceFirst(".*/", ""));
            if (name.matches()) {
                long size = parts.group(2) == null ? -1 : Long.parseLong(parts.group(2));
                entries.add(new Entry(parts.group(1), name.group(1), name.group(2), size));
            }
        }
        return new StageListing(List.copyOf(entries));
    }

    /** The newest of a flavour. */
    Optional<Entry> of(String flavour) {
        return entries.stream()
                .filter(e -> e.flavour().equals(flavour))
                .max(java.util.Comparator.comparing(Entry::date));
    }

    List<String> flavours() {
        return entries.stream().map(Entry::flavour).distinct().sorted().toList();
    }

    private static boolean leaves(String path) {
        return path.startsWith("/") || List.of(path.split("/")).contains("..");
    }
}
