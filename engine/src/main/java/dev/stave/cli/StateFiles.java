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
    /** Of a lock's name, after the stack file's. */
    static final String SUFFIX = ".lock.json";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private StateFiles() {}

    /** What this machine remembers of the stack that has this lock. */
    static Path folder(Environment environment, Inventory inventory, Path lockPath) {
        return Records.folder(environment.home(), inventory.stack(), stackFile(lockPath));
    }

    /** The stack file that a lock lies beside, whether or not it exists; the lock itself where it is called otherwise. */
    static Path stackFile(Path lockPath) {
        String name = String.valueOf(lockPath.getFileName());
        boolean isUsual = name.endsWith(SUFFIX) && name.length() > SUFFIX.length();
        return isUsual ? lockPath.resolveSibling(name.substring(0, name.length() - SUFFIX.length())) : lockPath;
    }

    static Ledger ledger(Environment environment, Inventory inventory, Path lockPath, String shownAs) {
        String destination = inventory.destination().text();
        LockFile none = LockFile.empty(inventory.stack(), destination);
        LockFile lock = LockFile.read(lockPath, shownAs, none);
        return ledger(environment, inventory, lockPath, lock.of(inventory.stack(), destination));
    }

    /** As if nothing had ever been locked. */
    static Ledger newLedger(Environment environment, Inventory inventory, Path lockPath) {
        LockFile none =
                LockFile.empty(inventory.stack(), inventory.destination().text());
        return ledger(environment, inventory, lockPath, none);
    }

    private static Ledger ledger(Environment environment, Inventory inventory, Path lockPath, LockFile lock) {
        Path folder = folder(environment, inventory, lockPath);
        return new Ledger(lockPath, lock, new Records(folder), new Journal(folder.resolve("journal.json")));
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
