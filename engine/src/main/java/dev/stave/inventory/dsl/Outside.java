package dev.stave.inventory.dsl;

import dev.stave.inventory.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stack may look at, with every look recorded, absences and listings included, so that a cached model is known to
 * be still true.
 */
final class Outside {
    private final Path folder;
    private final Surroundings around;
    private final Set<OutsideRead> reads = new LinkedHashSet<>();

    /** @param folder where the stack file lies: what paths and patterns are relative to */
    Outside(Path folder, Surroundings around) {
        this.folder = folder;
        this.around = around;
    }

    Optional<String> environment(String name) {
        return recorded(OutsideRead.Kind.ENVIRONMENT, name, around.environment().get(name));
    }

    Optional<String> variable(String name) {
        return recorded(OutsideRead.Kind.VARIABLE, name, around.variables().get(name));
    }

    /** The text of a file; empty where there is none. */
    Optional<String> file(String path) {
        return recorded(OutsideRead.Kind.FILE, path, textOf(path));
    }

    /** The files below the stack's folder that the pattern fits, sorted, relative, with slashes; links are not followed. */
    List<String> glob(String pattern) {
        List<String> found = listing(pattern);
        recorded(OutsideRead.Kind.LISTING, pattern, String.join("\0", found));
        return found;
    }

    /** Everything looked at so far, in the order of the first look. */
    List<OutsideRead> reads() {
        return List.copyOf(reads);
    }

    /** Whether looking again gives the same answer. */
    boolean stillAnswers(OutsideRead read) {
        String now =
                switch (read.kind()) {
                    case ENVIRONMENT -> around.environment().get(read.name());
                    case VARIABLE -> around.variables().get(read.name());
                    case FILE -> textOf(read.name());
                    case LISTING -> String.join("\0", listing(read.name()));
                };
        return java.util.Objects.equals(digestOf(now), read.answer());
    }

    private Optional<String> recorded(OutsideRead.Kind kind, String name, @Nullable String answer) {
        reads.add(new OutsideRead(kind, name, digestOf(answer)));
        return Optional.ofNullable(answer);
    }

    private static @Nullable String digestOf(@Nullable String text) {
        return text == null ? null : Hash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String textOf(String path) {
        try {
            return new String(Files.readAllBytes(folder.resolve(path)), StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private List<String> listing(String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        // "**/x" is meant to find x in the folder itself too, as everywhere else
        PathMatcher here = pattern.startsWith("**/")
                ? FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(3))
                : matcher;
        List<String> found = new ArrayList<>();
        Path from = folder.resolve(fixedPart(pattern)).normalize();
        if (!Files.isDirectory(from)) {
            return found;
        }
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Path relative = folder.relativize(file);
                    if (matcher.matches(relative) || here.matches(relative)) {
                        found.add(relative.toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + pattern + ": " + e.getMessage(), e);
        }
        found.sort(null);
        return found;
    }

    /** The folders before the first wildcard: nothing outside them is walked. */
    private static String fixedPart(String pattern) {
        int end = 0;
        for (int i = 0; i < pattern.length() && "*?[{\\".indexOf(pattern.charAt(i)) < 0; i++) {
            end = pattern.charAt(i) == '/' ? i : end;
        }
        return pattern.substring(0, end);
    }
}
