package dev.stave.cli

import dev.stave.fixture.DockerRegistry
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Stave against a real docker-registry, with skopeo as the one who says what is there. */
@Tag('real')
class RegistrySpec extends Specification {
    @Shared @TempDir Path data
    @Shared @AutoCleanup DockerRegistry registry
    @TempDir Path temp
    StackFolder shop
    String section

    def setupSpec() {
        registry = DockerRegistry.start(data)
    }

    def setup() {
        section = "s${UUID.randomUUID().toString().take(8)}"
        shop = new StackFolder(temp).file('a.txt', 'a\n').file('b.txt', 'b\n').groovy(stack(''))
    }

    private String stack(String more) {
        """
            registry '$registry.host'
            section '$section'
            image('a') { files { copy 'a.txt', to: '/a' }; version '1' $more }
            image('b') { from 'a'; files { copy 'b.txt', to: '/b' }; version '2'; platforms 'linux/amd64' }
        """
    }

    def "a second run asks one HEAD a tag and nothing else"() {
        given:
        shop.stave('apply')
        int before = registry.asked.size()

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 0
        run.out == "nothing to do: 2 images are up to date at $registry.host\n".toString()
        registry.asked.drop(before).toSorted() == ["HEAD /v2/$section/a/manifests/1", "HEAD /v2/$section/b/manifests/2"]*.toString()
    }

    def "removing deletes the tag, and its manifest only where no other tag names it"() {
        given:
        shop.groovy(stack("; onChange 'revision'"))
        shop.stave('apply')
        new ProcessBuilder('skopeo', 'copy', '--src-tls-verify=false', '--dest-tls-verify=false', "docker://$registry.host/$section/a:1", "docker://$registry.host/$section/a:kept").redirectErrorStream(true).start().waitFor()

        when:
        def kept = shop.stave('remove', 'a')

        then:
        kept.exit == 1
        kept.out.contains("image '$section/a': cannot delete: the registry deletes whole manifests only, and kept names the same one\n  remove these first, or use a registry that deletes single tags\n")
        shop.lock.size() == 2

        when:
        def gone = shop.stave('remove', 'b', '--json')

        then:
        gone.outcomes == [("$section/b".toString()): "removed"]
        shop.lock.keySet() == ["$section/a".toString()] as Set
        shop.stave('plan', '--json').actions["$section/b".toString()] == 'build'
        shop.stave('remove', 'b').out == 'nothing to remove\n'
    }

    def "what was released is there, by the digest that the lock says"() {
        when:
        shop.stave('apply')

        then:
        digest('a', '1') == shop.lock["$section/a".toString()].digest
        digest('b', '2') == shop.lock["$section/b".toString()].digest
    }

    def "a tag of somebody else is refused, and becomes ours by stave lock --adopt"() {
        given: 'another tool has written a:1'
        def other = new StackFolder(temp.resolve('other')).file('x.txt', 'x\n').groovy("""
            registry '$registry.host'
            section 'other$section'
            image('x') { files { copy 'x.txt', to: '/x' }; version '1' }
        """)
        other.stave('apply')
        skopeo('copy', "docker://$registry.host/other$section/x:1", "docker://$registry.host/$section/a:1", '--remove-signatures', '--format', 'v2s2')
        String foreign = digest('a', '1')

        when:
        def refused = shop.stave('apply', 'a')

        then:
        refused.exit == 1
        refused.out.contains("image '$section/a': tag 1 exists and was not made by Stave (${foreign.substring(7, 19)})\n" +
            "  'stave lock --adopt $section/a' takes it over; onChange 'revision' writes 1-s1 beside it; onChange 'replace' moves it\n")
        digest('a', '1') == foreign

        when:
        def adopted = shop.stave('lock', '--adopt', 'a')

        then:
        adopted.exit == 0
        adopted.out == "$section/a: took over 1 at $foreign; its gates are run by the next apply\n".toString()
        shop.lock["$section/a".toString()].digest == foreign

        when:
        def next = shop.stave('apply', 'a', '--json')

        then:
        next.exit == 0
        next.json.images["$section/a".toString()].action == 'regate'
        shop.stave('apply', 'a').out.startsWith('nothing to do: 1 image is up to date')
        digest('a', '1') == foreign
    }

    def "a tag that somebody moved is refused; onChange 'replace' moves it back"() {
        given:
        shop.stave('apply')
        String ours = digest('a', '1')
        skopeo('copy', "docker://$registry.host/$section/b:2", "docker://$registry.host/$section/a:1")

        when:
        def refused = shop.stave('apply', 'a')

        then:
        refused.exit == 1
        refused.out.contains("image '$section/a': tag 1 was moved by someone else: the lock says ${ours.substring(7, 19)}, the registry ${digest('b', '2').substring(7, 19)}\n")

        when:
        shop.groovy(stack("; onChange 'replace'"))
        def back = shop.stave('apply', 'a')

        then:
        back.exit == 0
        digest('a', '1') == ours
    }

