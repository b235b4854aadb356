package dev.stave.packages.binary;

import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder of another host, by rsync(1): its own protocol, or ssh. Nobody is asked for a password.
 *
 * @param target as rsync takes it, without a slash at the end
 * @param shell  the remote shell; empty for rsync's own protocol
 */
record RsyncPlace(ProcessRunner processes, String target, String shell) implements IndexedPlace {
    /** Some files were not there to be sent. */
    private static final Set<Integer> ABSENT = Set.of(23, 24);

    @Override
    public Optional<String> index() throws IOException {
        Path copy = Files.createTempFile("stave-", ".packages");
        try {
            Files.delete(copy);
            ProcessResult result =
                    run(List.of("--ignore-missing-args", target + "/" + PackagesIndex.NAME, copy.toString()));
            if (!result.succeeded() && !ABSENT.contains(result.exitCode())) {
                throw new IOException(result.lastLines(1));
            }
            return Files.exists(copy) ? Optional.of(Files.readString(copy)) : Optional.empty();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public void add(Path staged) throws IOException {
        send(List.of("--recursive", "--mkpath", "--exclude=/" + PackagesIndex.NAME, staged + "/", target + "/"));
        send(List.of(staged.resolve(PackagesIndex.NAME).toString(), target + "/"));
    }

    private void send(List<String> arguments) throws IOException {
        ProcessResult result = run(arguments);
        if (!result.succeeded()) {
            throw new IOException(result.lastLines(1));
        }
    }

    private ProcessResult run(List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("rsync", "--times", "--chmod=D755,F644"));
        if (!shell.isEmpty()) {
            argv.add("--rsh=" + shell);
        }
        argv.addAll(arguments);
        return processes.run(Command.of(argv));
    }
}
