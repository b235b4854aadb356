package dev.stave.gentoo.mirror;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which folder below {@code releases/} has the stages of a flavour. */
final class Architectures {
    private static final Map<String, String> FOLDERS = new LinkedHashMap<>();

    static {
        FOLDERS.put("i[3-6]86", "x86");
        FOLDERS.put("aarch64.*", "arm64");
        FOLDERS.put("arm(v[4-7]|64be).*", "arm");
        FOLDERS.put("(ppc|power).*", "ppc");
        FOLDERS.put("rv(32|64)_.*", "riscv");
        FOLDERS.put("sparc64", "sparc");
        FOLDERS.put("s390x", "s390");
        FOLDERS.put("hppa.*", "hppa");
        FOLDERS.put("mips.*", "mips");
        FOLDERS.put("loong.*", "loong");
    }

    private Architectures() {}

    static String folderOf(String flavour) {
        String first = flavour.replaceFirst("-.*", "");
        return FOLDERS.entrySet().stream()
                .filter(e -> first.matches(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(first);
    }
}
