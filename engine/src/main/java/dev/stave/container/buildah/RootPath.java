package dev.stave.container.buildah;

import dev.stave.container.ContainerException;
import dev.stave.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of a root file system as those who live in it see them: no link leads out of it. */
final class RootPath {
    private static final int LINKS = 40;

    private RootPath() {}

    /** Where an absolute path inside lies for this host, every link followed; it need not be there. */
    static Path of(Path root, String inside) {
        Deque<Path> left = new ArrayDeque<>();
        Path.of(inside).forEach(left::add);
        Path at = root;
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.removeFirst().toString();
            Path next = at.resolve(name);
            if (name.equals("..")) {
                at = at.equals(root) ? root : at.resolveSibling("");
            } else if (Files.isSymbolicLink(next)) {
                if (++links > LINKS) {
                    throw new ContainerException("'" + inside + "' of a container has links in a circle", "", null);
                }
                Path target = read(next);
                at = target.isAbsolute() ? root : at;
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    left.addFirst(target.getName(i));
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                at = next;
            }
        }
        return at;
    }

    private static Path read(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new HostException("'" + link + "' could not be read: " + e.getMessage(), "", e);
        }
    }
}
