package dev.stave.inventory.dsl;

import dev.stave.inventory.Words;
import dev.stave.model.Origin;
import java.util.Map;

/** How the DSL's own findings are worded. */
final class Sentences {
    /** How the words are written that are not a name and its values. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("stack", "stack('NAME') { … }"),
            Map.entry("image", "image('NAME') { … }"),
            Map.entry("builder", "builder('NAME') { … }"),
            Map.entry("host", "host 'HOST', ca: 'FILE'"),
            Map.entry("software", "software 'NAME', version: 'VERSION'"),
            Map.entry("overlay", "overlay 'NAME', path: 'FOLDER'"),
            Map.entry("useFlags", "useFlags 'ATOM', '+FLAG', '-FLAG'"),
            Map.entry("copy", "copy 'FILE', to: '/PATH'"),
            Map.entry("test", "test 'PROGRAM', 'ARGUMENT'"),
            Map.entry("testScript", "testScript 'FILE'"),
            Map.entry("testLabel", "testLabel 'LABEL'"),
            Map.entry("healthy", "healthy within: '30s'"),
            Map.entry("tags", "tags newest: 3"),
            Map.entry("files", "files { copy 'FILE', to: '/PATH' }"),
            Map.entry("rootfs", "rootfs { packages 'ATOM' }"),
            Map.entry("env", "env('NAME'), or NAME: 'VALUE' for the image"),
            Map.entry("vars", "vars('NAME')"),
            Map.entry("file", "file('PATH')"),
            Map.entry("glob", "glob('PATTERN')"),
            Map.entry("secret", "secret('NAME')"),
            Map.entry("githubRelease", "githubRelease('OWNER/REPOSITORY')"),
            Map.entry("registryTags", "registryTags('REPOSITORY')"),
            Map.entry("fromFile", "fromFile('FILE')"),
            Map.entry("fromLabel", "fromLabel('LABEL')"),
            Map.entry("fromCommand", "fromCommand('COMMAND', ~/PATTERN/)"),
            Map.entry("fromPackage", "fromPackage('CATEGORY/NAME')"));

    static final String NO_STACK = "no stack is declared; a stack begins with stack('NAME') { … }";

    private Sentences() {}

    /** Whether the word has a form of its own, so that other values cannot be judged as the setting's. */
    static boolean hasForm(String word) {
        return FORMS.containsKey(word);
    }

    static Mistake wrongForm(String word) {
        return new Mistake("'" + word + "' is written " + FORMS.get(word));
    }

    static Mistake twice(String setting, Origin before) {
        return new Mistake(Words.twice(setting, before.line()));
    }

    static String unknownName(String name, boolean inText) {
        return inText
                ? "a double-quoted text names '" + name + "', which is not known here; use single quotes"
                : "unknown name '" + name + "'; a text needs quotes";
    }

    static String brackets(String word) {
        return "'" + word + " […]' is an element of a list to Groovy; write " + word
                + "(['…']), or leave the brackets out";
    }

    /** What a value is, with an article, for a person. */
    static String kindOf(Object value) {
        return value instanceof groovy.lang.Closure
                ? "a block"
                : "a value of type " + value.getClass().getSimpleName();
    }
}
