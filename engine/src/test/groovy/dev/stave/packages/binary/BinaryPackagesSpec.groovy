package dev.stave.packages.binary

import dev.stave.packages.Atom
import dev.stave.packages.PackageTable
import dev.stave.packages.PortagePackage
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Instant
import java.time.InstantSource
import java.time.Period
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import spock.lang.Specification
import spock.lang.TempDir

class BinaryPackagesSpec extends Specification {
    static final AbiKey KEY = new AbiKey('x86_64-pc-linux-musl', '-O2 -pipe', 'default/linux/amd64/23.0/musl', 'sys-libs/musl:0', 'sys-devel/gcc:14')
    static final String ZLIB = 'sys-libs/zlib/zlib-1.3-1.gpkg.tar'
    static final String SSL = 'dev-libs/openssl/openssl-3.0-1.gpkg.tar'

    @TempDir Path folder
    Instant now = Instant.parse('2026-11-21T12:00:00Z')
    BinaryPackages packages
    int builds

    void setup() {
        packages = new BinaryPackages(folder.resolve('packages'), { now } as InstantSource)
    }

    def "what a build made is seen by the next one, and by none before its image passed"() {
        given:
        def first = view()
        make(first, ZLIB, 'zlib', 'ssl')

        when: 'another build begins before the image passed'
        def meanwhile = view()

        then:
        files(meanwhile) == []

        when:
        def admitted = packages.admit(sealed(first))

        then:
        admitted.paths() == [ZLIB]
        admitted.bytes() == 4
        files(view()) == [ZLIB]
        index(view().folder()) == [[CPV: 'sys-libs/zlib-1.3', PATH: ZLIB, USE: 'ssl']]
    }

    def "a view is made of hard links, and what the build removes there stays in the store"() {
        given:
        admit([(ZLIB): 'zlib'])
        def build = view()

        expect:
        Files.getAttribute(build.folder().resolve(ZLIB), 'unix:ino') == Files.getAttribute(store().resolve(ZLIB), 'unix:ino')

        when:
        Files.delete(build.folder().resolve(ZLIB))
        packages.admit(sealed(build))

        then:
        files(view()) == [ZLIB]
    }

    def "two builds of the same package leave one, built otherwise they stand beside each other"() {
        given: 'three builds that began at the same time'
        def builds = [view(), view(), view()]
        make(builds[0], ZLIB, 'one', 'ssl')
        make(builds[1], ZLIB, 'two', 'ssl')
        make(builds[2], ZLIB, 'other', '')

        when:
        def admitted = builds.collect { packages.admit(sealed(it)).paths() }

        then:
        admitted == [[ZLIB], [], ['sys-libs/zlib/zlib-1.3-2.gpkg.tar']]
        index(store()) == [[CPV: 'sys-libs/zlib-1.3', PATH: ZLIB, USE: 'ssl'], [CPV: 'sys-libs/zlib-1.3', PATH: 'sys-libs/zlib/zlib-1.3-2.gpkg.tar', USE: '']]
        Files.readString(store().resolve(ZLIB)) == 'one'
    }

    def "many builds that end at once leave a whole index"() {
        given:
        def pool = Executors.newFixedThreadPool(8)
        def all = (1..16).collect { number ->
            def build = view()
            make(build, "a/p$number/p$number-1-1.gpkg.tar", "p$number", '')
            sealed(build)
        }

        when:
        pool.invokeAll(all.collect { build -> ({ packages.admit(build) } as Callable) })*.get()

        then:
        index(store())*.CPV as Set == (1..16).collect { "a/p$it-1".toString() } as Set
        Files.readString(store().resolve('Packages')).startsWith('ARCH: amd64\nPACKAGES: 16\n\n')

        cleanup:
        pool.shutdownNow()
    }

    def "a file that was changed after the build ended does not come in"() {
        given:
        def build = view()
        make(build, ZLIB, 'zlib', '')
        sealed(build)
        Files.writeString(build.folder().resolve(ZLIB), 'evil')

        expect:
        packages.admit(build).paths() == []
        files(view()) == []
    }

    def "what must be made anew is not handed out, and the new one replaces it"() {
        given:
        admit([(ZLIB): 'old', (SSL): 'ssl'])

        when:
        def build = view([Atom.tryParse('sys-libs/zlib').get()])

        then:
        files(build) == [SSL]

        when:
        make(build, ZLIB, 'new', 'ssl')
        packages.admit(sealed(build))

        then:
        files(view()) == [SSL, ZLIB]
        Files.readString(store().resolve(ZLIB)) == 'new'
        index(store())*.CPV == ['dev-libs/openssl-3.0', 'sys-libs/zlib-1.3']
    }

    def "a build from source sees no packages, and its own do not come in twice"() {
        given:
        admit([(ZLIB): 'zlib'])
        def build = packages.emptyView(KEY, folder.resolve('empty'))
        make(build, ZLIB, 'again', 'ssl')

        expect:
        packages.admit(sealed(build)).paths() == []
        Files.readString(store().resolve(ZLIB)) == 'zlib'
    }

