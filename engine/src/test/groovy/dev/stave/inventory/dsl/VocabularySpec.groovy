package dev.stave.inventory.dsl

import dev.stave.inventory.Shape
import dev.stave.inventory.StackShape
import org.codehaus.groovy.runtime.DefaultGroovyMethods
import spock.lang.Specification

class VocabularySpec extends Specification {
    /** What the DSL writes in another way than the YAML form's map. */
    static final Map<String, Map<String, String>> OTHER_WORDS = [
        StackBlock  : [image: 'images', builder: 'builders', host: 'hosts'],
        BuilderBlock: [overlay: 'overlays'],
        ImageBlock  : [testScript: 'test', testLabel: 'test', healthy: 'test'],
    ]

    def "#block.simpleName has a word for every setting of the table, and no other"() {
        given:
        def words = new Vocabulary(block).names().collect { OTHER_WORDS[block.simpleName]?.get(it) ?: it } as Set

        expect:
        words == (settings - given) as Set

        where:
        block        | path                 | given
        StackBlock   | []                   | ['stack', 'vars']
        ScanBlock    | ['scan']             | []
        BuilderBlock | ['builders']         | []
        ImageBlock   | ['images']           | []
        RootfsBlock  | ['images', 'rootfs'] | []
        settings = settingsOf(path)
    }

    def "no word of #type.simpleName is one of Closure's or Object's own"() {
        expect:
        new Vocabulary(type).names().findAll { isTaken(it) } == [] as Set

        where:
        type << [RootBlock, StackBlock, ImageBlock, BuilderBlock, RootfsBlock, ScanBlock, FilesBlock, MirrorBlock, Functions]
    }

    def "words that belong to Groovy are known as such"() {
        expect:
        ['use', 'with', 'call', 'each', 'find', 'println', 'is', 'print', 'toString'].every { isTaken(it) }
    }

    private static boolean isTaken(String word) {
        def own = Closure.methods.any { it.name == word } || Object.methods.any { it.name == word }
        def added = DefaultGroovyMethods.methods.any {
            it.name == word && it.parameterCount > 0 && it.parameterTypes[0] in [Object, Closure]
        }
        own || added
    }

    private static List<String> settingsOf(List<String> path) {
        Shape shape = StackShape.STACK
        path.each { name -> shape = blockOf(blockOf(shape).setting(name).get().shape()) }
        blockOf(shape).names()
    }

    private static Shape.Block blockOf(Shape shape) {
        shape.match({ null }, { blockOf(it.each()) }, { blockOf(it.each()) }, { it }, { it.ways().findResult { way -> blockOf(way) } })
    }
}
