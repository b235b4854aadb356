package dev.stave.inventory.dsl

import dev.stave.fixture.WrongStacks
import dev.stave.inventory.InventoryLoader
import dev.stave.inventory.LoadOptions
import dev.stave.inventory.Surroundings
import dev.stave.inventory.yaml.YamlReader
import spock.lang.Specification

import java.nio.file.Path

class BothFormsSpec extends Specification {
    def "a stack with #what means the same in both forms"() {
        given:
        def folder = Path.of(getClass().getResource("/stacks/$name").toURI())
        def loader = new InventoryLoader([new YamlReader(), new GroovyReader(null, System.err)])
        def load = { loader.load(folder.resolve(it), 'stack', LoadOptions.of(Surroundings.NONE)) }

        when:
        def groovy = load('stack.groovy').toString()
        def yaml = load('stack.yaml').toString()

        then:
        withoutLines(groovy) == withoutLines(yaml)
        groovy.contains(image)

        where:
        what                                      | name      || image
        'one image of each kind'                  | 'shop'    || 'web/busybox'
        'every word of builds from Portage'       | 'portage' || 'sizeBudget=20971520'
    }

    def "a Groovy stack with a mistake is told so: #name"() {
        expect:
        WrongStacks.told(new GroovyReader(null, System.err), name, 'groovy') == WrongStacks.expected(name, 'groovy')

        where:
        name << WrongStacks.names('groovy')
    }

    private static String withoutLines(String inventory) {
        inventory.replaceAll(/Origin\[[^\]]*\]|stack:\d+/, '@')
    }
}