    def "packages of another #what are other packages"() {
        expect:
        other.name() != KEY.name()
        other.name() ==~ /[A-Za-z0-9._-]+-[0-9a-f]{12}/
        new BinaryPackages(folder.resolve('packages'), InstantSource.system()).folder(other) != packages.folder(KEY)

        where:
        what       | other
        'CHOST'    | new AbiKey('aarch64-unknown-linux-gnu', KEY.cflags(), KEY.profile(), KEY.libc(), KEY.compiler())
        'CFLAGS'   | new AbiKey(KEY.chost(), '-O3 -pipe', KEY.profile(), KEY.libc(), KEY.compiler())
        'profile'  | new AbiKey(KEY.chost(), KEY.cflags(), 'default/linux/amd64/23.0', KEY.libc(), KEY.compiler())
        'libc'     | new AbiKey(KEY.chost(), KEY.cflags(), KEY.profile(), 'sys-libs/glibc:2.2', KEY.compiler())
        'compiler' | new AbiKey(KEY.chost(), KEY.cflags(), KEY.profile(), KEY.libc(), 'sys-devel/gcc:15')
    }

    def "spaces between CFLAGS make no other key"() {
        expect:
        new AbiKey(KEY.chost(), ' -O2   -pipe ', KEY.profile(), KEY.libc(), KEY.compiler()).name() == KEY.name()
    }

    def "an unfinished file and what is no package are left behind"() {
        given:
        def build = view()
        put(build.folder().resolve(ZLIB), '')
        put(build.folder().resolve('sys-libs/zlib/notes.txt'), 'x')

        expect:
        packages.admit(sealed(build)).paths() == []
    }

    def "what was neither used nor made for a month is removed, archives too"() {
        given:
        admit([(ZLIB): 'zlib', (SSL): 'ssl'])
        put(folder.resolve('distfiles/old.tar.xz'), 'older')
        put(folder.resolve('distfiles/new.tar.xz'), 'x')
        now = Instant.parse('2026-12-20T12:00:00Z')
        [old: '2026-11-01', new: '2026-12-01'].each { name, day ->
            def file = folder.resolve("distfiles/${name}.tar.xz")
            def time = FileTime.from(Instant.parse("${day}T00:00:00Z"))
            Files.setAttribute(file, 'lastAccessTime', time)
            Files.setLastModifiedTime(file, time)
        }

        when: 'a build uses one of them'
        def build = view()
        build.seal(new PackageTable([new PortagePackage('dev-libs/openssl', '3.0', '0', 'gentoo', [], '', false)]))
        packages.admit(build)
        build.folder().toFile().deleteDir()
        now = Instant.parse('2026-12-25T12:00:00Z')
        def housekeeping = new PackageHousekeeping(packages, folder.resolve('distfiles'), { now } as InstantSource)
        def look = housekeeping.look(Period.ofDays(30))
        def gone = housekeeping.clean(Period.ofDays(30))

        then:
        look == gone
        [gone.packages().count(), gone.distfiles().count(), gone.packages().bytes() + gone.distfiles().bytes()] == [1, 1, 9]
        files(view()) == [SSL]
        index(store())*.CPV == ['dev-libs/openssl-3.0']
        folder.resolve('distfiles').toFile().list() as List == ['new.tar.xz']
    }

    def "where there is nothing, nothing is removed"() {
        given:
        def none = new PackageHousekeeping.Amount(0, 0)

        expect:
        new PackageHousekeeping(packages, folder.resolve('none'), InstantSource.system()).clean(Period.ofDays(1)) == new PackageHousekeeping.Unused(none, none)
    }

    private void admit(Map<String, String> made) {
        def build = view()
        made.each { path, text -> make(build, path, text, 'ssl') }
        packages.admit(sealed(build))
        build.folder().toFile().deleteDir()
    }

    private BuildPackages view(List<Atom> dropped = []) {
        packages.view(KEY, folder.resolve("build-${builds++}"), dropped)
    }

    private static BuildPackages sealed(BuildPackages build) {
        build.seal(PackageTable.EMPTY)
        build
    }

    /** As Portage does: the file, and its stanza in the index. */
    private static void make(BuildPackages build, String path, String text, String use) {
        put(build.folder().resolve(path), text)
        def matcher = path =~ '([^/]+)/[^/]+/(.*)-[0-9]+\\.gpkg\\.tar'
        def index = build.folder().resolve('Packages')
        def before = Files.exists(index) ? Files.readString(index) : 'ARCH: amd64\nPACKAGES: 0\n\n'
        Files.writeString(index, before + "CPV: ${matcher[0][1]}/${matcher[0][2]}\nPATH: $path\nUSE: $use\n\n")
    }

    private static void put(Path file, String text) {
        Files.createDirectories(file.parent)
        Files.deleteIfExists(file)
        Files.writeString(file, text)
    }

    private Path store() {
        packages.folder(KEY)
    }

    private static List<String> files(BuildPackages build) {
        Links.packages(build.folder())
    }

    private static List<Map<String, String>> index(Path folder) {
        PackagesIndex.in(folder).stanzas()
    }
}
