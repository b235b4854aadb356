package dev.stave.container;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The kernel's capabilities by name (capabilities(7)), in the order of their numbers, and those that this host lacks. */
public final class Capabilities {
    public static final String ALL = "ALL";

    private static final List<String> NAMES = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "KILL",
            "SETGID",
            "SETUID",
            "SETPCAP",
            "LINUX_IMMUTABLE",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_ADMIN",
            "NET_RAW",
            "IPC_LOCK",
            "IPC_OWNER",
            "SYS_MODULE",
            "SYS_RAWIO",
            "SYS_CHROOT",
            "SYS_PTRACE",
            "SYS_PACCT",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_NICE",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "MKNOD",
            "LEASE",
            "AUDIT_WRITE",
            "AUDIT_CONTROL",
            "SETFCAP",
            "MAC_OVERRIDE",
            "MAC_ADMIN",
            "SYSLOG",
            "WAKE_ALARM",
            "BLOCK_SUSPEND",
            "AUDIT_READ",
            "PERFMON",
            "BPF",
            "CHECKPOINT_RESTORE");

    /** What Docker, Podman and buildah grant without being asked. */
    private static final List<String> USUAL = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "SETGID",
            "SETUID",
            "SETPCAP",
            "NET_BIND_SERVICE",
            "NET_RAW",
            "SYS_CHROOT",
            "MKNOD",
            "AUDIT_WRITE",
            "SETFCAP");

    private Capabilities() {}

    /** What {@code ALL} must leave out: an engine asked for a capability that the host withholds starts nothing. */
    public static List<String> withheld() {
        BigInteger bounding = bounding();
        return numbers(bounding)
                .filter(number -> !bounding.testBit(number))
                .mapToObj(NAMES::get)
                .toList();
    }

    /** The usual ones and those, as far as this host has them. */
    public static SortedSet<String> granted(List<String> added) {
        BigInteger bounding = bounding();
        return numbers(bounding)
                .filter(bounding::testBit)
                .mapToObj(NAMES::get)
                .filter(name -> added.contains(ALL) || added.contains(name) || USUAL.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static IntStream numbers(BigInteger bounding) {
        return IntStream.range(0, Math.min(NAMES.size(), bounding.bitLength()));
    }

    /** Zero where it cannot be read. */
    private static BigInteger bounding() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapBnd:"))
                    .map(line ->
                            new BigInteger(line.substring("CapBnd:".length()).strip(), 16))
                    .findFirst()
                    .orElse(BigInteger.ZERO);
        } catch (IOException e) {
            return BigInteger.ZERO;
        }
    }
}
