package dev.stave.cli

import static dev.stave.cli.PortageShop.counts
import static dev.stave.cli.PortageShop.log

import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.FileServer
import dev.stave.fixture.HostPackages
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Binary packages that one host sends somewhere and another one takes from there, by the real Portage. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
class GentooBinhostsSpec extends Specification {
    static final String IMAGE = "image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet' } }"
    static final String SENT = 'packages: 1 sent to '

    @Shared @TempDir Path temp
    @Shared StandInMirror mirror
    @Shared Path keys
    @Shared String key

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
        keys = Files.createDirectories(temp.resolve('keys'))
        keys.toFile().setReadable(false, false)
        gpg('--quick-generate-key', '--passphrase', '', 'Builds <builds@example.org>', 'ed25519', 'sign', '0')
        key = gpg('--with-colons', '--list-keys').readLines().find { it.startsWith('fpr') }.split(':')[9]
    }

    def cleanupSpec() {
        mirror?.close()
    }

    def "what was sent to a folder is taken from it, as a folder and over http, and nothing is compiled"() {
        given:
        def folder = temp.resolve('srv')
        def web = new FileServer()
        def sender = shop('folder-from').with("binhostPush '$folder'", IMAGE)

        when:
        def sent = sender.apply()
        def abi = folder.toFile().list()[0]
        files(folder).each { path, bytes -> web.with("packages/$path", bytes) }

        then:
        counts(sent) == [greet: [1, 0, 0]]
        log(sent, 'greet').contains(SENT + folder)

        when:
        def byFolder = shop('folder-to').with("binhost '$folder/$abi'", IMAGE).apply()

        then:
        counts(byFolder) == [greet: [0, 1, 0]]

        when:
        def byHttp = shop('http-to').with("binhost '$web.url/packages/$abi'", IMAGE).apply()

        then:
        counts(byHttp) == [greet: [0, 1, 0]]
        web.asked.any { it.endsWith('.gpkg.tar') }

        cleanup:
        web?.close()
    }

    def "packages of a registry's repository come from there to another host"() {
        given:
        def registry = DockerRegistry.start(temp.resolve('registry'))
        def address = "oci://$registry.host/gentoo/packages"

        when:
        def sent = shop('oci-from').with("binhostPush '$address'", IMAGE).apply()
        def taken = shop('oci-to').with("binhost '$address'; binhostPush '$address'", IMAGE).apply()

        then:
        log(sent, 'greet').contains(SENT + address)
        counts(taken) == [greet: [0, 1, 0]]
        !log(taken, 'greet').contains(SENT)

        cleanup:
        registry?.close()
    }

    @Requires({ HostPackages.has('gpg', 'gpg-agent') })
    def "signed packages are taken by who trusts the key, from a web server and from a registry, and refused by who trusts another"() {
        given:
        def folder = temp.resolve('signed')
        def registry = DockerRegistry.start(temp.resolve('registry-signed'))
        def web = new FileServer()
        def oci = "oci://$registry.host/gentoo/signed"
        def trust = { of -> "trustPackages keyring: 'keys.asc', keys: ['$of']" }

        when:
        def sender = signing('signed-from').with(withGnupg("signPackages key: '$key', home: '$keys'; binhostPush '$folder'"), IMAGE)
        def sent = sender.apply()
        def again = sender.apply('--rebuild')
        def abi = folder.toFile().list()[0]
        files(folder).each { path, bytes -> web.with("packages/$path", bytes) }

        then: 'it takes its own again'
        counts(sent) == [greet: [1, 0, 0]]
        counts(again) == [greet: [0, 1, 0]]
        signedWith(folder)

        when:
        def taken = signing('signed-to').with(withGnupg("binhost '$web.url/packages/$abi'; binhostPush '$oci'; ${trust(key)}"), IMAGE).apply()

        then:
        counts(taken) == [greet: [0, 1, 0]]

        when:
        def other = signing('signed-not').with(withGnupg("binhost '$web.url/packages/$abi'; ${trust(mirror.key)}"), IMAGE).refused()

        then:
        other.contains('GnuPG verification failed')

        when:
        def fetched = signing('signed-oci').with(withGnupg("binhost '$oci'; ${trust(key)}"), IMAGE).apply()

        then:
        counts(fetched) == [greet: [0, 1, 0]]

        when:
        def refused = signing('signed-oci-not').with(withGnupg("binhost '$oci'; ${trust(mirror.key)}"), IMAGE).refused()

        then:
        refused =~ /binary package dev-libs\/greet\/\S+ \(gentoo\/signed:\S+\) does not count: its signature does not count: key \S+ made it, which is none of the pinned ones/

        cleanup:
        [web, registry]*.close()
    }

    private String withGnupg(String settings) {
        "overlay 'host', path: 'overlay'; $settings"
    }

    private PortageShop signing(String name) {
        def shop = shop(name)
        new HostPackages(shop.stack.folder.resolve('overlay')).with('app-crypt/gnupg', ['/usr/bin/gpg', '/usr/bin/gpg-agent', '/usr/bin/gpgconf'])
        shop.stack.file('keys.asc', gpg('--armor', '--export') + Files.readString(StandInMirror.keyring()))
        shop
    }

    /** Whether Portage signed what lies there. */
    private static boolean signedWith(Path folder) {
        files(folder).any { path, bytes -> path.endsWith('.gpkg.tar') && new String(bytes, 'ISO-8859-1').contains('BEGIN PGP SIGNED MESSAGE') }
    }

    private String gpg(String... words) {
        def process = new ProcessBuilder(['gpg', '--homedir', keys.toString(), '--batch', *words]).start()
        def out = process.inputStream.text
        assert process.waitFor() == 0: process.errorStream.text
        out
    }

    /** Path in the folder to content. */
    private static Map<String, byte[]> files(Path folder) {
        Files.walk(folder).withCloseable { all ->
            all.filter { Files.isRegularFile(it) }.collect().collectEntries { [folder.relativize(it).toString(), Files.readAllBytes(it)] }
        }
    }

    /** Another host as far as its binary packages go; builders are there already. */
    private PortageShop shop(String name) {
        temp.resolve('home/packages').toFile().deleteDir()
        new PortageShop(mirror, temp.resolve(name), temp.resolve('home'))
    }
}
