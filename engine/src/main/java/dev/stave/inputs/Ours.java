package dev.stave.inputs;

import dev.stave.model.ImageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Stave itself writes beside a stack, by path relative to the stack's folder. It never counts as an input, else
 * every run would change what the next one sees.
 */
public final class Ours implements Predicate<String> {
    private static final Pattern LOCK = Pattern.compile("[^/]+\\.(groovy|ya?ml)\\.lock(\\.json)?");
    private static final Pattern DOCUMENTATION = Pattern.compile("(.*/)?PACKAGES\\.md|packages(/.+)?/[^/]+\\.md");
    private static final Pattern LAYOUT = Pattern.compile("images/(oci-layout|index\\.json|\\.lock|blobs(/.*)?)");
    private static final Pattern FOLDERS = Pattern.compile("images|packages(/[^/.]+)?");

    private final Path stackFolder;
    private final @Nullable String imageFolder;
    private final boolean rootfs;
    private final boolean hasLayout;

    public Ours(Path stackFolder, ImageSpec image) {
        this.stackFolder = stackFolder;
        this.imageFolder = image.folder() == null ? null : FileSearch.normal(image.folder());
        this.rootfs = image.source().match(r -> true, d -> false, s -> false, f -> false, m -> false);
        this.hasLayout = Files.exists(stackFolder.resolve("images/oci-layout"));
    }

    @Override
    public boolean test(String path) {
        return LOCK.matcher(path).matches()
                || DOCUMENTATION.matcher(path).matches()
                || (hasLayout && LAYOUT.matcher(path).matches())
                || isFolderOfOurs(path)
                || isBuildResult(path);
    }

    /** A folder that may be there for our files alone does not count itself; what else is in it does. */
    private boolean isFolderOfOurs(String path) {
        return FOLDERS.matcher(path).matches()
                && (hasLayout || path.startsWith("packages"))
                && Files.isDirectory(stackFolder.resolve(path));
    }

    private boolean isBuildResult(String path) {
        if (imageFolder == null || !path.startsWith(imageFolder + "/")) {
            return false;
        }
        String name = path.substring(imageFolder.length() + 1);
        if (name.equals("rootfs.tar")) {
            return true;
        }
        return rootfs
                && (name.endsWith(".log")
                        || (name.equals("Dockerfile") && Files.exists(stackFolder.resolve(path + ".template"))));
    }
}
