package dev.stave.inventory.dsl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A stack file as it was found.
 *
 * @param folder    where it lies, absolute
 * @param shownAs   how messages name it
 * @param content   its bytes, as text
 * @param variables {@code --var NAME=VALUE} of the command line
 * @param toolchain what compiles and evaluates it
 */
record StackFile(Path folder, String shownAs, String content, Map<String, String> variables, Toolchain toolchain) {
    /** What the compiled classes depend on. */
    String classKey() {
        return hash(List.of("classes", content, toolchain.toString()));
    }

    /** What the model depends on, but for what the stack looks at. */
    String modelKey() {
        return hash(List.of("model", content, toolchain.toString(), folder.toString(), variables.toString()));
    }

    private static String hash(List<String> parts) {
        MessageDigest digest = Hash.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
