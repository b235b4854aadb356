package dev.stave.packages.binary;

import dev.stave.model.Digest;
import java.nio.charset.StandardCharsets;

/**
 * What binary packages must have in common to be exchanged: a package made for another of these is another package.
 *
 * @param chost    such as {@code x86_64-pc-linux-musl}
 * @param cflags   as make.conf has them
 * @param profile  such as {@code default/linux/amd64/23.0/musl}
 * @param libc     name and slot, such as {@code sys-libs/musl:0}
 * @param compiler name and slot, such as {@code sys-devel/gcc:14}
 * @param signer   the key that signs them; empty where they are not signed
 */
public record AbiKey(String chost, String cflags, String profile, String libc, String compiler, String signer) {
    private static final int HEX = 12;

    /** Packages that are not signed. */
    public AbiKey(String chost, String cflags, String profile, String libc, String compiler) {
        this(chost, cflags, profile, libc, compiler, "");
    }

    /** A name for a folder or a tag: the CHOST for people, and a digest over all. */
    public String name() {
        String all = String.join("\n", chost, String.join(" ", cflags.strip().split("\\s+")), profile, libc, compiler)
                + (signer.isEmpty() ? "" : "\n" + signer);
        String hex = Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex();
        return chost.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + hex.substring(0, HEX);
    }
}
