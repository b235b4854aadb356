package dev.stave.gentoo.mirror

import static dev.stave.fixture.GentooMirror.hex

import dev.stave.fixture.FaultyRegistry
import dev.stave.fixture.FileServer
import dev.stave.fixture.GentooMirror
import dev.stave.fixture.OpenPgpKey
import dev.stave.gentoo.GentooException
import dev.stave.gentoo.signature.ContentDigest
import dev.stave.http.Deadlines
import dev.stave.http.Proxies
import dev.stave.http.Trust
import dev.stave.http.WebClient
import dev.stave.model.BinaryHosts
import dev.stave.model.BuildHooks
import dev.stave.model.BuilderInput
import dev.stave.model.BuilderInputs
import dev.stave.model.BuilderPin
import dev.stave.model.BuilderSpec
import dev.stave.model.Compiling
import dev.stave.model.ContainerWishes
import dev.stave.model.Origin
import dev.stave.model.PortageSettings
import dev.stave.process.LocalProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class MirroredInputsSpec extends Specification {
    static final Instant NOW = Instant.parse('2026-11-21T12:00:00Z')
    static final byte[] STAGE = ('a stage ' * 5000).bytes
    static final byte[] SNAPSHOT = GentooMirror.archive(GentooMirror.TREE)
    static final String DATE = '20261115T164556Z'
    static final String SHA512 = hex(ContentDigest.SHA512, STAGE)

    @Shared
    OpenPgpKey key = new OpenPgpKey()

    @TempDir
    Path folder

    @AutoCleanup
    FileServer server = new FileServer()

    @AutoCleanup
    FileServer second = new FileServer()

    @AutoCleanup('shutdownNow')
    def drains = Executors.newCachedThreadPool()

    FaultyRegistry.Clock pace = new FaultyRegistry.Clock()

    private MirroredInputs inputs(boolean offline = false, Path home = folder.resolve('home')) {
        def deadlines = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20))
        new MirroredInputs(
            new MirroredInputs.Places(home, folder, [:], offline), new WebClient(new Trust([]), Proxies.NONE, deadlines, pace),
            new LocalProcessRunner(drains, System.getenv()), InstantSource.fixed(NOW))
    }

    private BuilderSpec builder(Map<String, Map> said) {
        key.exportTo(folder.resolve('keys.asc'))
        def own = [keyring: 'keys.asc', keys: key.fingerprint(), mirror: server.url]
        def with = { Map settings -> new TreeMap<>((settings.bare ? [:] : own) + (settings - [bare: true])) }
        new BuilderSpec(
            'musl', new Origin('stack.groovy', 1), null,
            new BuilderInputs(with(said.stage3 ?: [:]), with(said.portage ?: [:]), new TreeMap<>((said.overlays ?: [:]).collectEntries { [(it.key): new TreeMap<>(it.value)] })),
            PortageSettings.NONE, BuildHooks.NONE, Compiling.HERE, BinaryHosts.NONE, ContainerWishes.NONE, new TreeMap<>())
    }

    private BuilderSpec musl(Map settings = [:]) {
        builder(stage3: [flavour: 'amd64-musl'] + settings)
    }

    private GentooMirror mirror(FileServer on = server) {
        new GentooMirror(on, key).stage('amd64-musl', DATE, STAGE).snapshot('20261115', SNAPSHOT)
    }

    private static final BuilderInput STAGE3 = BuilderInput.stage3('musl')
    private static final BuilderInput PORTAGE = BuilderInput.portage('musl')

    private SortedMap<String, String> pinned(BuilderInput input, String pin) {
        new TreeMap<>([(input.key()): pin])
    }

    private Path stage(BuilderSpec builder, MirroredInputs from = inputs()) {
        from.stage3(builder, pinned(STAGE3, "amd64-musl $DATE sha512:$SHA512"))
    }

    private static String failure(Closure work) {
        try {
            work.call()
            return 'none'
        } catch (GentooException e) {
            return e.what() + ' | ' + e.hint()
        }
    }

    def "the newest stage3 of a flavour is found by the mirror's index, and known by its signed digest"() {
        given:
        mirror()

        expect:
        inputs().pin(musl(), STAGE3).get().toString() == "amd64-musl $DATE sha512:$SHA512"
        server.asked == ['releases/amd64/autobuilds/latest-stage3-amd64-musl.txt', "releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz.DIGESTS"]*.toString()
    }

    def "a dated stage3 needs no index, and a day is found among the folders: #date"() {
        given:
        mirror().stage('amd64-musl', '20261122T000000Z', 'newer'.bytes)

        expect:
        inputs().pin(musl(date: date), STAGE3).get().date() == DATE

        where:
        date << [DATE, '20261115']
    }

    def "the archive is fetched once, checked, and kept for runs without network"() {
        given:
        mirror()
        def first = stage(musl())

        expect:
        Files.readAllBytes(first) == STAGE
        first == folder.resolve("home/stages/stage3-amd64-musl-${DATE}.tar.xz")

        when:
        server.files.clear()

        then:
        stage(musl()) == first
        stage(musl(), inputs(true)) == first
        inputs(true).pin(musl(date: DATE), STAGE3).get().identity() == 'sha512:' + SHA512
        inputs(true).pin(musl(), STAGE3).empty
    }

    def "without network and nothing kept it says so"() {
        expect:
        failure { stage(musl(), inputs(true)) } == "the stage3 of builder 'musl': the stage3 stage3-amd64-musl-${DATE}.tar.xz is not kept here, and the run is offline | run once without --offline"
    }

    def "a download that breaks off goes on where it was, in this run and in the next"() {
        given:
        mirror()
        def path = "releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz".toString()
        server.cut[path] = 30_000
        Files.createDirectories(folder.resolve('home/stages'))
        Files.write(folder.resolve("home/stages/.stage3-amd64-musl-${DATE}.tar.xz.part"), Arrays.copyOf(STAGE, 10_000))

        expect:
        Files.readAllBytes(stage(musl())) == STAGE
        server.asked.findAll { it.startsWith(path + ' ') } == [path + ' bytes=10000-', path + ' bytes=40000-'] || server.asked.findAll { it.startsWith(path + ' ') }.size() == 1
    }

    def "what an earlier run left of something else is thrown away"() {
        given:
        mirror()
        Files.createDirectories(folder.resolve('home/stages'))
        Files.write(folder.resolve("home/stages/.stage3-amd64-musl-${DATE}.tar.xz.part"), ('x' * length).bytes)

        expect:
        Files.readAllBytes(stage(musl())) == STAGE

        where:
        length << [10, STAGE.length, STAGE.length + 10]
    }

    def "an archive that is not what its digest says is refused, and nothing of it is kept"() {
        given:
        mirror()
        server.with("releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz", 'evil')
        def found = hex(ContentDigest.SHA512, 'evil'.bytes).take(12)

        expect:
        failure { stage(musl()) } == "the stage3 of builder 'musl': $server.url/releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz has the sha512 $found…, and ${SHA512.take(12)}… was to come" +
            ' | the file is damaged there, or on the way; nothing of it was used'
        Files.list(folder.resolve('home/stages')).filter { !it.toString().endsWith('.lock') }.toList() == []
    }

    def "of several mirrors the first that has it counts: #what"() {
        given:
        mirror(second)
        change(server)

        expect:
        inputs().pin(musl(mirrors: second.url), STAGE3).get().identity() == 'sha512:' + SHA512
        Files.readAllBytes(stage(musl(mirrors: second.url))) == STAGE

        where:
        what                     | change
        'the first has nothing'  | { }
        'the first is broken'    | { FileServer s -> ['latest-stage3-amd64-musl.txt', "$DATE/stage3-amd64-musl-${DATE}.tar.xz", "current-stage3-amd64-musl/stage3-amd64-musl-${DATE}.tar.xz"].each { s.broken["releases/amd64/autobuilds/$it".toString()] = 503 } }
        'the first is forged'    | { FileServer s -> new GentooMirror(s, new OpenPgpKey()).stage('amd64-musl', DATE, 'evil'.bytes) }
    }

    def "a mirror that is not there at all is told, with each one's reason"() {
        given:
        second.close()
        server.broken['releases/amd64/autobuilds/latest-stage3-amd64-musl.txt'] = 403

        expect:
        failure { inputs().pin(musl(mirrors: second.url), STAGE3) } == "the stage3 of builder 'musl': no mirror could be used: $server.host could not send /releases/amd64/autobuilds/latest-stage3-amd64-musl.txt: status 403; " +
            "$second.host could not send /releases/amd64/autobuilds/latest-stage3-amd64-musl.txt: connection refused | "
    }

    def "what is not there is told with what was looked for and what is there: #what"() {
        given:
        mirror()

        expect:
        failure { inputs().pin(musl(settings), STAGE3) } == "the stage3 of builder 'musl': " + message.replace('URL', server.url)

        where:
        what               | settings                      || message
        'a flavour'        | [flavour: 'amd64-mussl']      || "there is no stage3 'amd64-mussl' on URL: looked for releases/amd64/autobuilds/latest-stage3-amd64-mussl.txt; there are the flavours amd64-musl, amd64-openrc | check flavour, did you mean 'amd64-musl'?"
        'an old date'      | [date: '20250101T000000Z']    || "there is no stage3 'amd64-musl' of 20250101T000000Z on URL: looked for releases/amd64/autobuilds/20250101T000000Z/stage3-amd64-musl-20250101T000000Z.tar.xz; the newest there is $DATE/stage3-amd64-musl-${DATE}.tar.xz | mirrors keep stages for some weeks: 'stave update' takes the newest, or name a mirror that still has it"
        'an architecture'  | [flavour: 'rv64_lp64d-musl']  || "there is no stage3 'rv64_lp64d-musl' on URL: looked for releases/riscv/autobuilds/latest-stage3-rv64_lp64d-musl.txt | check flavour, arch and mirror"
    }

    def "the digests are refused where #what"() {
        given:
        mirror()
        def name = "stage3-amd64-musl-${DATE}.tar.xz"
        def path = "releases/amd64/autobuilds/$DATE/${name}.DIGESTS".toString()
        def digests = "# SHA512 HASH\n${hex(ContentDigest.SHA512, STAGE)}  $name\n"
        server.files[path] = change(digests, server.files[path])

        expect:
        failure { inputs().pin(musl(date: DATE), STAGE3) }.startsWith("the stage3 of builder 'musl': " + message.replace('URL', server.url))

        where:
        what                          | change                                                                             || message
        'nobody signed them'          | { String text, byte[] was -> text.bytes }                                          || "URL/releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz.DIGESTS: it is not signed | "
        'somebody else signed them'   | { String text, byte[] was -> new OpenPgpKey().clearsigned(text, at: GentooMirror.SIGNED) } || "URL/releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz.DIGESTS: its signature does not count: key "
        'they were changed'           | { String text, byte[] was -> new String(was).replace(SHA512.take(20), '0' * 20).bytes } || "URL/releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz.DIGESTS: its signature does not count: what key "
        'the digest stands outside of what is signed' | { String text, byte[] was -> ('# SHA512 HASH\n' + hex(ContentDigest.SHA512, STAGE) + "  stage3-amd64-musl-${DATE}.tar.xz\n" + new String(key.clearsigned('nothing\n', at: GentooMirror.SIGNED))).bytes } || "the digests of URL/releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz name it with neither SHA512 nor SHA256 | try another mirror"
    }

    def "digests with a signature beside them count too (#ending, #form)"() {
        given:
        mirror()
        def name = "stage3-amd64-musl-${DATE}.tar.xz"
        def path = "releases/amd64/autobuilds/$DATE/${name}.DIGESTS".toString()
        def digests = "# SHA512 HASH\n$SHA512  $name\n"
        server.with(path, digests).with(path + ending, form == 'detached' ? key.detached(digests.bytes, at: GentooMirror.SIGNED) : key.clearsigned(digests, at: GentooMirror.SIGNED))

        expect:
        inputs().pin(musl(date: DATE), STAGE3).get().identity() == 'sha512:' + SHA512

        where:
        ending | form
        '.asc' | 'clearsigned'
        '.asc' | 'detached'
        '.sig' | 'detached'
    }

    def "where there are no DIGESTS the signed sha256 counts"() {
        given:
        mirror()
        server.files.remove("releases/amd64/autobuilds/$DATE/stage3-amd64-musl-${DATE}.tar.xz.DIGESTS".toString())

        expect:
        inputs().pin(musl(), STAGE3).get().identity() == 'sha256:' + hex(ContentDigest.SHA256, STAGE)
    }

    def "with verify 'digest' no key is needed"() {
        given:
        new GentooMirror(server, new OpenPgpKey()).stage('amd64-musl', DATE, STAGE)

        expect:
        inputs().pin(builder(stage3: [bare: true, mirror: server.url, flavour: 'amd64-musl', verify: 'digest']), STAGE3).get().identity() == 'sha512:' + SHA512
    }

    def "where Gentoo's keys are not on the machine it says how to get them"() {
        given:
        def bare = builder(stage3: [bare: true, mirror: server.url, flavour: 'amd64-musl'])

        expect:
        Files.exists(Path.of('/usr/share/openpgp-keys/gentoo-release.asc')) || failure { inputs().pin(bare, STAGE3) } ==
            "the stage3 of builder 'musl': the keys of Gentoo's releases are not on this machine (/usr/share/openpgp-keys/gentoo-release.asc) | get them as https://www.gentoo.org/downloads/signatures/ says, check their fingerprints " +
            "(13EBBDBEDE7A12775DFDB1BABB572E0E2D182910, D99EAC7379A850BCE47DA5F29E6438C817072058), and write keyring 'FILE'; or write verify 'digest' to go without signatures"
    }

    def "an own stage3 is taken by its sha256"() {
        given:
        Files.write(folder.resolve('own.tar.xz'), STAGE)
        def own = { String sha -> builder(stage3: [bare: true, file: 'own.tar.xz', sha256: sha]) }

        expect:
        inputs().stage3(own(hex(ContentDigest.SHA256, STAGE)), new TreeMap<>()) == folder.resolve('own.tar.xz')
        failure { inputs().stage3(own('0' * 64), new TreeMap<>()) } == "the stage3 of builder 'musl': 'own.tar.xz' has the sha256 ${hex(ContentDigest.SHA256, STAGE).take(12)}…, and 000000000000… was to come" +
            ' | the file is damaged there, or on the way; nothing of it was used'
    }

    def "the flavour #flavour is below releases/#arch"() {
        expect:
        Stages.Wanted.of(new TreeMap<>([flavour: flavour])).folder() == "releases/$arch/autobuilds/"

        where:
        flavour                   | arch
        'amd64-musl-hardened'     | 'amd64'
        'stage3-amd64-openrc'     | 'amd64'
        'i686-openrc'             | 'x86'
        'arm64-musl'              | 'arm64'
        'armv7a_hardfp-openrc'    | 'arm'
        'ppc64le-systemd'         | 'ppc'
        'rv64_lp64d-openrc'       | 'riscv'
        's390x-openrc'            | 's390'
        'loong-openrc'            | 'loong'
        'hppa2.0-openrc'          | 'hppa'
    }

    def "the newest snapshot is found by its md5sum, verified, and known by its sha256"() {
        given:
        mirror()
        def pin = "snapshot 20261115 sha256:${hex(ContentDigest.SHA256, SNAPSHOT)}".toString()

        expect:
        inputs().pin(builder([:]), PORTAGE).get().toString() == pin
        inputs().pin(builder(portage: [snapshot: '20261115']), PORTAGE).get().toString() == pin
        inputs().pin(builder(portage: [snapshot: 'latest']), PORTAGE).get().toString() == pin
        server.asked.count('snapshots/portage-20261115.tar.xz') == 1
        inputs(true).pin(builder(portage: [snapshot: '20261115']), PORTAGE).get().toString() == pin
    }

    def "a mirror without such md5sums is asked for its folder"() {
        given:
        mirror()
        server.files.keySet().removeIf { it.contains('latest') || it.startsWith('snapshots/portage-') }

        expect:
        inputs().pin(builder([:]), PORTAGE).get().date() == '20261115'
    }

    def "a snapshot is refused where #what"() {
        given:
        mirror()
        change(server)

        expect:
        failure { inputs().pin(builder([:]), PORTAGE) }.startsWith("the tree of builder 'musl': $server.url/snapshots/portage-20261115.tar.xz" + message)
        !Files.exists(folder.resolve('home/stages/portage-20261115.tar.xz'))

        where:
        what                       | change                                                                                       || message
        'it is not signed'         | { FileServer s -> s.files.remove('snapshots/portage-20261115.tar.xz.gpgsig') }               || ' has no signature beside it (.gpgsig) | '
        'somebody else signed it'  | { FileServer s -> s.with('snapshots/portage-20261115.tar.xz.gpgsig', new OpenPgpKey().detached(SNAPSHOT, at: GentooMirror.SIGNED)) } || ': its signature does not count: key '
        'it is damaged'            | { FileServer s -> s.with('snapshots/portage-20261115.tar.xz', 'x') }                         || ' has the md5 '
    }

    def "a snapshot that was kept without a signature does not count for a stack that wants one"() {
        given:
        new GentooMirror(server, new OpenPgpKey()).snapshot('20261115', SNAPSHOT)
        def unsigned = builder(portage: [bare: true, mirror: server.url, snapshot: '20261115', verify: 'digest'])
        def signed = builder(portage: [snapshot: '20261115'])

        expect:
        inputs().pin(unsigned, PORTAGE).present
        inputs(true).pin(unsigned, PORTAGE).present
        inputs(true).pin(signed, PORTAGE).empty
        failure { inputs().pin(signed, PORTAGE) }.startsWith("the tree of builder 'musl': $server.url/snapshots/portage-20261115.tar.xz: its signature does not count: key ")
    }

    def "a snapshot that is gone is told with those that are there"() {
        given:
        mirror().snapshot('20261120', SNAPSHOT)

        expect:
        failure { inputs().pin(builder(portage: [snapshot: '20250101']), PORTAGE) } == "the tree of builder 'musl': there is no snapshot of the tree of 20250101 on $server.url: looked for snapshots/portage-20250101.tar.xz and snapshots/gentoo-20250101.tar.xz; " +
            "there are those of 20261115 to 20261120 | mirrors keep snapshots for some days: 'stave update' takes the newest; a git tree keeps every day"
    }

    def "a snapshot is unpacked once, to a folder that nobody writes to"() {
        given:
        mirror()
        def sha = hex(ContentDigest.SHA256, SNAPSHOT)
        def pins = pinned(PORTAGE, "snapshot 20261115 sha256:$sha")
        def tree = inputs().tree(builder([:]), pins)

        expect:
        tree == folder.resolve("home/trees/$sha")
        tree.resolve('sys-apps/hello/hello-1.ebuild').toFile().text == 'EAPI=8\n'
        tree.resolve('metadata/md5-cache/sys-apps/hello-1').toFile().text == 'SLOT=0\n'
        Files.readSymbolicLink(tree.resolve('profiles/here')).toString() == 'repo_name'
        Files.getPosixFilePermissions(tree.resolve('profiles/repo_name'))*.name().toSet() == ['OWNER_READ', 'GROUP_READ', 'OTHERS_READ'] as Set
        !Files.getPosixFilePermissions(tree.resolve('profiles'))*.name().contains('OWNER_WRITE')
        Files.getLastModifiedTime(tree.resolve('profiles/repo_name')).toInstant() == GentooMirror.SIGNED

        when:
        server.files.clear()
        Files.delete(folder.resolve('home/stages/portage-20261115.tar.xz'))

        then:
        inputs(true).tree(builder([:]), pins) == tree
    }

    def "an archive that #what is refused, and nothing of it stays"() {
        given:
        Files.write(folder.resolve('tree.tar.xz'), GentooMirror.archive(GentooMirror.TREE + entries, prefix))

        expect:
        failure { inputs().tree(builder(portage: [file: 'tree.tar.xz']), new TreeMap<>()) } == "the tree of builder 'musl': ${message.replace('FILE', folder.resolve('tree.tar.xz').toString())}"
        Files.list(folder.resolve('home/trees')).filter { !it.toString().endsWith('.lock') }.toList() == []

        where:
        what                        | prefix     | entries                                       || message
        'leaves the tree'           | 'portage/' | ['../../evil': 'x']                           || "'FILE' cannot be unpacked: entry 'portage/../../evil' would leave the tree | "
        'has a link out of it'      | 'portage/' | ['evil': '-> ../../etc']                      || "'FILE' cannot be unpacked: link 'portage/evil' leads out of the tree, to '../../etc' | "
        'has an absolute link'      | 'portage/' | ['evil': '-> /etc']                           || "'FILE' cannot be unpacked: link 'portage/evil' leads out of the tree, to '/etc' | "
        'has a link beside it'      | 'portage/' | ['evil': '-> ../beside']                      || "link 'evil' leads out of the tree | "
        'writes through a link'     | 'portage/' | ['evil': '-> profiles', 'evil/x': 'x']        || "'FILE' cannot be unpacked: entry 'portage/evil/x' would pass through a link | "
    }

    def "an archive without a folder of its own is a tree too, and one of something else is none"() {
        given:
        Files.write(folder.resolve('flat.tar.xz'), GentooMirror.archive(GentooMirror.TREE, './'))
        Files.write(folder.resolve('other.tar.xz'), GentooMirror.archive(['a': 'x']))

        expect:
        inputs().tree(builder(portage: [file: 'flat.tar.xz']), new TreeMap<>()).resolve('profiles/repo_name').toFile().text == 'gentoo\n'
        failure { inputs().tree(builder(portage: [file: 'other.tar.xz']), new TreeMap<>()) } == "the tree of builder 'musl': what was to be a tree of ebuilds has neither profiles/ nor metadata/ | is it the right address?"
    }

    def "a local tree and a local overlay are where they are"() {
        given:
        Files.createDirectories(folder.resolve('tree'))

        expect:
        inputs().tree(builder(portage: [path: 'tree']), new TreeMap<>()) == folder.resolve('tree')
        inputs().overlay(builder(overlays: [local: [path: './tree']]), 'local', new TreeMap<>()) == folder.resolve('tree')
        failure { inputs().tree(builder(portage: [path: 'gone']), new TreeMap<>()) } == "the tree of builder 'musl': folder 'gone' does not exist | "
    }

    def "what is not pinned cannot be had"() {
        expect:
        failure { inputs().tree(builder([:]), new TreeMap<>()) } == "the tree of builder 'musl': it is not pinned | run once without --offline"
        failure { inputs().tree(builder([:]), pinned(PORTAGE, 'snapshot 20261115 sha256:12')) } == "the tree of builder 'musl': the lock pins 'snapshot 20261115 sha256:12', whose digest is none | stave update writes it anew"
    }
}
