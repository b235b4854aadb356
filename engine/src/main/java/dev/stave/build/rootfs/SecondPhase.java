package dev.stave.build.rootfs;

import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Source;
import dev.stave.oci.PlatformImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the image of a root by a Dockerfile, in whose context the root lies as {@code rootfs.tar}. What a template of
 * kubler's has in it is replaced: {@code ${IMAGE_PARENT}}, {@code ${NAMESPACE}}, {@code ${TAG}} and the build's own
 * variables; everything else stays for the Dockerfile to know.
 */
final class SecondPhase {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    private final Builder dockerfiles;

    SecondPhase(Builder dockerfiles) {
        this.dockerfiles = dockerfiles;
    }

    /** @param context holds {@code rootfs.tar}, and nothing else yet */
    PlatformImage build(BuildOrder order, String dockerfile, SortedMap<String, String> variables, Path context) {
        Path file = order.stackFolder().resolve(dockerfile);
        try {
            Path folder = Path.of(dockerfile).getParent();
            if (folder != null) {
                copy(order.stackFolder().resolve(folder), context);
            }
            Files.writeString(context.resolve("Dockerfile"), filled(Files.readString(file), order, variables));
            Path work = Files.createDirectories(context.resolveSibling("second-work"));
            Source source = new Source.Dockerfile("Dockerfile", ".", new TreeMap<>(), null, new TreeMap<>(), false);
            ImageSpec image = order.image().with(source);
            return dockerfiles.build(order.of(image).in(context, work));
        } catch (IOException e) {
            throw OrderFolder.unwritten(context, e);
        } catch (UncheckedIOException e) {
            throw OrderFolder.unwritten(context, java.util.Objects.requireNonNull(e.getCause()));
        }
    }

    static String filled(String template, BuildOrder order, SortedMap<String, String> variables) {
        SortedMap<String, String> known = new TreeMap<>(variables);
        ImageName name = order.image().name();
        known.put("IMAGE_PARENT", order.parent() == null ? "scratch" : "${BASE}");
        known.put("NAMESPACE", name.section());
        known.put("TAG", order.version());
        known.putIfAbsent("MAINTAINER", "");
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), found.group())));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else if (!one.getFileName().toString().equals("rootfs.tar")) {
                    Files.copy(
                            one,
                            target,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }
}
