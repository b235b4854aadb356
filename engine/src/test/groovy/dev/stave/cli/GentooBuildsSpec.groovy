package dev.stave.cli

import com.fasterxml.jackson.databind.ObjectMapper
import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.ReleasedImage
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Builds from Portage over and over: what is compiled again and what is not, what fails and what is cut off. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
class GentooBuildsSpec extends Specification {
    @Shared @TempDir Path temp
    @Shared StandInMirror mirror

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
    }

    def cleanupSpec() {
        mirror?.close()
    }

    def "an unchanged stack is built from binary packages alone, and a changed USE flag compiles what it touches"() {
        given:
        def blocks = { flag -> """
            image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet'; useFlags 'dev-libs/greet', '$flag' } }
            image('tools') { from 'greet'; rootfs { packages 'app-misc/counter', 'app-misc/proverb' }; version '1' }
        """ }
        def shop = shop('binary', blocks('-static-libs'))

        expect:
        counts(apply(shop)) == [greet: [1, 0, 0], tools: [3, 0, 1]]
        counts(apply(shop, '--rebuild')) == [greet: [0, 1, 0], tools: [0, 3, 1]]

        when:
        stack(shop, blocks('static-libs'))

        then:
        counts(apply(shop)) == [greet: [1, 0, 0], tools: [0, 3, 1]]
    }

    def "a changed ancestor's configureBuilder reaches its descendants, and none of it reaches an image"() {
        given:
        def blocks = { text -> """
            image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet'; configureBuilder '$text' } }
            image('hello') { from 'greet'; rootfs { configureRootfs 'cp /etc/mark "\$ROOT/mark"' }; version '1'; onChange 'replace' }
        """ }
        def shop = shop('ancestor', blocks('echo one >/etc/mark; emerge -q dev-util/wordgen'))

        when:
        apply(shop)

        then:
        image(shop, 'hello').paths().contains('mark')
        !image(shop, 'hello').paths().contains('usr/bin/wordgen')
        !image(shop, 'greet').packages.any { it.startsWith('dev-util/') }

        when:
        stack(shop, blocks('echo two >/etc/mark'))
        def changed = apply(shop)

        then:
        changed.outcomes == [greet: 'locked', hello: 'released']
    }

    def "an ebuild that fails is told with phase, package, the last lines and where the log is"() {
        given:
        def shop = shop('failing', '''
            image('tool') { rootfs { builder 'broken'; packages 'app-misc/broken' } }
        ''', '''
            builder('broken') { from 'glibc'; overlay 'local', path: 'overlay' }
        ''')
            .file('overlay/metadata/layout.conf', 'masters = gentoo\nthin-manifests = true\n')
            .file('overlay/profiles/repo_name', 'local\n')
            .file('overlay/app-misc/broken/broken-1.0.ebuild', '''\
                EAPI=8
                DESCRIPTION="Does not compile"
                HOMEPAGE="https://example.org"
                LICENSE="MIT"
                SLOT="0"
                KEYWORDS="amd64"
                S=${WORKDIR}
                src_compile() {
                    echo "int main(void) { return nothing; }" >broken.c
                    ${CHOST}-gcc -o broken broken.c || die "no broken today"
                }
            '''.stripIndent())

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.out.contains("image 'tool': app-misc/broken-1.0 failed in its compile phase\n")
        run.out =~ /broken.c:1:25: error: .nothing. undeclared/
        (run.out =~ /the whole log is (\S+)/).with { it.find() && Files.readString(Path.of(it.group(1))).contains('no broken today') }
        run.out.readLines().size() < 30
        shop.lock.isEmpty()
    }

    def "an atom that nothing satisfies is told as what emerge could not install"() {
        given:
        def shop = shop('atom', "image('tool') { rootfs { builder 'glibc'; packages 'app-misc/nothing' } }")

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.out.contains("image 'tool': emerge could not install app-misc/nothing, in phase packages\n")
        run.out.contains('there are no ebuilds to satisfy "app-misc/nothing"')
    }

    def "a hook that fails is told with file, line and phase"() {
        given:
        def shop = shop('hook', '''
            image('tool') { rootfs { builder 'glibc'; hooks 'tool/build.sh' }; version '1' }
        ''').file('tool/build.sh', 'finish_rootfs_build() {\n    echo fine\n    test -e /nowhere\n}\n')

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.out.contains("image 'tool': tool/build.sh:3: 'test -e /nowhere' ended with 1, in phase finishRootfs")
    }

    def "an image with a package that an advisory of the tree names is refused"() {
        given:
        def shop = shop('advisory', '')
        shop.groovy(mirror.builder('glibc') + "\nimage('old') { rootfs { builder 'glibc'; packages '=www-servers/tinyhttpd-0.3.1' }; version fromPackage('www-servers/tinyhttpd') }",
            "scan { failOn 'high'; noDatabase 'allow'; unscannable 'allow' }")

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 3
        run.out.contains("image 'old': the scan says refused: 1 critical finding, GLSA-202611-01 in www-servers/tinyhttpd 0.3.1 (fixed in 0.3.1-r2)")
    }

    @Requires(reason = 'Docker alone takes images of a loopback registry without TLS', value = { env.DOCKER_HOST })
    def "a Dockerfile for the root is the second phase, on the parent's layers, and what it takes from outside is pinned"() {
        given:
        def registry = DockerRegistry.start(temp.resolve('registry'))
        def upstream = new StackFolder(temp.resolve('upstream'))
            .yaml("stack: upstream\nscan: 'off'\nregistry: $registry.host\nimages: {note: {files: [{copy: stack.yaml, to: /note}], platforms: [linux/amd64], version: '1'}}")
        assert upstream.stave('apply').exit == 0
        def site = shop('second', '''
            image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet' } }
            image('web')   { from 'greet'; rootfs { packages 'app-misc/hello'; dockerfile 'web/Dockerfile.template'; env BOB_SHOWN: 'shown' }; version fromPackage('app-misc/hello') }
        ''').file('web/Dockerfile.template', """\
            FROM \${IMAGE_PARENT}
            LABEL shown=\${BOB_SHOWN}
            ADD rootfs.tar /
            COPY --from=$registry.host/note:1 /note /etc/note
            COPY extra /etc/
            """.stripIndent()).file('web/extra', 'extra')

        when:
        apply(site)
        def (web, greet) = ['web', 'greet'].collect { image(site, it) }

        then:
        web.layers.take(greet.layers.size()) == greet.layers
        web.paths(greet).containsAll(['usr/bin/hello', 'etc/note', 'etc/extra'])
        web.config.config.Labels.shown == 'shown'
        web.packages.containsAll(['dev-libs/greet-1.1-r1', 'app-misc/hello-2.1-r1'])
        site.lock.web.pins["$registry.host/note:1".toString()] == registry.digest('note', '1')

        cleanup:
        registry?.close()
    }

    def "what a build fetches trusts the stack's own certificates: Portage, curl and wget, and none of them is in the image"() {
        given:
        def registry = DockerRegistry.withTls(temp.resolve('tls'))
        def place = "https://$registry.host/v2/"
        def site = shop('certificates', """
            certificates 'lan-ca.pem'
            image('tool') {
                rootfs { builder 'fetching'; packages 'app-misc/ping'; configureRootfs 'curl -fsS $place >"\$ROOT/curl"; wget -qO "\$ROOT/wget" $place' }
                version '1'
            }
        """, "builder('fetching') { from 'glibc'; overlay 'local', path: 'overlay' }")
            .file('overlay/metadata/layout.conf', 'masters = gentoo\nthin-manifests = true\n')
            .file('overlay/profiles/repo_name', 'local\n')
            .file('overlay/app-misc/ping/Manifest', "DIST ping-1 2 SHA512 ${MessageDigest.getInstance('SHA-512').digest('{}'.bytes).encodeHex()}\n")
            .file('overlay/app-misc/ping/ping-1.ebuild', """\
                EAPI=8
                DESCRIPTION="What a server of the LAN says"
                HOMEPAGE="https://example.org"
                SRC_URI="$place -> ping-1"
                RESTRICT="mirror"
                LICENSE="MIT"
                SLOT="0"
                KEYWORDS="amd64"
                S=\${WORKDIR}
                src_unpack() { :; }
                src_install() { insinto /; newins "\${DISTDIR}/ping-1" portage; }
                """.stripIndent())
        Files.copy(registry.ca, site.folder.resolve('lan-ca.pem'))

        when:
        apply(site)

        then:
        image(site, 'tool').paths().containsAll(['curl', 'portage', 'wget'])
        !image(site, 'tool').paths().any { it.endsWith('.pem') || it.contains('wgetrc') }

        cleanup:
        registry?.close()
    }

    def "images that do not need each other are built side by side"() {
        given:
        def shop = shop('beside', '''
            image('one') { rootfs { builder 'glibc'; configureRootfs 'sleep 4' }; version '1' }
            image('two') { rootfs { builder 'glibc'; configureRootfs 'sleep 4' }; version '1' }
        ''')

        when:
        apply(shop, '--jobs', '2', '--events', '../events')
        def times = [:].withDefault { [] }
        Files.readAllLines(shop.folder.resolveSibling('events')).collect { new ObjectMapper().readValue(it, Map) }.findAll { it.image }.each { times[it.image] << it.at }

        then:
        times.one.first() < times.two.last()
        times.two.first() < times.one.last()
    }

    def "a run that is killed in the middle of a build leaves no container, no half builder and no tag, and the next one goes on"() {
        given:
        def blocks = { text -> """
            image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet' } }
            image('slow')  { from 'greet'; rootfs { finishRootfs '$text' }; version '1' }
        """ }
        def shop = shop('killed', blocks('echo waiting; sleep 600'))
        def process = EngineProcess.start(shop, 'apply')
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5)
        while (!logs(shop).any { it.text.contains('waiting') }) {
            assert process.isAlive() && System.nanoTime() < deadline: Files.readString(EngineProcess.log(shop))
            process.waitFor(100, TimeUnit.MILLISECONDS)
        }

        when:
        process.destroyForcibly().waitFor()

        then:
        shop.lock.keySet() == ['greet'] as Set

        when:
        stack(shop, blocks('echo quick'))
        def next = apply(shop)

        then:
        next.outcomes == [greet: 'unchanged', slow: 'released']
        containers() == []
    }

    private static List<File> logs(StackFolder shop) {
        def runs = shop.home.resolve('runs').toFile()
        def found = []
        if (runs.exists()) {
            runs.eachFileRecurse { if (it.name == 'slow.log') found << it }
        }
        found
    }

    /** Containers of builds that the container engine still has. */
    private static List<String> containers() {
        def client = System.getenv('DOCKER_HOST') ? ['docker'] : ['podman']
        (client + ['ps', '-a', '-q', '--filter', 'label=dev.stave.owner']).execute().text.readLines()
    }

    /** Compiled, from binary packages, and provided by the images below; by image. */
    private static Map<String, List<Integer>> counts(StackFolder.Ran ran) {
        ran.json.run.images.collectEntries { name, image ->
            def said = Files.readString(Path.of(image.log)) =~ /packages: (\d+) compiled, (\d+) from binary packages, (\d+) provided/
            said.find() ? [name, (1..3).collect { said.group(it) as int }] : [:]
        }
    }

    private static StackFolder.Ran apply(StackFolder shop, String... words) {
        def ran = shop.stave('apply', '--json', *words)
        assert ran.exit == 0: ran
        ran
    }

    private static ReleasedImage image(StackFolder shop, String name) {
        new ReleasedImage(shop.folder.resolve('images'), shop.lock[name].digest)
    }

    /** A stack of its own; the home is the same for all, so that the builder is made once. */
    private StackFolder shop(String name, String blocks, String builders = '') {
        def shop = new StackFolder(temp.resolve(name)).withAllPrograms()
            .with('STAVE_HOME', temp.resolve('home')).with('STAVE_CACHE', temp.resolve('cache'))
        ['DOCKER_HOST', 'STAVE_TRIVY'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        Files.copy(StandInMirror.keyring(), shop.folder.resolve('mirror-key.asc'))
        stack(shop, blocks, builders)
    }

    private StackFolder stack(StackFolder shop, String blocks, String builders = '') {
        shop.groovy([mirror.builder('glibc'), builders, blocks].join('\n'))
    }
}
