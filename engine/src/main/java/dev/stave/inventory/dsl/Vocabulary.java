package dev.stave.inventory.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words of a block: the public methods of its class. */
final class Vocabulary {
    private static final Map<Class<?>, String> TITLES = Map.of(
            RootBlock.class, "the file outside stack('NAME') { … }",
            StackBlock.class, "a stack",
            BuilderBlock.class, "a builder",
            ImageBlock.class, "an image",
            RootfsBlock.class, "rootfs",
            ScanBlock.class, "scan",
            FilesBlock.class, "files",
            MirrorBlock.class, "mirror");

    private final Map<String, List<Method>> methods = new TreeMap<>();

    Vocabulary(Class<?> block) {
        for (Method method : block.getMethods()) {
            if (isWord(method, block)) {
                methods.merge(method.getName(), List.of(method), Vocabulary::joined);
            }
        }
    }

    private static boolean isWord(Method method, Class<?> block) {
        Class<?> owner = method.getDeclaringClass();
        return !method.isSynthetic()
                && (owner == block || (owner != Block.class && Block.class.isAssignableFrom(owner)));
    }

    private static List<Method> joined(List<Method> some, List<Method> more) {
        // a form with named settings is asked first: varargs would take the map for a value
        return java.util.stream.Stream.concat(some.stream(), more.stream())
                .sorted(Comparator.comparing((Method m) -> !startsWithMap(m)).thenComparing(Method::isVarArgs))
                .toList();
    }

    /** What messages call a block. */
    static String title(Class<?> block) {
        return TITLES.getOrDefault(block, "a block");
    }

    static Map<Class<?>, Vocabulary> ofBlocks() {
        Map<Class<?>, Vocabulary> all = new HashMap<>();
        TITLES.keySet().forEach(block -> all.put(block, new Vocabulary(block)));
        return all;
    }

    /** The words of all blocks. */
    static Set<String> everywhere() {
        Set<String> all = new TreeSet<>();
        ofBlocks().values().forEach(vocabulary -> all.addAll(vocabulary.names()));
        return all;
    }

    Set<String> names() {
        return methods.keySet();
    }

    boolean has(String word) {
        return methods.containsKey(word);
    }

    /** The class of the block that this word opens. */
    Optional<Class<?>> opens(String word) {
        return methods.getOrDefault(word, List.of()).stream()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> parameter.getType() == Closure.class)
                .map(Vocabulary::delegate)
                .findFirst();
    }

    private static Class<?> delegate(Parameter parameter) {
        return java.util.Objects.requireNonNull(
                        parameter.getAnnotation(DelegatesTo.class), "every block says what it is")
                .value();
    }

    /**
     * What came of saying a word.
     *
     * @param taken whether a form of the word takes such values
     */
    record Said(boolean taken, @Nullable Object result) {}

    /** Says the word with these values. */
    Said say(Object block, String word, @Nullable Object[] values) {
        for (Method method : methods.getOrDefault(word, List.of())) {
            Optional<@Nullable Object[]> arguments = arguments(method, namedFirst(method, values));
            if (arguments.isPresent()) {
                return new Said(true, invoke(method, block, arguments.get()));
            }
        }
        return new Said(false, null);
    }

    private static @Nullable Object[] namedFirst(Method method, @Nullable Object[] values) {
        int last = values.length - 1;
        if (!startsWithMap(method) || last < 1 || values[0] instanceof Map || !(values[last] instanceof Map)) {
            return values;
        }
        @Nullable Object[] turned = new Object[values.length];
        turned[0] = values[last];
        System.arraycopy(values, 0, turned, 1, last);
        return turned;
    }

    private static boolean startsWithMap(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == Map.class;
    }

    private static Optional<@Nullable Object[]> arguments(Method method, @Nullable Object[] values) {
        Class<?>[] types = method.getParameterTypes();
        int fixed = method.isVarArgs() ? types.length - 1 : types.length;
        if (values.length < fixed || (values.length > fixed && !method.isVarArgs())) {
            return Optional.empty();
        }
        for (int i = 0; i < fixed; i++) {
            if (!takes(types[i], values[i])) {
                return Optional.empty();
            }
        }
        if (!method.isVarArgs()) {
            return Optional.of(values);
        }
        @Nullable Object[] rest = Arrays.copyOfRange(values, fixed, values.length);
        if (rest.length == 0 || Arrays.stream(rest).anyMatch(Closure.class::isInstance)) {
            return Optional.empty();
        }
        @Nullable Object[] arguments = Arrays.copyOf(values, fixed + 1);
        arguments[fixed] = rest;
        return Optional.of(arguments);
    }

    private static boolean takes(Class<?> type, @Nullable Object value) {
        if (type == boolean.class) {
            return value instanceof Boolean;
        }
        return type == Object.class ? !(value instanceof Closure) : type.isInstance(value);
    }

    private static @Nullable Object invoke(Method method, Object block, @Nullable Object[] arguments) {
        try {
            return method.invoke(block, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
