package dev.stave.docs

import com.networknt.schema.InputFormat
import com.networknt.schema.SchemaRegistry
import com.networknt.schema.SpecificationVersion
import dev.stave.cli.InProcess
import dev.stave.inventory.SchemaWriter
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class ExampleStacksSpec extends Specification {
    static final Path STACKS = Pages.top().resolve('stacks')

    @TempDir @Shared Path home

    def "#stack is well-formed and can be planned without any registry"() {
        expect:
        run('validate', '-f', stack) == 0
        run('plan', '--offline', '-f', stack) == 0

        where:
        stack << stacks(/.*\.(groovy|yaml)/)
    }

    def "#stack fits the schema"() {
        given:
        def schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(new SchemaWriter().write())

        expect:
        schema.validate(Files.readString(STACKS.resolve(stack)), InputFormat.YAML)*.toString() == []

        where:
        stack << stacks(/.*\.yaml/)
    }

    private int run(String... words) {
        new InProcess(STACKS, home).run(words as List)
    }

    private static List<String> stacks(String name) {
        STACKS.toFile().listFiles().findAll { it.directory }.sort().collectMany { folder ->
            folder.list().findAll { it ==~ /stack\.(groovy|yaml)/ && it ==~ name }.sort().collect { "$folder.name/$it" as String }
        }
    }
}
