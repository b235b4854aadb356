package dev.stave.inventory

import com.networknt.schema.InputFormat
import com.networknt.schema.SchemaRegistry
import com.networknt.schema.SpecificationVersion
import dev.stave.fixture.WrongStacks
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

class SchemaWriterSpec extends Specification {
    @Shared
    def schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(new SchemaWriter().write())

    def "the schema accepts the stack of the design, and one with every word of builds from Portage"() {
        expect:
        errors(Files.readString(Path.of(WrongStacks.getResource("/stacks/$name/stack.yaml").toURI()))) == []

        where:
        name << ['shop', 'portage']
    }

    def "the schema refuses what the table refuses: #name"() {
        expect:
        errors(Files.readString(WrongStacks.FOLDER.resolve(name + '.yaml'))) != []

        where:
        name << ['setting-of-stack', 'setting-of-image', 'setting-of-rootfs', 'setting-of-scan', 'setting-of-host',
                 'setting-of-builder', 'setting-of-dockerfile', 'setting-like-no-other', 'map-for-list', 'truth',
                 'truth-in-quotes', 'number', 'duration', 'platform', 'mode-and-owner', 'path-inside', 'severity',
                 'on-change', 'no-value', 'secret-as-build-argument', 'secret-in-environment', 'secret-as-text',
                 'software-without-version', 'stack-without-name', 'all-at-once']
    }

    def "what only the whole stack shows is not the schema's: #name"() {
        expect:
        errors(Files.readString(WrongStacks.FOLDER.resolve(name + '.yaml'))) == []

        where:
        name << ['parent', 'circle-of-parents', 'two-sources', 'no-source', 'mirror-without-tag', 'unknown-variables']
    }

    def "every setting of the table has a line that says what it is"() {
        expect:
        withoutDoc(StackShape.STACK) == []
    }

    private List<String> errors(String yaml) {
        schema.validate(yaml, InputFormat.YAML)*.toString()
    }

    private static List<String> withoutDoc(Shape shape) {
        shape.match(
            { [] },
            { withoutDoc(it.each()) },
            { withoutDoc(it.each()) },
            { block -> block.settings().collectMany { (it.doc().endsWith('.') ? [] : [it.name()]) + withoutDoc(it.shape()) } },
            { either -> either.ways().collectMany { withoutDoc(it) } })
    }
}
