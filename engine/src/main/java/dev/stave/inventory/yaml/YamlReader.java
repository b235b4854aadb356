package dev.stave.inventory.yaml;

import dev.stave.inventory.Draft;
import dev.stave.inventory.StackReader;
import dev.stave.inventory.Surroundings;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import dev.stave.model.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads {@code *.yaml} and {@code *.yml}: one document of YAML 1.1 as snakeyaml parses it, without tags, its plain
 * scalars kept as they are written.
 */
public final class YamlReader implements StackReader {
    @Override
    public boolean reads(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    @Override
    public Draft read(Path file, String shownAs, Surroundings around) throws StackException {
        return new YamlDocument(shownAs).read(text(file, shownAs));
    }

    private static String text(Path file, String shownAs) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UsageException(shownAs + ": there is no such file", "name the stack file with -f FILE");
        } catch (IOException e) {
            throw new UsageException(shownAs + ": the file cannot be read: " + e.getMessage(), "");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new StackException(List.of(new Problem(
                    new Origin(shownAs, wrongLine(bytes)), "", "this line is not UTF-8; save the file as UTF-8")));
        }
    }

    private static int wrongLine(byte[] bytes) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                if (!isUtf8(ByteBuffer.wrap(bytes, start, i - start))) {
                    return line;
                }
                line++;
                start = i + 1;
            }
        }
        return 0;
    }

    private static boolean isUtf8(ByteBuffer line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(line);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
