package dev.stave.docs

import dev.stave.inventory.Setting
import dev.stave.inventory.Shape
import dev.stave.inventory.StackShape

/** The table of settings in docs/stack.md, as the code has it. */
class SettingsTable {
    /** What a name of the writer's choice is called in a path. */
    private static final Map<String, String> NAMES = [hosts: 'HOST', software: 'NAME', builders: 'NAME', images: 'NAME', overlays: 'NAME']

    static String markdown() {
        (['| setting | value | meaning |', '|---|---|---|'] + rows(StackShape.STACK, '')).join('\n')
    }

    private static List<String> rows(Shape shape, String path) {
        shape.match(
            { [] },
            { rows(it.each(), path) },
            { rows(it.each(), path + NAMES.getOrDefault(path.tokenize('.')[-1], 'NAME') + '.') },
            { block -> isSecret(block) ? [] : block.settings().collectMany { rows(it, path) } },
            { either -> either.ways().collectMany { rows(it, path) } })
    }

    private static List<String> rows(Setting setting, String path) {
        def name = path + setting.name()
        // the image's own words for these are those of the stack
        def inner = path == 'images.NAME.' && setting.name() == 'scan' ? [] : rows(setting.shape(), name + '.')
        ["| `$name` | ${value(setting.shape())}${setting.required() ? ', required' : ''} | ${setting.doc()} |" as String] + inner
    }

    private static String value(Shape shape) {
        shape.match(
            { it.choices().isEmpty() ? it.type().noun() : it.choices().collect { c -> "`$c`" }.join(' ') },
            { value(it.each()) == 'a text' ? 'texts' : 'a list of: ' + value(it.each()) },
            { 'a map of names' },
            { isSecret(it) ? 'a secret' : 'a map' },
            { it.ways().collect { way -> value(way) }.unique().join(', or ') })
    }

    private static boolean isSecret(Shape.Block block) {
        block.names() == ['secret']
    }
}
