package dev.stave.container.buildah;

import dev.stave.container.ContainerRun;
import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a root file system one that programs can live in: kernel file systems, a few devices, name resolution of its own
 * and the mounts that were asked for. Done by a shell of this host in fresh namespaces, which end with its stdin.
 *
 * @param root          where the container's root is mounted
 * @param mounts        the outer ones first
 * @param network       whether this host's network is shared
 * @param privateFolder of the container; for files that stand in for those of this host
 */
record RootSetup(Path root, List<ContainerRun.Mount> mounts, boolean network, Path privateFolder) {
    static final String READY = "ready ";

    /** The process id is the one that this host sees: /proc is still the host's then. */
    private static final String SCRIPT = """
            set -e
            read -r pid rest < /proc/self/stat
            root=$1; shift
            mkdir -p "$root/proc" "$root/sys" "$root/dev"
            mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
            mount --bind "$root/proc/sys" "$root/proc/sys"
            mount -o remount,bind,ro "$root/proc/sys"
            mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys" 2>/dev/null || mount --rbind /sys "$root/sys"
            mount -t tmpfs -o mode=755,nosuid,noexec tmpfs "$root/dev"
            mkdir "$root/dev/pts" "$root/dev/shm"
            mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
            mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=1g tmpfs "$root/dev/shm"
            for node in null zero full random urandom tty; do
                : > "$root/dev/$node"
                mount --bind "/dev/$node" "$root/dev/$node"
            done
            ln -s /proc/self/fd "$root/dev/fd"
            for number in 0:stdin 1:stdout 2:stderr; do ln -s "fd/${number%:*}" "$root/dev/${number#*:}"; done
            ln -s pts/ptmx "$root/dev/ptmx"
            while [ $# -gt 0 ]; do
                if [ -d "$2" ]; then
                    mkdir -p "$3"
                else
                    mkdir -p "${3%/*}"
                    [ -e "$3" ] || : > "$3"
                fi
                mount --rbind "$2" "$3"
                [ "$1" = rw ] || mount -o remount,bind,ro "$3"
                shift 3
            done
            echo "ready $pid"
            exec cat > /dev/null
            """;

    private static final String LOOPBACK = "ip link set lo up 2>/dev/null || :\n";

    RootSetup {
        mounts = List.copyOf(mounts);
    }

    /** What runs in this host's root file system; it prints {@link #READY} and its process id when all is there. */
    List<String> argv() {
        List<String> words = new ArrayList<>(List.of(
                HostProgram.path("unshare"),
                "--mount",
                "--propagation",
                "slave",
                "--ipc",
                "--pid",
                "--fork",
                "--kill-child"));
        if (!network) {
            words.add("--net");
        }
        words.addAll(
                List.of(HostProgram.path("sh"), "-c", network ? SCRIPT : LOOPBACK + SCRIPT, "sh", root.toString()));
        resolution().forEach(mount -> words.addAll(words(mount)));
        mounts.forEach(mount -> words.addAll(words(mount)));
        return words;
    }

    private List<String> words(ContainerRun.Mount mount) {
        return List.of(
                mount.writable() ? "rw" : "ro",
                mount.source().toAbsolutePath().toString(),
                RootPath.of(root, mount.target()).toString());
    }

    /** Copies, so that what is written there does not reach this host; only where the image has a place for them. */
    private List<ContainerRun.Mount> resolution() {
        List<ContainerRun.Mount> files = new ArrayList<>();
        for (String name : List.of("hosts", "resolv.conf")) {
            Path own = Path.of("/etc", name);
            if (Files.isReadable(own) && Files.isRegularFile(RootPath.of(root, "/etc/" + name))) {
                try {
                    Files.createDirectories(privateFolder);
                    Files.copy(own, privateFolder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new HostException("'" + own + "' could not be copied to '" + privateFolder + "'", "", e);
                }
                files.add(new ContainerRun.Mount(privateFolder.resolve(name), "/etc/" + name, true));
            }
        }
        return files;
    }
}
