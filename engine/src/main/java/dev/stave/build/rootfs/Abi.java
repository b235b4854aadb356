package dev.stave.build.rootfs;

import dev.stave.model.HostException;
import dev.stave.packages.binary.AbiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What kind of packages a builder makes, as it says itself; a label of every builder keeps it. */
record Abi(SortedMap<String, String> words) {
    static final String LABEL = "dev.stave.builder.";

    static Abi read(Path file) {
        SortedMap<String, String> words = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int tab = line.indexOf('\t');
                words.put(line.substring(0, Math.max(0, tab)), line.substring(tab + 1));
            }
        } catch (IOException e) {
            throw new HostException("the build container did not say what it makes: " + e.getMessage(), "run again", e);
        }
        return new Abi(words);
    }

    static Abi ofLabels(Map<String, String> labels) {
        SortedMap<String, String> words = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (name.startsWith(LABEL)) {
                words.put(name.substring(LABEL.length()), value);
            }
        });
        return new Abi(words);
    }

    SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        words.forEach((name, value) -> labels.put(LABEL + name, value));
        return labels;
    }

    /** Of packages that a key signs; empty for none. */
    Abi signedBy(String key) {
        SortedMap<String, String> all = new TreeMap<>(words);
        if (!key.isEmpty()) {
            all.put("signer", key);
        }
        return new Abi(all);
    }

    /** Of the images' packages. */
    AbiKey key() {
        return key("chost");
    }

    /** Of packages for the builder itself. */
    AbiKey builderKey() {
        return key("builder");
    }

    private AbiKey key(String chost) {
        return new AbiKey(
                words.getOrDefault(chost, "unknown"),
                words.getOrDefault("cflags", ""),
                words.getOrDefault("profile", ""),
                words.getOrDefault("libc", ""),
                words.getOrDefault("compiler", ""),
                words.getOrDefault("signer", ""));
    }
}
