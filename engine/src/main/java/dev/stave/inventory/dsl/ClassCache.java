package dev.stave.inventory.dsl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiled stacks that nothing was found wrong with, one file each: whether it is pure, then each class's name and code. */
final class ClassCache {
    private final CacheFolder folder;

    ClassCache(CacheFolder folder) {
        this.folder = folder;
    }

    Optional<Compiled> load(StackFile stack) {
        return folder.read(name(stack)).flatMap(ClassCache::decoded);
    }

    void save(StackFile stack, Compiled compiled) {
        if (compiled.findings().isEmpty()) {
            folder.write(name(stack), encoded(compiled));
        }
    }

    private static String name(StackFile stack) {
        return stack.classKey() + ".classes";
    }

    private static byte[] encoded(Compiled compiled) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBoolean(compiled.pure());
            out.writeInt(compiled.classes().size());
            for (Map.Entry<String, byte[]> each : compiled.classes().entrySet()) {
                out.writeUTF(each.getKey());
                out.writeInt(each.getValue().length);
                out.write(each.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory is always written", e);
        }
        return bytes.toByteArray();
    }

    private static Optional<Compiled> decoded(byte[] content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            boolean pure = in.readBoolean();
            Map<String, byte[]> classes = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
            return Optional.of(new Compiled(classes, pure, List.of()));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
