package dev.stave.inventory

import dev.stave.fixture.WrongStacks
import dev.stave.inventory.yaml.YamlReader
import spock.lang.Specification

class WrongStackSpec extends Specification {
    def "a YAML stack with a mistake is told so: #name"() {
        expect:
        WrongStacks.told(new YamlReader(), name, 'yaml') == WrongStacks.expected(name, 'yaml')

        where:
        name << WrongStacks.names('yaml')
    }

    def "every case says what is to be told, in YAML, in Groovy, or in both"() {
        expect:
        def told = WrongStacks.FOLDER.toFile().list().findAll { it.endsWith('.expected') }.collect { it - '.expected' }.sort()
        told == (WrongStacks.names('yaml') + WrongStacks.names('groovy')).unique().sort()
    }
}
