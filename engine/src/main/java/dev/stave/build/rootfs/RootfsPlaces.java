package dev.stave.build.rootfs;

import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where builds from Portage work, and how.
 *
 * @param home           {@code STAVE_HOME}: distfiles, compiled files and failed builds are kept below
 * @param stackFolder    of the stack file
 * @param binaryPackages whether binary packages are used; they are made in any case
 * @param rebuildBuilders whether builders are made anew that are there
 * @param catalyst       the program of this name; null where there is none
 * @param proxies        HTTP_PROXY and its like
 * @param certificates   in PEM, that downloads trust too; empty for none
 */
public record RootfsPlaces(
        Path home,
        Path stackFolder,
        boolean binaryPackages,
        boolean rebuildBuilders,
        @Nullable Path catalyst,
        SortedMap<String, String> proxies,
        String certificates) {
    static final String FAILED = "failed";

    Path distfiles() {
        return home.resolve("distfiles");
    }

    Path ccache() {
        return home.resolve("ccache");
    }

    /** What is kept of a failed build of an image, by its file name. */
    Path failed(String name) {
        return home.resolve(FAILED).resolve(name);
    }
}
