package dev.stave.inventory.dsl

import dev.stave.inventory.Draft
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions

class CacheSpec extends Specification {
    static final String PURE = '''stack('s') {
        def names = ['a', 'b'].collect { it.toUpperCase() }
        names.each { image(it) { version env('V', '1') + vars('W', ''); labels f: file('f', ''), g: glob('g/*').join(',') } }
    }'''

    @TempDir
    Path folder

    Path cache
    StackText stack

    def setup() {
        cache = folder.resolve('deep/cache')
        stack = new StackText(folder, cache)
        Files.createDirectory(folder.resolve('g'))
    }

    List<Path> kept(String kind) {
        Files.isDirectory(cache) ? cache.toFile().listFiles().findAll { it.name.endsWith(kind) }*.toPath() : []
    }

    /** Whether a model is taken from the cache shows by a mark that is put into it there. */
    void mark() {
        kept('.model').each { file ->
            def content = new String(Files.readAllBytes(file)).substring(64).replace('"s"', '"from the cache"').bytes
            Files.write(file, (Hash.of(content) + new String(content)).bytes)
        }
    }

    boolean hit(Draft draft) {
        StackText.values(draft.root()).stack == 'from the cache'
    }

    def "a stack that only declares is evaluated once, and its model equals what was evaluated, lines included"() {
        given:
        def first = stack.read(PURE)

        expect:
        stack.read(PURE) == first

        when:
        mark()

        then:
        hit(stack.read(PURE))
    }

    def "a kept model names the file as it is shown this time"() {
        given:
        stack.read(PURE)

        when:
        def draft = new GroovyReader(cache, System.err).read(folder.resolve('stack.groovy'), 'else/where.groovy', stack.around())

        then:
        draft.root().origin().toString() == 'else/where.groovy:1'
    }

    def "a model is not taken when #changed"() {
        given:
        stack.read(PURE)
        mark()

        when:
        change(stack)

        then:
        !hit(stack.read(text))

        where:
        changed                              | text       | change
        'the script is another'              | PURE + ' ' | { }
        'a variable of the environment came' | PURE       | { it.environment = [V: '2'] }
        'a variable was given'               | PURE       | { it.variables = [W: '2'] }
        'a variable nobody read was given'   | PURE       | { it.variables = [X: '2'] }
        'a file came that was absent'        | PURE       | { Files.writeString(it.folder.resolve('f'), 'x') }
        'a listing grew'                     | PURE       | { Files.writeString(it.folder.resolve('g/x'), '') }
    }

    def "a model is taken again when the outside is as it was"() {
        given:
        stack.environment = [V: '1', OTHER: 'x']
        stack.read(PURE)
        mark()

        when:
        stack.environment = [V: '1', OTHER: 'y']

        then:
        hit(stack.read(PURE))
    }

    def "#part decides which classes and which model are meant"() {
        given:
        def plain = new StackFile(Path.of('/f'), 'stack.groovy', 'text', [a: 'b'], new Toolchain('engine', '5.1.3', 17))

        expect:
        (other.classKey() == plain.classKey()) == sameClasses
        (other.modelKey() == plain.modelKey()) == sameModel

        where:
        part             | other                                                                                                              || sameClasses | sameModel
        'nothing'        | new StackFile(Path.of('/f'), 'stack.groovy', 'text', [a: 'b'], new Toolchain('engine', '5.1.3', 17))                || true        | true
        'how it is named' | new StackFile(Path.of('/f'), 'other', 'text', [a: 'b'], new Toolchain('engine', '5.1.3', 17))                      || true        | true
        'the folder'     | new StackFile(Path.of('/g'), 'stack.groovy', 'text', [a: 'b'], new Toolchain('engine', '5.1.3', 17))                || true        | false
        'the script'     | new StackFile(Path.of('/f'), 'stack.groovy', 'texts', [a: 'b'], new Toolchain('engine', '5.1.3', 17))               || false       | false
        'a variable'     | new StackFile(Path.of('/f'), 'stack.groovy', 'text', [a: 'c'], new Toolchain('engine', '5.1.3', 17))                || true        | false
        'the engine'     | new StackFile(Path.of('/f'), 'stack.groovy', 'text', [a: 'b'], new Toolchain('engine2', '5.1.3', 17))               || false       | false
        'Groovy'         | new StackFile(Path.of('/f'), 'stack.groovy', 'text', [a: 'b'], new Toolchain('engine', '5.1.4', 17))                || false       | false
        'Java'           | new StackFile(Path.of('/f'), 'stack.groovy', 'text', [a: 'b'], new Toolchain('engine', '5.1.3', 25))                || false       | false
    }

    def "the toolchain tells Groovy's version without loading Groovy, and Java's"() {
        expect:
        with(Toolchain.current()) {
            groovy() == GroovySystem.version
            jdk() == Runtime.version().feature()
            engine() == Toolchain.current().engine()
        }
    }

    def "a stack that does more is compiled once and evaluated each time: #text"() {
        when:
        stack.read("stack('s') { $text }")
        stack.read("stack('s') { $text }")

        then:
        kept('.model') == []
        kept('.classes').size() == 1

        where:
        text << [
            "println 'x'",
            "release new Date().toString()",
            "release System.currentTimeMillis().toString()",
            "release \"\${System.getenv('HOME')}\"",
            "release new File('/etc/hostname').name",
            "release 'id'.execute().pid().toString()",
            "release 'x'.class.name",
            "release 'x'.getClass().name",
            "release((delegate.hashCode()).toString())",
            "def m = 'release'; \"\$m\"('x')",
            "release(([1, 2].shuffled()).toString())",
            "release 'x'.&hashCode ? 'a' : 'b'",
            "try { release 'x' } finally { }",
            "release UUID.randomUUID().toString()",
            "release java.time.LocalDate.now().toString()",
        ]
    }

