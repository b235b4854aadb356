package dev.stave.inventory.dsl;

import dev.stave.model.Origin;
import dev.stave.model.Problem;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;

/** What the stack's own code threw, in one sentence. */
record Failure(int line, String sentence) {
    /** @param otherwise the line of the setting that was being said, where the stack trace names none */
    static Failure of(Throwable thrown, int otherwise) {
        int line = otherwise;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (ScriptCompiler.isOfScript(frame.getClassName()) && frame.getLineNumber() > 0) {
                line = frame.getLineNumber();
                break;
            }
        }
        return new Failure(line, sentence(thrown));
    }

    private static String sentence(Throwable thrown) {
        if (thrown instanceof MissingMethodException missing) {
            return "the stack failed: " + name(missing.getType()) + " has no method '" + missing.getMethod()
                    + "' for these values";
        }
        if (thrown instanceof MissingPropertyException missing && missing.getType() != null) {
            return StackScript.class.isAssignableFrom(missing.getType())
                    ? Sentences.unknownName(missing.getProperty(), false)
                    : "the stack failed: " + name(missing.getType()) + " has no property '" + missing.getProperty()
                            + "'";
        }
        if (thrown instanceof StackOverflowError) {
            return "the stack failed: something in it calls itself without end";
        }
        String message = thrown.getMessage() == null ? "" : thrown.getMessage().strip();
        String first = message.lines().findFirst().orElse("");
        return "the stack failed: " + (first.isEmpty() ? thrown.getClass().getSimpleName() : first);
    }

    private static String name(Class<?> type) {
        if (Block.class.isAssignableFrom(type)) {
            return Vocabulary.title(type);
        }
        return ScriptCompiler.isOfScript(type.getName()) ? "the stack" : "a " + type.getSimpleName();
    }

    Problem asProblem(String file) {
        return new Problem(new Origin(file, line), "", sentence);
    }
}
