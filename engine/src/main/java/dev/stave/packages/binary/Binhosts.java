package dev.stave.packages.binary;

import dev.stave.process.ProcessRunner;
import dev.stave.registry.Registry;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens binhosts by the addresses that a stack gives. */
public final class Binhosts {
    private static final Pattern REGISTRY = Pattern.compile("oci://([^/]+)/(.+)");
    private static final Pattern SSH = Pattern.compile("ssh://([^/:]+)(?::([0-9]+))?(/.+)");

    private final ProcessRunner processes;
    private final Function<String, Registry> registries;

    /** @param registries opens a registry by its host */
    public Binhosts(ProcessRunner processes, Function<String, Registry> registries) {
        this.processes = processes;
        this.registries = registries;
    }

    /**
     * A place to push to: {@code oci://HOST/REPOSITORY}, {@code ssh://[USER@]HOST[:PORT]/PATH}, {@code
     * rsync://HOST/MODULE/PATH}, {@code file:///PATH} or an absolute path.
     */
    public Binhost open(String address) {
        Optional<RegistryBinhost> registry = registry(address);
        if (registry.isPresent()) {
            return registry.get();
        }
        String trimmed = address.replaceFirst("/+$", "");
        Matcher ssh = SSH.matcher(trimmed);
        if (ssh.matches()) {
            String shell = "ssh -o BatchMode=yes" + (ssh.group(2) == null ? "" : " -p " + ssh.group(2));
            return rsync(address, ssh.group(1) + ":" + ssh.group(3), shell);
        }
        if (trimmed.startsWith("rsync://")) {
            return rsync(address, trimmed, "");
        }
        if (trimmed.startsWith("file:///") || trimmed.startsWith("/")) {
            Path folder = trimmed.startsWith("/") ? Path.of(trimmed) : Path.of(URI.create(trimmed));
            return new IndexedBinhost(address, key -> new FolderPlace(folder.resolve(key.name())));
        }
        throw new BinhostException(
                "binary packages cannot be pushed to '" + address + "'",
                "give oci://HOST/REPOSITORY, ssh://HOST/PATH, rsync://HOST/MODULE or an absolute path",
                null);
    }

    /** A registry's repository to fetch from; empty where the address is of another kind. */
    public Optional<RegistryBinhost> registry(String address) {
        Matcher matcher = REGISTRY.matcher(address);
        return matcher.matches()
                ? Optional.of(new RegistryBinhost(registries.apply(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    private Binhost rsync(String address, String target, String shell) {
        return new IndexedBinhost(address, key -> new RsyncPlace(processes, target + "/" + key.name(), shell));
    }
}
