package dev.stave.inventory.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What besides the stack decides how it is compiled and evaluated.
 *
 * @param engine the engine's version and what tells its builds apart
 * @param groovy Groovy's version
 * @param jdk    Java's feature number
 */
record Toolchain(String engine, String groovy, int jdk) {
    private static final String GROOVY_RELEASE = "/META-INF/groovy-release-info.properties";

    /** That of this process; no class of Groovy is loaded for it. */
    static Toolchain current() {
        return new Toolchain(
                engineIdentity(), groovyVersion(), Runtime.version().feature());
    }

    private static String groovyVersion() {
        try (InputStream in = Toolchain.class.getResourceAsStream(GROOVY_RELEASE)) {
            Properties release = new Properties();
            if (in != null) {
                release.load(in);
            }
            return release.getProperty("ImplementationVersion", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String engineIdentity() {
        CodeSource source = Toolchain.class.getProtectionDomain().getCodeSource();
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (Files.isRegularFile(place)) {
                return stamp(place);
            }
            try (Stream<Path> classes = Files.walk(place.resolve("dev/stave/inventory"))) {
                TreeSet<String> stamps = new TreeSet<>();
                for (Path file : classes.filter(Files::isRegularFile).toList()) {
                    stamps.add(stamp(file));
                }
                return stamps.stream().collect(Collectors.joining("\n"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the engine's own classes cannot be read at " + source.getLocation(), e);
        }
    }

    /** Changes with each installation, also of a build whose file times are fixed. */
    private static String stamp(Path file) throws IOException {
        return List.of(
                        file.toAbsolutePath(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toMillis(),
                        Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
                .toString();
    }
}
