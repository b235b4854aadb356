package dev.stave.cli

import dev.stave.fixture.ReleasedImage
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** The same builds from Portage in each of the container engines. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
class GentooEnginesSpec extends Specification {
    static final List<String> ENGINES = ['docker', 'podman', 'buildah']

    @Shared @TempDir Path temp
    @Shared StandInMirror mirror
    @Shared Map<String, List<String>> layers = [:]

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
    }

    def cleanupSpec() {
        mirror?.close()
    }

    def "an image and its child are built by #engine with the same layers"() {
        given:
        def shop = shop(engine)

        when:
        def ran = shop.stave('apply', '--json', '--engine', engine)

        then:
        ran.exit == 0
        ran.outcomes == [greet: 'released', hello: 'released']
        image(shop, 'hello').packages.containsAll(['dev-libs/greet-1.1-r1', 'app-misc/hello-2.1-r1'])

        when:
        layers[engine] = image(shop, 'hello').layers

        then:
        layers.values().toSet().size() == 1

        where:
        engine << ENGINES
    }

    def "a build that failed in #engine is left as it is for a shell at a terminal, and forgotten by the next that does not"() {
        given:
        def shop = folder(engine)
        stack(shop, """image('tool') { rootfs { builder 'glibc'; configureRootfs 'mark=seen; touch "\$ROOT/half"; test -e /distfiles/\$BOB_CURRENT_TARGET' }; version '1' }""")
        assert shop.stave('apply', '--engine', engine).exit == 1

        when:
        def terminal = Terminal.start(shop, 'shell', '--engine', engine, 'tool')
        def before = terminal.until('(configureRootfs) / $ ')
        terminal.type('echo "$mark $(ls $ROOT) $(declare -F log_as_installed)"; test -t 0 && echo at a "terminal"')
        def answer = terminal.until('at a terminal')
        terminal.type('exit 7')

        then:
        before.contains("image 'tool': this is what its last build left; --phase starts a new one")
        answer.replaceAll(/\s+/, ' ').contains('seen etc half var log_as_installed')
        terminal.end() == 7
        shop.stave('clean', '--plan', '--json', '--unused', '0').json.kept.failures.count >= 1
        shop.stave('clean', '--plan', '--json').json.kept.failures.count == 0

        when:
        Files.createFile(shop.home.resolve('distfiles/tool'))
        def built = shop.stave('apply', '--engine', engine)

        then:
        built.exit == 0
        !Files.exists(shop.home.resolve('failed/tool/order'))

        cleanup:
        terminal?.close()

        where:
        engine << ENGINES
    }

    def "a shell of an image that is not from Portage is one in a container of it, and a command may stand in its place"() {
        given:
        def shop = new StackFolder(temp.resolve('box')).withAllPrograms()
        ['DOCKER_HOST'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        shop.groovy("image('box') { script 'box.sh'; version '1'; workdir '/srv' }")
            .script('box.sh', 'mkdir -p "$STAVE_ROOTFS/bin" "$STAVE_ROOTFS/srv"; cp "$(command -v busybox)" "$STAVE_ROOTFS/bin/busybox"; for t in sh sleep pwd cat; do ln -s busybox "$STAVE_ROOTFS/bin/$t"; done')
        def early = shop.stave('shell', 'box')
        assert shop.stave('apply').exit == 0

        expect:
        early.exit == 2
        early.err == "stave: image 'box' was not built or released yet\n  run: stave build box\n"
        run(shop, 'shell', 'box', '--', 'sh', '-c', 'echo in $(pwd); exit 3') == [3, 'in /srv\n']
        shop.stave('shell', 'box', '--phase', 'packages').err == "stave: image 'box' is made by script, which has no phases\n  only builds from Portage have a build container to work in\n"
    }

    private static List run(StackFolder shop, String... words) {
        def process = EngineProcess.start(shop, words)
        [process.waitFor(), Files.readString(EngineProcess.log(shop))]
    }

    private static ReleasedImage image(StackFolder shop, String name) {
        new ReleasedImage(shop.folder.resolve('images'), shop.lock[name].digest)
    }

    private StackFolder shop(String engine) {
        def shop = folder(engine)
        stack(shop, """
            image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet' } }
            image('hello') { from 'greet'; rootfs { packages 'app-misc/hello' } }
        """)
    }

    /** The same each time, so that each engine's builder is made once. */
    private StackFolder folder(String engine) {
        def shop = new StackFolder(temp.resolve(engine)).withAllPrograms()
        ['DOCKER_HOST', 'STAVE_TRIVY'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        Files.copy(StandInMirror.keyring(), shop.folder.resolve('mirror-key.asc'), StandardCopyOption.REPLACE_EXISTING)
        shop
    }

    private StackFolder stack(StackFolder shop, String blocks) {
        shop.groovy([mirror.builder('glibc'), blocks].join('\n'))
    }
}
