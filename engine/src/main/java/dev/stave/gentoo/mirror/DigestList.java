package dev.stave.gentoo.mirror;

import dev.stave.gentoo.signature.ContentDigest;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests of a stage's files, as a {@code .DIGESTS} lists them under {@code # SHA512 HASH} and the like, or a {@code
 * .sha256} or {@code .md5sum} without a head.
 */
record DigestList(SortedMap<String, Map<ContentDigest, String>> files) {
    private static final Pattern HEAD = Pattern.compile("#\\s*([A-Za-z0-9]+)\\s+HASH\\s*");
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{32,128})\\s+\\*?(\\S+)\\s*");

    static DigestList parse(String text) {
        SortedMap<String, Map<ContentDigest, String>> files = new TreeMap<>();
        Optional<ContentDigest> section = Optional.empty();
        boolean headed = false;
        for (String line : text.split("\n")) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                headed = true;
                section = ContentDigest.ofWord(head.group(1));
                continue;
            }
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                continue;
            }
            String hex = entry.group(1).toLowerCase(Locale.ROOT);
            Optional<ContentDigest> kind = headed ? section : byLength(hex);
            String name = entry.group(2).replaceFirst(".*/", "");
            kind.filter(k -> k.fits(hex))
                    .ifPresent(k -> files.computeIfAbsent(name, n -> new EnumMap<>(ContentDigest.class))
                            .put(k, hex));
        }
        return new DigestList(files);
    }

    Map<ContentDigest, String> of(String file) {
        return files.getOrDefault(file, Map.of());
    }

    private static Optional<ContentDigest> byLength(String hex) {
        return switch (hex.length()) {
            case 32 -> Optional.of(ContentDigest.MD5);
            case 64 -> Optional.of(ContentDigest.SHA256);
            case 128 -> Optional.of(ContentDigest.SHA512);
            default -> Optional.empty();
        };
    }
}
