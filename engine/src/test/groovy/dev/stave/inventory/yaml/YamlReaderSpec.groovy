package dev.stave.inventory.yaml

import dev.stave.inventory.Node
import dev.stave.inventory.Surroundings
import dev.stave.model.EngineException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class YamlReaderSpec extends Specification {
    @TempDir
    Path folder

    def "a file named #name is #read"() {
        expect:
        new YamlReader().reads(name) == (read == 'read')

        where:
        name           | read
        'stack.yaml'   | 'read'
        'STACK.YML'    | 'read'
        'stack.groovy' | 'not read'
        'yaml'         | 'not read'
    }

    def "every scalar keeps its text and says how it was written: #yaml"() {
        when:
        def node = draft("a: $yaml").root().nodes().a

        then:
        node instanceof Node.Text
        [node.value(), node.kind()] == [value, kind]

        where:
        yaml        || value    | kind
        '17.10'     || '17.10'  | Node.Kind.PLAIN
        '0755'      || '0755'   | Node.Kind.PLAIN
        '12:30'     || '12:30'  | Node.Kind.PLAIN
        'yes'       || 'yes'    | Node.Kind.PLAIN
        '2026-11-21' || '2026-11-21' | Node.Kind.PLAIN
        '"true"'    || 'true'   | Node.Kind.TEXT
        "''"        || ''       | Node.Kind.TEXT
        '|\n  x\n'  || 'x\n'    | Node.Kind.TEXT
        '~'         || ''       | Node.Kind.NOTHING
        ''          || ''       | Node.Kind.NOTHING
    }

    def "a value has the line of its key, an element its own"() {
        when:
        def root = draft('''\
            a:
              - 1
              - b:
                  - 2
            c: >
              text
            '''.stripIndent()).root()

        then:
        root.nodes().a.origin().toString() == 'stack.yaml:1'
        root.nodes().a.nodes()*.origin()*.line() == [2, 3]
        root.nodes().a.nodes()[1].nodes().b.origin().line() == 3
        root.nodes().c.origin().line() == 5
    }

    def "a merged value keeps the line it is written on"() {
        expect:
        draft('a: &x\n  k: 1\nb:\n  <<: *x\n').root().nodes().b.nodes().k.origin().line() == 2
    }

    def "what stands twice, a tag and a key that is no text are told, and reading goes on"() {
        expect:
        draft('a: 1\na: 2\nb: !ruby/object x\nc: !!str 5\n[x]: 1\nd: {<<: 5}\n').problems()*.toString() == [
            "stack.yaml:3: the tag '!ruby/object' has no meaning in a stack; leave it out",
            "stack.yaml:4: the tag '!!str' has no meaning in a stack; leave it out",
            "stack.yaml:2: stack: 'a' is set twice, first in line 1",
            "stack.yaml:5: stack: a key must be a text, not a list or a map",
            "stack.yaml:6: stack: '<<' merges a map, or a list of maps"]
    }

    def "what cannot be read is one sentence with its line: #message"() {
        when:
        draft(yaml)

        then:
        def e = thrown(EngineException)
        e.message == message

        where:
        yaml                            || message
        ''                              || "stack.yaml: the file is empty; a stack begins with 'stack: NAME'"
        '# nothing\n'                   || "stack.yaml: the file is empty; a stack begins with 'stack: NAME'"
        '---\n'                         || "stack.yaml: the file is empty; a stack begins with 'stack: NAME'"
        '- a\n'                         || "stack.yaml:1: a stack is a map of settings that begins with 'stack: NAME'"
        'a: 1\n---\nb: 2\n'             || 'stack.yaml:2: a second document starts here; a stack is one document'
        'a: 1\n\tb: 2\n'                || 'stack.yaml:2: not valid YAML: a tab indents this line, where only blanks may'
        'a: b: c\n'                     || 'stack.yaml:1: not valid YAML: mapping values are not allowed here'
        'a: 1\nb: [1, 2\nc: 3\n'        || "stack.yaml:3: not valid YAML: expected ',' or ']', but got : (while parsing a flow sequence that begins in line 2)"
        'a: *x\n'                       || 'stack.yaml:1: not valid YAML: found undefined alias x'
        'a: &x [*x]\n'                  || 'stack.yaml:1: this alias names what it stands in, so that it would have no end'
        'a: "\\u0000\0"\n'              || 'stack.yaml: not valid YAML: special characters are not allowed'
    }

    def "a bomb of anchors is refused before it goes off"() {
        given:
        def bomb = new StringBuilder('a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n')
        (1..9).each { n -> bomb.append("a$n: &a$n [${(["*a${n - 1}"] * 10).join(', ')}]\n") }

        when:
        draft(bomb.toString())

        then:
        def e = thrown(EngineException)
        e.message == 'stack.yaml:1: with its aliases the file has more than 200000 values, no stack needs so many'
    }

    def "a file in another encoding is refused with its line"() {
        given:
        Files.write(folder.resolve('stack.yaml'), 'stack: s\nrelease: caf\u00e9\n'.getBytes('ISO-8859-1'))

        when:
        new YamlReader().read(folder.resolve('stack.yaml'), 'stack.yaml', Surroundings.NONE)

        then:
        def e = thrown(EngineException)
        e.message == 'stack.yaml:2: this line is not UTF-8; save the file as UTF-8'
    }

    def "a byte order mark is no part of the first key"() {
        expect:
        draft('\uFEFFstack: s').root().nodes().keySet() == ['stack'] as Set
    }

    private draft(String yaml) {
        Files.writeString(folder.resolve('stack.yaml'), yaml)
        new YamlReader().read(folder.resolve('stack.yaml'), 'stack.yaml', Surroundings.NONE)
    }
}
