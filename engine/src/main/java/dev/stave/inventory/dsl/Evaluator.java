package dev.stave.inventory.dsl;

import dev.stave.inventory.Draft;
import dev.stave.model.Origin;
import dev.stave.model.Problem;
import groovy.lang.Binding;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs stack files: here Groovy is loaded. */
final class Evaluator {
    private final @Nullable CacheFolder cache;
    private final PrintStream narration;

    Evaluator(@Nullable CacheFolder cache, PrintStream narration) {
        this.cache = cache;
        this.narration = narration;
    }

    Evaluated evaluate(StackFile stack, Outside outside) {
        Compiled compiled = compiled(stack);
        Evaluation evaluation = new Evaluation(stack.shownAs(), outside);
        evaluation.run(script(compiled));
        List<Problem> found = compiled.findings().stream()
                .map(f -> new Problem(new Origin(stack.shownAs(), f.line()), f.subject(), f.message()))
                .toList();
        Draft draft = evaluation.draft(found);
        return new Evaluated(draft, compiled.pure());
    }

    private Compiled compiled(StackFile stack) {
        if (cache == null) {
            return ScriptCompiler.compile(stack);
        }
        ClassCache classes = new ClassCache(cache);
        return classes.load(stack).orElseGet(() -> {
            Compiled compiled = ScriptCompiler.compile(stack);
            classes.save(stack, compiled);
            return compiled;
        });
    }

    private StackScript script(Compiled compiled) {
        try {
            Class<?> type = new CompiledClasses(compiled.classes()).loadClass(ScriptCompiler.SCRIPT);
            StackScript script = (StackScript) type.getDeclaredConstructor().newInstance();
            // Groovy's println looks for this name before it takes the standard output
            script.setBinding(new Binding(new HashMap<>(Map.of("out", narration))));
            return script;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a stack was compiled to something else than a script", e);
        }
    }

    private static final class CompiledClasses extends ClassLoader {
        private final Map<String, byte[]> classes;

        CompiledClasses(Map<String, byte[]> classes) {
            super(Evaluator.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }
}