    def "imports and classes of its own keep a stack from being kept: #text"() {
        when:
        stack.read(text)

        then:
        kept('.model') == []

        where:
        text << [
            "import java.time.LocalDate\nstack('s') { }",
            "import static java.lang.Math.max\nstack('s') { }",
            "class A { }\nstack('s') { }",
            "def f() { new Date() }\nstack('s') { }",
            "@groovy.transform.Field x = new Date()\nstack('s') { }",
            "def f(x = new Date()) { }\nstack('s') { }",
        ]
    }

    def "a stack of #text is a declaration"() {
        when:
        stack.read(text)

        then:
        kept('.model').size() == 1

        where:
        text << [
            getClass().getResource('/stacks/shop/stack.groovy').text,
            "def f(x, y = 'z') { image(x) { version y } }\nstack('s') { for (i in 1..3) { f(\"i\$i\") } }",
            "stack('s') { def m = [a: 1, b: 2]; m.each { k, v -> image(k) { version v.toString() } } }",
            "stack('s') { def x = true ? 'a' : 'b'; if (x == 'a' && !false) { release x } else { release 'c' } }",
            "stack('s') { platforms(*['a', 'b']); release '1' + -1; image('i') { version fromCommand('x', ~/y/) } }",
            "names = ['a']\nstack('s') { names.findAll { it != 'b' }.each { image(it) { } } }",
            "stack('s') { def m = [a: [b: 'c']]; release m.a.b; section m['a']['b'] }",
        ]
    }

    def "a stack with mistakes is not kept"() {
        when:
        stack.problems("stack('s') { kopy 1 }")

        then:
        kept('.model') + kept('.classes') == []
    }

    def "compiled classes are used again"() {
        given:
        stack.read("stack('s') { println 'x' }")
        def classes = kept('.classes')[0]
        def before = Files.getLastModifiedTime(classes)

        when:
        stack.read("stack('s') { println 'x' }")

        then:
        stack.narration.toString() == 'x\nx\n'
        Files.getLastModifiedTime(classes) == before
    }

    def "a damaged file of the cache is ignored: #damage"() {
        given:
        stack.read(PURE)
        kept('.model').each { Files.write(it, change(Files.readAllBytes(it))) }
        kept('.classes').each { Files.write(it, change(Files.readAllBytes(it))) }

        expect:
        StackText.values(stack.read(PURE).root()).images.keySet() == ['A', 'B'] as Set

        where:
        damage         | change
        'cut'          | { it[0..<it.length.intdiv(2)] as byte[] }
        'a bit'        | { it[it.length - 3] ^= 1; it }
        'empty'        | { new byte[0] }
        'another text' | { (Hash.of('{}'.bytes) + '{}').bytes }
    }

    def "the folder is made for its user alone"() {
        when:
        stack.read(PURE)

        then:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)) == 'rwx------'
        kept('').every { PosixFilePermissions.toString(Files.getPosixFilePermissions(it)) == 'rw-------' }
    }

    def "a folder that others can reach is ignored: #mode"() {
        given:
        Files.createDirectories(cache)
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode))

        when:
        stack.read(PURE)

        then:
        kept('') == []

        where:
        mode << ['rwxrwxrwx', 'rwxr-xr-x', 'rwx--x---', 'rwx---r--']
    }

    def "a folder of another user, or a link to one, is ignored"() {
        given:
        def uid = Files.getAttribute(folder, 'unix:uid') as int
        new CacheFolder(cache, uid).write('x', 'content'.bytes)
        def link = Files.createSymbolicLink(folder.resolve('link'), cache)

        expect:
        new String(new CacheFolder(cache, uid).read('x').get()) == 'content'
        new CacheFolder(cache, uid + 1).read('x').empty
        new CacheFolder(link, uid).read('x').empty

        when:
        new CacheFolder(cache, uid + 1).write('y', 'content'.bytes)

        then:
        !Files.exists(cache.resolve('y'))
    }

    def "only the newest files stay"() {
        given:
        def uid = Files.getAttribute(folder, 'unix:uid') as int
        def kept = new CacheFolder(cache, uid)

        when:
        100.times { kept.write("f$it", 'x'.bytes); cache.resolve("f$it").toFile().lastModified = 1000L * it }

        then:
        cache.toFile().list().length <= 65
        kept.read('f99').present
        kept.read('f0').empty
    }

    def "no class of Groovy is loaded for a model that is kept"() {
        given:
        stack.read(PURE)
        mark()
        def places = [GroovyReader, com.fasterxml.jackson.core.JsonFactory, GroovySystem]*.protectionDomain*.codeSource*.location
        def loader = new WithoutGroovy(places as URL[])
        def reader = loader.loadClass(GroovyReader.name).getConstructor(Path, PrintStream).newInstance(cache, System.err)
        def nothing = loader.loadClass('dev.stave.inventory.Surroundings').getField('NONE').get(null)

        expect:
        reader.read(folder.resolve('stack.groovy'), 'stack.groovy', nothing).toString().contains('from the cache')

        when: 'there is no such model, Groovy is wanted'
        Files.delete(kept('.model')[0])
        reader.read(folder.resolve('stack.groovy'), 'stack.groovy', nothing)

        then:
        thrown(NoClassDefFoundError)
    }

    /** Has Groovy's jar, so that its version is known, and refuses its classes. */
    static class WithoutGroovy extends URLClassLoader {
        WithoutGroovy(URL[] places) {
            super(places, ClassLoader.platformClassLoader)
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith('groovy.') || name.startsWith('org.codehaus.groovy.')) {
                throw new ClassNotFoundException(name)
            }
            super.findClass(name)
        }
    }
}
