package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the files that a stack names; every complaint goes to the findings, with the setting's line. */
final class StackPaths {
    private final Path folder;
    private final boolean confined;
    private final Findings findings;

    /** @param confined whether no path, and no link, may lead out of the folder */
    StackPaths(Path folder, boolean confined, Findings findings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.confined = confined;
        this.findings = findings;
    }

    /** A path of a setting, as the message about it needs it. */
    record Written(Text text, String subject, String setting) {
        String value() {
            return text.value();
        }
    }

    /** A file that must be there, relative to the stack; its path comes back normal. */
    Optional<String> file(Written written) {
        return relative(written)
                .filter(path -> exists(written, path, Files.isRegularFile(folder.resolve(path)), "file"));
    }

    /** A file that must be there, and whose folder is used with it, unless that is the stack's own. */
    Optional<String> fileWithFolder(Written written) {
        return file(written).filter(path -> {
            Path parent = Path.of(path).getParent();
            boolean leaves = confined && parent != null && leaves(parent);
            if (leaves) {
                complain(
                        written,
                        "a link in '" + parent + "' leads out of the stack's folder, which the policy does not allow");
            }
            return !leaves;
        });
    }

    /** A folder that must be there. */
    Optional<String> folder(Written written) {
        return relative(written)
                .filter(path -> exists(written, path, Files.isDirectory(folder.resolve(path)), "folder"));
    }

    /** A file or a folder that must be there. */
    Optional<String> either(Written written) {
        return relative(written)
                .filter(path -> exists(written, path, Files.exists(folder.resolve(path)), "file or folder"));
    }

    /** A file or folder of the host, which may be absolute, and must be there. */
    Optional<String> ofHost(Written written) {
        return normal(written)
                .filter(path -> exists(written, path, Files.exists(folder.resolve(path)), "file or folder"));
    }

    /** A path that need not lead anywhere yet. */
    Optional<String> relative(Written written) {
        Optional<String> path = normal(written);
        if (path.isPresent() && Path.of(path.get()).isAbsolute()) {
            complain(written, "'" + written.value() + "' is absolute; write it relative to the stack file");
            return Optional.empty();
        }
        return path;
    }

    /** A path that may be absolute and need not lead anywhere yet. */
    Optional<String> normal(Written written) {
        Path path;
        try {
            path = Path.of(written.value()).normalize();
        } catch (InvalidPathException e) {
            complain(written, "'" + written.value() + "' is not a path");
            return Optional.empty();
        }
        if (written.value().isBlank()) {
            complain(written, "the path is empty");
            return Optional.empty();
        }
        if (confined && leaves(path)) {
            complain(
                    written,
                    "'" + written.value() + "' leads out of the stack's folder, which the policy does not allow");
            return Optional.empty();
        }
        String text = path.toString().replace('\\', '/');
        return Optional.of(text.isEmpty() ? "." : text);
    }

    /** The first line of a file that must have one. */
    Optional<String> firstLine(Written written) {
        return file(written).flatMap(path -> {
            try {
                String line = Files.readString(folder.resolve(path), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
                if (line.isEmpty()) {
                    complain(written, "the first line of '" + path + "' is empty");
                }
                return Optional.of(line).filter(text -> !text.isEmpty());
            } catch (IOException e) {
                complain(written, "'" + path + "' cannot be read as UTF-8 text");
                return Optional.empty();
            }
        });
    }

    private boolean exists(Written written, String path, boolean there, String what) {
        if (!there) {
            complain(written, "there is no " + what + " '" + path + "'");
        }
        return there;
    }

    /** Whether the path, or a link on it or below it, leads out of the stack's folder. */
    private boolean leaves(Path path) {
        Path whole = folder.resolve(path).normalize();
        if (!whole.startsWith(folder)) {
            return true;
        }
        try {
            Path home = folder.toRealPath();
            Path there = nearestThatExists(whole);
            if (!there.toRealPath().startsWith(home)) {
                return true;
            }
            boolean glob = path.toString().matches(".*[*?\\[{].*");
            if (!there.equals(whole) && !glob) {
                return false;
            }
            try (Stream<Path> below = Files.walk(there)) {
                return below.filter(Files::isSymbolicLink).anyMatch(link -> !staysIn(home, link));
            }
        } catch (IOException e) {
            // a link that leads nowhere, or what cannot be looked at, is not known to stay inside
            return true;
        }
    }

    private Path nearestThatExists(Path path) {
        Path there = path;
        while (there != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        return there == null ? folder : there;
    }

    private static boolean staysIn(Path home, Path link) {
        try {
            Path target = Files.readSymbolicLink(link);
            return link.toRealPath().startsWith(home) && !target.isAbsolute();
        } catch (IOException e) {
            return false;
        }
    }

    private void complain(Written written, String message) {
        findings.add(written.text().origin(), written.subject(), written.setting() + ": " + message);
    }
}
