package dev.stave.packages.binary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A folder of this host, which a web server may offer. */
record FolderPlace(Path folder) implements IndexedPlace {
    @Override
    public Optional<String> index() throws IOException {
        Path file = folder.resolve(PackagesIndex.NAME);
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void add(Path staged) throws IOException {
        for (String path : Links.packages(staged)) {
            Path target = folder.resolve(path);
            Files.createDirectories(target.getParent());
            Path draft = target.resolveSibling("." + target.getFileName() + ".part");
            Files.copy(
                    staged.resolve(path),
                    draft,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        PackagesIndex.in(staged).write(folder);
    }
}
