package dev.stave.cli

import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.Tag
import spock.lang.TempDir

/** Builders on other machines: a home of its own is a machine of its own here. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
@Stepwise
class GentooBuildersSpec extends Specification {
    static final String PARENT = "image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet'; configureRootfs '[ ! -e /distfiles/wait ] || { echo waiting; sleep 600; }' } }"
    static final String CHILD = "image('hello') { from 'greet'; rootfs { packages 'app-misc/hello' } }"

    @Shared @TempDir Path temp
    @Shared StandInMirror mirror
    @Shared DockerRegistry registry
    @Shared StackFolder first
    @Shared String digest

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
        registry = DockerRegistry.start(temp.resolve('registry'))
        first = stack(shop('first'), PARENT)
    }

    def cleanupSpec() {
        registry?.close()
        mirror?.close()
    }

    def "a fresh machine goes on in the builders that another one gave to the repository"() {
        given:
        apply(first)

        when:
        def second = stack(like(first, 'second'), PARENT, CHILD)
        def ran = apply(second)

        then:
        ran.outcomes == [greet: 'unchanged', hello: 'released']
        log(ran, 'hello') =~ /(?m)^builder [0-9a-f]{12} comes from the builder repository$/
        !log(ran, 'hello').contains("builder 'glibc' is made")
        !log(ran, 'hello').contains('Completed (1 of 1) dev-libs/greet')

        when:
        digest = second.lock.hello.digest

        then:
        registry.digest('hello', second.lock.hello.tag) == digest
    }

    def "a parent whose builder is nowhere is built for it alone, and a kill in the middle of that leaves nothing half"() {
        given:
        def third = stack(like(first, 'third'), PARENT, CHILD, '')
        Files.createDirectories(third.home.resolve('distfiles'))
        Files.createFile(third.home.resolve('distfiles/wait'))
        def before = third.lock.greet
        def process = EngineProcess.start(third, 'apply', '--rebuild', 'hello')
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5)
        while (!logs(third).any { it.text.contains('waiting') }) {
            assert process.isAlive() && System.nanoTime() < deadline: Files.readString(EngineProcess.log(third))
            process.waitFor(100, TimeUnit.MILLISECONDS)
        }

        when:
        process.destroyForcibly().waitFor()
        Files.delete(third.home.resolve('distfiles/wait'))
        def ran = apply(third, '--rebuild', 'hello')

        then:
        log(ran, 'hello').contains("the builder of 'greet' is nowhere to be had; that image is built for its builder alone")
        !log(ran, 'hello').contains("builder 'glibc' is made")
        ran.outcomes == [hello: 'locked']
        third.lock.greet == before
        third.lock.hello.digest == digest
    }

    private static List<File> logs(StackFolder shop) {
        def runs = shop.home.resolve('runs').toFile()
        def found = []
        if (runs.exists()) {
            runs.eachFileRecurse { if (it.name == 'hello.log') found << it }
        }
        found
    }

    private static String log(StackFolder.Ran ran, String image) {
        Files.readString(Path.of(ran.json.run.images[image].log))
    }

    private static StackFolder.Ran apply(StackFolder shop, String... words) {
        def ran = shop.stave('apply', '--json', *words)
        assert ran.exit == 0: ran
        ran
    }

    private StackFolder shop(String name) {
        def shop = new StackFolder(temp.resolve(name)).withAllPrograms()
        ['DOCKER_HOST', 'STAVE_TRIVY'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        Files.copy(StandInMirror.keyring(), shop.folder.resolve('mirror-key.asc'))
        shop
    }

    /** Another machine with the lock of one that released something. */
    private StackFolder like(StackFolder other, String name) {
        def shop = shop(name)
        Files.copy(other.lockFile, shop.folder.resolve(other.lockFile.fileName))
        shop
    }

    private StackFolder stack(StackFolder shop, String parent, String child = '', String repository = "builderRepository '$registry.host/builders'") {
        shop.groovy(["registry '$registry.host'", repository, mirror.builder('glibc'), parent, child].join('\n'))
    }
}
