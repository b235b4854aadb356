package dev.stave.inventory.dsl

import dev.stave.inventory.Draft
import dev.stave.inventory.Node
import dev.stave.inventory.Surroundings
import dev.stave.model.StackException

import java.nio.file.Files
import java.nio.file.Path

/** Writes a stack into a folder, reads it, and shows what came of it as plain values. */
class StackText {
    final Path folder
    final Path cache
    final ByteArrayOutputStream narration = new ByteArrayOutputStream()
    Map<String, String> environment = [:]
    Map<String, String> variables = [:]

    StackText(Path folder, Path cache = null) {
        this.folder = folder
        this.cache = cache
    }

    Draft read(String text) {
        Path file = Files.writeString(folder.resolve('stack.groovy'), text)
        new GroovyReader(cache, new PrintStream(narration, true)).read(file, 'stack.groovy', around())
    }

    Surroundings around() {
        new Surroundings(new TreeMap<>(environment), new TreeMap<>(variables))
    }

    /** Everything that was declared. */
    Map<String, Object> values(String text) {
        values(read(text).root()) as Map<String, Object>
    }

    /** What is said about a text that is wrong. */
    List<String> problems(String text) {
        try {
            read(text).problems()*.toString().sort()
        } catch (StackException e) {
            e.problems()*.toString().sort()
        }
    }

    static Object values(Node node) {
        node.match(
            { it.kind() == Node.Kind.TEXT ? it.value() : it.kind() == Node.Kind.NOTHING ? null : "${it.kind()} ${it.value()}".toString() },
            { it.nodes().collect { values(it) } },
            { it.nodes().collectEntries { name, value -> [name, values(value)] } })
    }

    /** Lines of everything that was declared, by path. */
    static Map<String, Integer> lines(Node node, String path = '') {
        Map<String, Integer> all = path ? [(path): node.origin().line()] : [:]
        node.match(
            { all },
            { items -> items.nodes().eachWithIndex { each, i -> all.putAll(lines(each, "$path.$i")) }; all },
            { fields -> fields.nodes().each { name, each -> all.putAll(lines(each, path ? "$path.$name" : name)) }; all })
    }
}
