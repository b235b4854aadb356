package dev.stave.packages.binary

import dev.stave.fixture.DockerRegistry
import dev.stave.model.HostSpec
import dev.stave.packages.PackageTable
import dev.stave.process.LocalProcessRunner
import dev.stave.registry.Registry
import dev.stave.registry.http.HttpRegistry
import dev.stave.registry.http.HttpSettings
import dev.stave.registry.layout.LayoutRegistry
import java.nio.file.Files
import java.nio.file.Path
import java.time.InstantSource
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

class BinhostsSpec extends Specification {
    static final AbiKey KEY = new AbiKey('x86_64-pc-linux-musl', '-O2', 'default', 'sys-libs/musl:0', 'sys-devel/gcc:14')
    static final AbiKey OTHER = new AbiKey('x86_64-pc-linux-musl', '-O3', 'default', 'sys-libs/musl:0', 'sys-devel/gcc:14')
    static final String ZLIB = 'sys-libs/zlib/zlib-1.3-1.gpkg.tar'

    @TempDir Path folder
    @AutoCleanup('shutdownNow') ExecutorService threads = Executors.newCachedThreadPool()
    int hosts

    def "packages pushed to a folder lie there as Portage reads them, a folder for each key"() {
        given:
        def target = folder.resolve('srv/binhost')
        def here = host()
        here.admit(made(here, ZLIB, 'zlib', 'ssl'))

        when:
        push("file://$target", here)
        push("$target/", here, OTHER)

        then:
        Files.readString(target.resolve(KEY.name()).resolve(ZLIB)) == 'zlib'
        Files.readString(target.resolve(KEY.name()).resolve('Packages')) == "ARCH: amd64\nPACKAGES: 1\n\nCPV: sys-libs/zlib-1.3\nPATH: $ZLIB\nSIZE: 4\nUSE: ssl\n\n"
        !Files.exists(target.resolve(OTHER.name()))
        left(here) == []
    }

    def "what another host pushed stays: the same build is not sent again, another one stands beside it"() {
        given:
        def target = folder.resolve('srv')
        [['one', 'ssl'], ['two', 'ssl'], ['three', '']].each { text, use ->
            def one = host()
            one.admit(made(one, ZLIB, text, use))
            push(target.toString(), one)
        }

        expect:
        Links.packages(target.resolve(KEY.name())) == [ZLIB, 'sys-libs/zlib/zlib-1.3-2.gpkg.tar']
        Files.readString(target.resolve(KEY.name()).resolve(ZLIB)) == 'one'
        PackagesIndex.in(target.resolve(KEY.name())).stanzas()*.USE == ['ssl', '']
    }

    @Tag('real')
    def "packages pushed by rsync lie there with their index, whose entries of others stay"() {
        given:
        def target = folder.resolve('srv/deep')
        def place = new IndexedBinhost('there', { new RsyncPlace(new LocalProcessRunner(threads, System.getenv()), target.resolve(it.name()).toString(), '') })
        def one = host()
        def two = host()
        one.admit(made(one, ZLIB, 'zlib', 'ssl'))
        two.admit(made(two, 'dev-libs/a/a-1-1.gpkg.tar', 'a', ''))

        when:
        [one, two].each { place.push(KEY, it.folder(KEY), Links.packages(it.folder(KEY))) }

        then:
        Links.packages(target.resolve(KEY.name())) == ['dev-libs/a/a-1-1.gpkg.tar', ZLIB]
        PackagesIndex.in(target.resolve(KEY.name())).stanzas()*.CPV == ['dev-libs/a-1', 'sys-libs/zlib-1.3']
    }

    @Tag('real')
    def "packages go to #address through ssh, which asks nobody for a password"() {
        given: 'an ssh that says how it was called, and is on the other host at once'
        def bin = Files.createDirectories(folder.resolve('bin'))
        def ssh = bin.resolve('ssh')
        Files.writeString(ssh, "#!/bin/sh\necho \"\$*\" >>$folder/said\nwhile [ \"\$1\" != rsync ]; do shift; done\nexec \"\$@\"\n")
        ssh.toFile().setExecutable(true)
        def here = host()
        here.admit(made(here, ZLIB, 'zlib', 'ssl'))

        when:
        new Binhosts(new LocalProcessRunner(threads, System.getenv() + [PATH: "$bin:${System.getenv('PATH')}".toString()]), { null })
            .open("$address$folder/far").push(KEY, here.folder(KEY), Links.packages(here.folder(KEY)))

        then:
        Links.packages(folder.resolve('far').resolve(KEY.name())) == [ZLIB]
        PackagesIndex.in(folder.resolve('far').resolve(KEY.name())).stanzas()*.CPV == ['sys-libs/zlib-1.3']
        Files.readAllLines(folder.resolve('said')).size() == 3
        Files.readAllLines(folder.resolve('said')).every { it.startsWith("$words rsync --server ") }

        where:
        address                            || words
        'ssh://builds@packages.lan:2222'   || '-o BatchMode=yes -p 2222 -l builds packages.lan'
        'ssh://packages.lan'               || '-o BatchMode=yes packages.lan'
    }

