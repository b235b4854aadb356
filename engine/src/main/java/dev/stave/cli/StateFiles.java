package dev.stave.cli;

import dev.stave.model.Inventory;
import dev.stave.run.Ledger;
import dev.stave.state.Journal;
import dev.stave.state.LockFile;
import dev.stave.state.Records;
import dev.stave.state.RunLock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Where what survives a run lies, and how it is called. */
final class StateFiles {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private StateFiles() {}

    /** {@code STACKFILE.lock.json}, beside the stack. */
    static Path lockPath(Path stackFile) {
        return stackFile.resolveSibling(stackFile.getFileName() + ".lock.json");
    }

    /** What this machine remembers of the stack. */
    static Path folder(Environment environment, Inventory inventory, Path stackFile) {
        return Records.folder(environment.home(), inventory.stack(), stackFile);
    }

    static Ledger ledger(Environment environment, Inventory inventory, Path stackFile, String shownAs) {
        String destination = inventory.destination().text();
        LockFile none = LockFile.empty(inventory.stack(), destination);
        LockFile lock = LockFile.read(lockPath(stackFile), shownAs + ".lock.json", none);
        return ledger(environment, inventory, stackFile, lock.of(inventory.stack(), destination));
    }

    /** As if nothing had ever been locked. */
    static Ledger newLedger(Environment environment, Inventory inventory, Path stackFile) {
        LockFile none =
                LockFile.empty(inventory.stack(), inventory.destination().text());
        return ledger(environment, inventory, stackFile, none);
    }

    private static Ledger ledger(Environment environment, Inventory inventory, Path stackFile, LockFile lock) {
        Path folder = folder(environment, inventory, stackFile);
        return new Ledger(lockPath(stackFile), lock, new Records(folder), new Journal(folder.resolve("journal.json")));
    }

    /** Sorts by time and is different for each run. */
    static String newRunId(Instant now) {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return STAMP.format(now) + "-" + HexFormat.of().formatHex(random);
    }

    static RunLock.Holder holder() {
        String since = DateTimeFormatter.ofPattern("HH:mm")
                .withZone(java.time.ZoneId.systemDefault())
                .format(Instant.now());
        return new RunLock.Holder(ProcessHandle.current().pid(), hostName(), since);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }
}