    def "a mirrored image keeps its digest; a moved source waits for stave update"() {
        given:
        shop.stave('apply')
        def mirror = new StackFolder(temp.resolve('mirror')).groovy("""
            image('copy') { mirror '$registry.host/$section/b:2' }
        """)

        when:
        mirror.stave('apply')

        then:
        mirror.lock.copy.digest == digest('b', '2')

        when: 'the source moves'
        String first = digest('b', '2')
        skopeo('copy', "docker://$registry.host/$section/a:1", "docker://$registry.host/$section/b:2")

        then:
        mirror.stave('apply').out.startsWith('nothing to do')

        when:
        def update = mirror.stave('update')

        then:
        update.exit == 0
        update.out == "copy: $registry.host/$section/b:2: $first -> ${digest('a', '1')}\n".toString()

        when:
        def run = mirror.stave('apply', '--json')

        then:
        run.exit == 0
        run.json.images.copy.tag == '2-s1'
        mirror.lock.copy.digest == digest('a', '1')
        mirror.stave('update').out == 'nothing moved\n'
    }

    def "a registry with a password: the right one is used, a wrong one is told"() {
        given:
        def closed = DockerRegistry.withPassword(temp.resolve('closed'), 'cooper', 'stave-and-hoop')
        shop.groovy("""
            registry '$closed.host'
            host '$closed.host', auth: [username: 'cooper', password: secret('PASSWORD')]
            image('a') { files { copy 'a.txt', to: '/a' }; version '1' }
        """)

        when:
        def wrong = shop.with('STAVE_SECRET_PASSWORD', 'stave-and-hope').stave('apply')

        then:
        wrong.exit == 1
        wrong.out.contains("check username and password in ")

        and:
        shop.with('STAVE_SECRET_PASSWORD', 'stave-and-hoop').stave('apply').exit == 0

        cleanup:
        closed?.close()
    }

    def "skopeo reads the embedded default, and what stave serves"() {
        given:
        shop.groovy('''
            section 'web'
            image('a') { files { copy 'a.txt', to: '/a' }; version '1'; platforms 'linux/amd64', 'linux/arm64' }
        ''')
        shop.stave('apply')
        def out = new PipedInputStream()
        def edge = new Edge(new Environment(new TreeMap<>(shop.environment), shop.folder, temp), new PrintStream(new PipedOutputStream(out), true), new PrintStream(new ByteArrayOutputStream()))
        def server = Thread.startDaemon { Main.run(edge, 'serve', '--port', '0') }
        String host = out.newReader().readLine().replace('serving on ', '')

        expect:
        skopeo('inspect', '--format', '{{.Digest}}', "oci:$shop.folder/images:web/a:1") == shop.lock['web/a'].digest
        skopeo('copy', '--all', "oci:$shop.folder/images:web/a:1", "dir:$temp/copied").contains('Writing manifest list')
        skopeo('inspect', '--tls-verify=false', '--format', '{{.Digest}}', "docker://$host/web/a:1") == shop.lock['web/a'].digest
        skopeo('copy', '--all', '--src-tls-verify=false', "docker://$host/web/a:1", "dir:$temp/served").contains('Writing manifest list')

        cleanup:
        server?.interrupt()
        server?.join()
    }

    def "clean takes what nothing needs any more, and leaves what the lock and the destination need"() {
        given:
        shop.stave('apply')
        shop.file('a.txt', 'changed\n')
        shop.stave('build')

        when:
        def cleaned = shop.stave('clean')

        then:
        cleaned.exit == 0
        cleaned.out ==~ /removed \d+ blobs and 0 temporary files: .* freed\n/
        shop.stave('clean').out.startsWith('removed 0 blobs and 0 temporary files')

        and:
        shop.stave('apply').exit == 0
    }

    private String digest(String image, String tag) {
        registry.digest("$section/$image", tag)
    }

    private static String skopeo(Object... words) {
        def argv = ['skopeo'] + words*.toString()
        if (words[0] == 'copy' && words.every { !it.toString().startsWith('--src') }) {
            argv += ['--src-tls-verify=false', '--dest-tls-verify=false']
        }
        def process = new ProcessBuilder(argv).redirectErrorStream(true).start()
        String text = process.inputStream.text
        assert process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0: "${argv.join(' ')}: $text"
        text.trim()
    }
}