    @Tag('real')
    def "a host that cannot be reached is told"() {
        given:
        def here = host()
        here.admit(made(here, ZLIB, 'zlib', ''))

        when:
        push('rsync://127.0.0.1:1/packages', here)

        then:
        def refused = thrown(BinhostException)
        refused.what().startsWith('binary packages could not be sent to rsync://127.0.0.1:1/packages: rsync error: ')
        refused.hint() == 'the images are not concerned; the packages stay on this host'
    }

    def "packages go to a repository of a registry and come from there to another host, once"() {
        expect:
        goThrough(new LayoutRegistry(folder.resolve('layout')))
    }

    @Tag('real')
    def "a real registry takes them"() {
        given:
        def server = DockerRegistry.start(folder.resolve('registry'))

        expect:
        goThrough(new HttpRegistry(HostSpec.plain(server.host), HttpSettings.plain(folder)))

        cleanup:
        server?.close()
    }

    private boolean goThrough(Registry registry) {
        def binhost = new Binhosts(null, { registry }).registry('oci://registry.lan/gentoo/packages').get()
        def from = host()
        from.admit(made(from, ZLIB, 'zlib', 'ssl'))
        from.admit(made(from, ZLIB, 'other', ''))
        binhost.push(KEY, from.folder(KEY), Links.packages(from.folder(KEY)))
        def empty = host()
        assert binhost.fetch(KEY, empty, folder.resolve('fetch0')) == 2
        assert PackagesIndex.in(empty.folder(KEY)).header() == [ARCH: 'amd64', PACKAGES: '2']
        def to = host()
        to.admit(made(to, ZLIB, 'mine', 'ssl'))

        assert binhost.fetch(KEY, to, folder.resolve('fetch1')) == 1
        assert binhost.fetch(KEY, to, folder.resolve('fetch2')) == 0
        assert binhost.fetch(OTHER, to, folder.resolve('fetch3')) == 0
        assert Links.packages(to.folder(KEY)).collect { Files.readString(to.folder(KEY).resolve(it)) } == ['mine', 'other']
        assert PackagesIndex.in(to.folder(KEY)).stanzas()*.USE == ['ssl', '']
        true
    }

    def "nobody pushes to #address"() {
        when:
        new Binhosts(null, { null }).open(address)

        then:
        def refused = thrown(BinhostException)
        refused.what() == "binary packages cannot be pushed to '$address'"
        refused.hint() == 'give oci://HOST/REPOSITORY, ssh://HOST/PATH, rsync://HOST/MODULE or an absolute path'

        where:
        address << ['https://binhost.lan/packages', 'packages', 'oci://registry.lan', 'ssh://host']
    }

    def "Portage is told where to read from, and of whom every package must be signed"() {
        expect:
        BinhostSettings.binrepos(['https://binhost.lan/x', 'oci://registry.lan/packages', 'https://distfiles.gentoo.org/releases/amd64/binpackages/23.0/x86-64/', '/srv/packages'], false) == '''\
            [stave-0]
            sync-uri = https://binhost.lan/x
            priority = 9000
            verify-signature = false

            [stave-1]
            sync-uri = https://distfiles.gentoo.org/releases/amd64/binpackages/23.0/x86-64/
            priority = 8999
            verify-signature = true

            [stave-2]
            sync-uri = file:///srv/packages
            priority = 8998
            verify-signature = false
            '''.stripIndent()
        BinhostSettings.binrepos(['https://binhost.lan/x'], true).contains('verify-signature = true')
        BinhostSettings.binrepos(['oci://registry.lan/packages'], false) == ''
    }

    def "#address is Gentoo's own: #official"() {
        expect:
        BinhostSettings.isOfficial(address) == official

        where:
        address                                                                       || official
        'https://distfiles.gentoo.org/releases/amd64/binpackages/23.0/x86-64/'         || true
        'https://mirror.lan/gentoo/releases/arm64/binpackages/23.0/arm64_musl'         || true
        'https://binhost.lan/releases/'                                               || false
        'https://gentoo.org.evil.lan/packages'                                        || false
    }

    private BinaryPackages host() {
        new BinaryPackages(folder.resolve("host${hosts++}/packages"), InstantSource.system())
    }

    private BuildPackages made(BinaryPackages packages, String path, String text, String use) {
        def build = packages.emptyView(KEY, folder.resolve("build${hosts++}"))
        Files.createDirectories(build.folder().resolve(path).parent)
        Files.writeString(build.folder().resolve(path), text)
        def matcher = path =~ '([^/]+)/[^/]+/(.*)-[0-9]+\\.gpkg\\.tar'
        Files.writeString(build.folder().resolve('Packages'),
            "ARCH: amd64\nPACKAGES: 1\n\nCPV: ${matcher[0][1]}/${matcher[0][2]}\nPATH: $path\nSIZE: ${text.size()}\nUSE: $use\n\n")
        build.seal(PackageTable.EMPTY)
        build
    }

    private void push(String address, BinaryPackages packages, AbiKey key = KEY) {
        new Binhosts(new LocalProcessRunner(threads, System.getenv()), { null }).open(address)
            .push(key, packages.folder(key), Links.packages(packages.folder(key)))
    }

    /** What a push left lying about. */
    private static List<String> left(BinaryPackages packages) {
        packages.folder(KEY).parent.toFile().list().findAll { it.startsWith('.') }
    }
}
