package dev.stave.inventory.dsl;

import dev.stave.inventory.Draft;
import dev.stave.inventory.StackReader;
import dev.stave.inventory.Surroundings;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code .groovy} stacks. A stack that is only a declaration and was read before comes from the cache, without a
 * class of Groovy being loaded; any other is a program that runs with the rights of this process.
 */
public final class GroovyReader implements StackReader {
    private final @Nullable CacheFolder cache;
    private final PrintStream narration;

    /**
     * @param cacheFolder for compiled classes and evaluated models, made with mode 0700 where it is absent and ignored where
     *                    others may write or read it; null for none
     * @param narration   where {@code println} of a stack goes
     */
    public GroovyReader(@Nullable Path cacheFolder, PrintStream narration) {
        this.cache = cacheFolder == null ? null : new CacheFolder(cacheFolder, userId());
        this.narration = narration;
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.endsWith(".groovy");
    }

    @Override
    public Draft read(Path file, String shownAs, Surroundings around) throws StackException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(file);
        StackFile stack =
                new StackFile(folder, shownAs, content(file, shownAs), around.variables(), Toolchain.current());
        if (cache == null) {
            return new Evaluator(null, narration)
                    .evaluate(stack, new Outside(folder, around))
                    .draft();
        }
        ModelCache models = new ModelCache(cache);
        return models.load(stack, new Outside(folder, around)).orElseGet(() -> {
            Outside outside = new Outside(folder, around);
            Evaluated evaluated = new Evaluator(cache, narration).evaluate(stack, outside);
            if (evaluated.pure() && evaluated.draft().problems().isEmpty()) {
                models.save(stack, evaluated.draft(), outside.reads());
            }
            return evaluated.draft();
        });
    }

    private static String content(Path file, String shownAs) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UsageException(shownAs + ": there is no such file", "name the stack file with -f FILE");
        } catch (CharacterCodingException e) {
            throw refused(shownAs, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw refused(shownAs, "the file cannot be read: " + e.getMessage());
        }
    }

    private static StackException refused(String shownAs, String why) {
        return new StackException(List.of(new Problem(new Origin(shownAs, 0), "", why)));
    }

    private static int userId() {
        try {
            // the numeric id: in a container the user may have no name
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException noProc) {
            return userIdOfHome();
        }
    }

    private static int userIdOfHome() {
        try {
            return (Integer) Files.getAttribute(Path.of(System.getProperty("user.home")), "unix:uid");
        } catch (IOException | UnsupportedOperationException unknown) {
            return -1;
        }
    }
}
