package dev.stave.cli

import dev.stave.docs.Pages
import dev.stave.fixture.StandInMirror
import dev.stave.fixture.ReleasedImage
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.Tag
import spock.lang.TempDir

/** stacks/gentoo, applied for real: the stand-in mirror, the real Portage, a container engine, a home that is fresh. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
@Stepwise
class GentooStackSpec extends Specification {
    static final Map<String, String> PARENTS = [
        'base/busybox': 'base/glibc', 'base/greet': 'base/busybox', 'base/hello': 'base/greet', 'base/desk': 'base/hello', 'base/welcome': 'base/desk',
        'web/httpd': 'base/busybox', 'web/site': 'web/httpd', 'base/probe': 'base/busybox', 'base/mail': 'base/busybox', 'base/hello-musl': 'base/musl']
    /** What no finished root holds: the contract's list. */
    static final List<String> UNWANTED = [
        /etc\/ld\.so\.cache/, /var\/db\/pkg(\/.*)?/, /var\/lib\/portage(\/.*)?/, /var\/lib\/gentoo(\/.*)?/, /var\/cache\/edb(\/.*)?/, /etc\/portage(\/.*)?/,
        /usr\/include(\/.*)?/, /.*\/pkgconfig(\/.*)?/, /.*\.(a|o|c|prl)/, /usr\/share\/(aclocal|gettext|gir-1\.0|gtk-doc|vala)(\/.*)?/, /usr\/bin\/.*-config/]

    @Shared @TempDir Path temp
    @Shared StandInMirror mirror
    @Shared StackFolder shop
    @Shared StackFolder.Ran first

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
        shop = new StackFolder(temp).withAllPrograms()
        ['DOCKER_HOST', 'STAVE_TRIVY'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        copy(Pages.top().resolve('stacks/gentoo'), shop.folder)
        def upstream = new StackFolder(temp.resolve('other'))
        upstream.yaml('stack: upstream\nscan: "off"\nregistry: oci:images\nimages: {relay: {files: [{copy: stack.yaml, to: /relay}], platforms: [linux/amd64], version: 3.2.0}}')
        assert upstream.stave('apply').exit == 0
        shop = shop.with('UPSTREAM', "oci:$upstream.folder/images:relay:3.2.0")
    }

    def cleanupSpec() {
        mirror?.close()
    }

    def "everything is built, tested, judged and tagged with the versions that Portage installed"() {
        when:
        first = apply('--json')

        then:
        first.exit == 0
        first.outcomes.values().toSet() == ['released'] as Set
        shop.lock.collectEntries { name, line -> [name, line.tag.replaceFirst(/^1\.35.*/, 'of Debian')] } == [
            'base/glibc': '2.36-r9', 'base/busybox': 'of Debian', 'base/greet': '1.1-r1', 'base/hello': '2.1-r1', 'base/desk': '1.4.0', 'base/welcome': '1.0',
            'web/httpd': '0.3.1-r2', 'web/site': '3.1.0', 'base/probe': '1.1', 'base/mail': '1.0', 'base/hello-static': '1.0',
            'base/musl': '1.2.3', 'base/hello-musl': '2.1-r1', 'base/tools': '1.4.0', 'base/relay': '3.2.0']
    }

    def "the second run has nothing to do"() {
        expect:
        apply().out == 'nothing to do: 15 images are up to date at oci:images\n'
    }

    def "both forms of the stack mean the same"() {
        given:
        def plans = ['stack.groovy', 'stack.yaml'].collect { file ->
            shop.stave('plan', '--json', '--offline', '-f', file, '--lock', 'other.json', '--var', "mirror=$mirror.address", '--var', "upstream=${shop.environment.UPSTREAM}").json
        }
        plans.each { it.remove('run') }

        expect:
        plans[0] == plans[1]
    }

    def "#child brings nothing that #parent has"() {
        given:
        def (mine, theirs) = [image(child), image(parent)]

        expect:
        mine.layers.take(theirs.layers.size()) == theirs.layers
        mine.paths(theirs).findAll { it in theirs.paths() && !it.startsWith('etc/') && !folder(mine, theirs, it) } == []
        mine.packages == mine.packages.unique(false)
        mine.packages.containsAll(theirs.packages)

        where:
        [child, parent] << PARENTS.collect { [it.key, it.value] }
    }

    def "what was only there to build with is in no image"() {
        expect:
        shop.lock.keySet().findAll { name -> image(name).packages.any { it.startsWith('dev-util/wordgen') || it.startsWith('dev-libs/words') } }.empty
        shop.lock.keySet().findAll { name -> 'usr/bin/wordgen' in image(name).paths() || 'usr/bin/emerge' in image(name).paths() }.empty
    }

    def "the root of #name is clean"() {
        expect:
        image(name).paths().findAll { path -> UNWANTED.any { path ==~ it } } == []

        where:
        name << PARENTS.keySet() - ['base/welcome', 'web/site'] + ['base/glibc', 'base/musl', 'base/hello-static']
    }

    def "users, capabilities and setuid programs are what ebuilds made them"() {
        expect:
        '- 4711 0:0 usr/bin/become' in image('base/probe').ownLines()
        image('base/mail').ownLines().any { it ==~ /d 0755 985:985 var\/mail\/?/ }
        image('web/httpd').withCapabilities() == ['usr/sbin/tinyhttpd']
        image('base/probe').withCapabilities() == ['usr/bin/portcheck']
        image('web/httpd').config.config.User == 'web'
        shop.lock.keySet().findAll { image(it).packages.contains('acct-user/web-0') } == ['web/httpd', 'web/site'] as Set
    }

    def "an unchanged image that is built again has the same digest"() {
        given:
        def before = shop.lock.collectEntries { name, line -> [name, line.digest] }

        when:
        def again = apply('--rebuild', '--json', 'base/musl', 'base/hello-musl', 'web/httpd')

        then:
        again.exit == 0
        shop.lock.collectEntries { name, line -> [name, line.digest] } == before
    }

    private StackFolder.Ran apply(String... words) {
        def ran = shop.stave('apply', '-f', 'stack.groovy', '--var', "mirror=$mirror.address", '--var', "upstream=${shop.environment.UPSTREAM}", *words)
        assert ran.exit == 0: ran
        ran
    }

    private ReleasedImage image(String name) {
        new ReleasedImage(shop.folder.resolve('images'), shop.lock[name].digest)
    }

    /** A folder may be in many layers. */
    private static boolean folder(ReleasedImage mine, ReleasedImage theirs, String path) {
        mine.ownLines(theirs).any { it.startsWith('d ') && it.replaceFirst('/$', '').endsWith(" $path") }
    }

    private static void copy(Path from, Path to) {
        Files.walk(from).withCloseable { files ->
            files.filter { Files.isRegularFile(it) && !it.toString().contains('/images/') && !it.toString().endsWith('.lock.json') }.forEach { file ->
                def copy = to.resolve(from.relativize(file).toString())
                Files.createDirectories(copy.parent)
                Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES)
            }
        }
    }
}
