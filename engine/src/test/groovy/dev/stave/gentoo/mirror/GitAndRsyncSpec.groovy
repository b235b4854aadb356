package dev.stave.gentoo.mirror

import dev.stave.fixture.GentooMirror
import dev.stave.fixture.OpenPgpKey
import dev.stave.gentoo.GentooException
import dev.stave.gentoo.signature.ContentDigest
import dev.stave.http.Deadlines
import dev.stave.http.Pace
import dev.stave.http.Proxies
import dev.stave.http.Trust
import dev.stave.http.WebClient
import dev.stave.model.BinaryHosts
import dev.stave.model.BuildHooks
import dev.stave.model.BuilderInput
import dev.stave.model.BuilderInputs
import dev.stave.model.BuilderSpec
import dev.stave.model.Compiling
import dev.stave.model.ContainerWishes
import dev.stave.model.Origin
import dev.stave.model.PortageSettings
import dev.stave.process.LocalProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.time.InstantSource
import java.util.concurrent.Executors
import java.util.zip.GZIPOutputStream
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Trees by the real programs, from repositories and folders of this machine. */
class GitAndRsyncSpec extends Specification {
    static final BuilderInput PORTAGE = BuilderInput.portage('musl')
    static final String WHEN = '@1794765600 +0000'
    static final String DATE = '20261115T180000Z'

    @Shared
    OpenPgpKey key = new OpenPgpKey()

    @TempDir
    Path folder

    @AutoCleanup('shutdownNow')
    def drains = Executors.newCachedThreadPool()

    static boolean has(String program) {
        System.getenv('PATH').split(':').any { Files.isExecutable(Path.of(it, program)) }
    }

    private MirroredInputs inputs(boolean offline = false) {
        new MirroredInputs(
            new MirroredInputs.Places(folder.resolve('home'), folder, [:], offline), new WebClient(new Trust([]), Proxies.NONE, Deadlines.USUAL, Pace.system()),
            new LocalProcessRunner(drains, System.getenv()), InstantSource.fixed(Instant.parse('2026-11-21T12:00:00Z')))
    }

    private BuilderSpec builder(Map<String, String> portage, Map<String, Map> overlays = [:]) {
        key.exportTo(folder.resolve('keys.asc'))
        new BuilderSpec(
            'musl', new Origin('stack.groovy', 1), null,
            new BuilderInputs(new TreeMap<>(), new TreeMap<>(portage), new TreeMap<>(overlays.collectEntries { [(it.key): new TreeMap<>(it.value)] })),
            PortageSettings.NONE, BuildHooks.NONE, Compiling.HERE, BinaryHosts.NONE, ContainerWishes.NONE, new TreeMap<>())
    }

    private SortedMap<String, String> pinned(BuilderInput input, Object pin) {
        new TreeMap<>([(input.key()): pin.toString()])
    }

    private String git(Path at, byte[] input = null, String... words) {
        def process = new ProcessBuilder(['git', '-C', at.toString(), '-c', 'user.name=S', '-c', 'user.email=s@example.org', *words.toList()])
        process.environment().putAll([GIT_AUTHOR_DATE: WHEN, GIT_COMMITTER_DATE: WHEN, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null'])
        def running = process.redirectErrorStream(true).start()
        running.outputStream.withCloseable { if (input) { it.write(input) } }
        def text = running.inputStream.text
        assert running.waitFor() == 0: text
        text.trim()
    }

    private void files(Path root, Map<String, String> entries) {
        entries.findAll { !it.key.endsWith('/') && !it.value.startsWith('->') }.each { path, text ->
            Files.createDirectories(root.resolve(path).parent)
            Files.writeString(root.resolve(path), text)
        }
    }

    /** A repository with one commit, signed by a key as git signs. */
    private Path repository(OpenPgpKey by = key) {
        def root = Files.createDirectories(folder.resolve('tree'))
        git(root, 'init', '-q', '-b', 'main')
        commit(root, by, GentooMirror.TREE)
        root
    }

    private String commit(Path root, OpenPgpKey by, Map<String, String> entries) {
        files(root, entries)
        git(root, 'add', '-A')
        git(root, 'commit', '-q', '-m', 'a commit')
        if (by) {
            def object = (git(root, 'cat-file', 'commit', 'HEAD') + '\n')
            def armour = new String(by.detached(object.bytes, at: GentooMirror.SIGNED)).trim().replace('\r', '')
            def signed = object.replaceFirst('\n\n', '\ngpgsig ' + armour.split('\n').join('\n ') + '\n\n')
            git(root, 'update-ref', 'refs/heads/main', git(root, signed.bytes, 'hash-object', '-t', 'commit', '-w', '--stdin'))
        }
        git(root, 'rev-parse', 'HEAD')
    }

    private static String failure(Closure work) {
        try {
            work.call()
            return 'none'
        } catch (GentooException e) {
            return e.what() + ' | ' + e.hint()
        }
    }

    @Requires({ GitAndRsyncSpec.has('git') })
    def "a git tree is pinned to a commit, whose signature counts, and stays there though the branch goes on"() {
        given:
        def root = repository()
        def first = git(root, 'rev-parse', 'HEAD')
        def musl = builder(git: 'tree', ref: 'main', keyring: 'keys.asc', keys: key.fingerprint())
        def pin = inputs().pin(musl, PORTAGE).get()
        def second = commit(root, key, ['sys-apps/hello/hello-2.ebuild': 'EAPI=8\n'])

        expect:
        pin.toString() == "git:tree#main $DATE $first"

        when:
        def tree = inputs().tree(musl, pinned(PORTAGE, pin))

        then:
        tree == folder.resolve("home/trees/git-$first")
        Files.exists(tree.resolve('sys-apps/hello/hello-1.ebuild'))
        !Files.exists(tree.resolve('sys-apps/hello/hello-2.ebuild'))
        !Files.exists(tree.resolve('.git'))
        !Files.getPosixFilePermissions(tree.resolve('profiles/repo_name'))*.name().contains('OWNER_WRITE')
        inputs().pin(musl, PORTAGE).get().identity() == second
        inputs(true).pin(musl, PORTAGE).empty
        inputs(true).tree(musl, pinned(PORTAGE, pin)) == tree
    }

    @Requires({ GitAndRsyncSpec.has('git') })
    def "a machine that never saw the commit fetches it by its name, or by the branch that leads to it"() {
        given:
        def root = repository()
        def first = git(root, 'rev-parse', 'HEAD')
        git(root, 'config', 'uploadpack.allowAnySHA1InWant', anySha as String)
        commit(root, key, ['sys-apps/hello/hello-2.ebuild': 'EAPI=8\n'])
        def musl = builder(git: 'tree', keyring: 'keys.asc', keys: key.fingerprint())

        expect:
        !Files.exists(inputs().tree(musl, pinned(PORTAGE, "git:tree#HEAD $DATE $first")).resolve('sys-apps/hello/hello-2.ebuild'))

        where:
        anySha << [true, false]
    }

    @Requires({ GitAndRsyncSpec.has('git') })
    def "a commit that #what is refused"() {
        given:
        def root = repository(by(key))

        expect:
        failure { inputs().pin(builder(git: 'tree', keyring: 'keys.asc', keys: key.fingerprint()), PORTAGE) }
            .startsWith("the tree of builder 'musl': commit ${git(root, 'rev-parse', 'HEAD')} of $root" + message)

        where:
        what                    | by                     || message
        'nobody signed'         | { null }               || " is not signed | take a repository whose commits are, or write verify 'digest': the commit stays pinned"
        'somebody else signed'  | { new OpenPgpKey() }   || ': its signature does not count: key '
    }

    @Requires({ GitAndRsyncSpec.has('git') })
    def "without a signature it is the commit that counts: for an overlay, and with verify 'digest'"() {
        given:
        def root = repository(null)
        def head = git(root, 'rev-parse', 'HEAD')
        def musl = builder([git: 'tree', verify: 'digest'], [over: [git: 'tree', ref: 'main']])
        def over = BuilderInput.overlay('musl', 'over')

        expect:
        inputs().pin(musl, PORTAGE).get().identity() == head
        inputs().pin(musl, over).get().toString() == "git:tree#main $DATE $head"
        Files.exists(inputs().overlay(musl, 'over', pinned(over, inputs().pin(musl, over).get())).resolve('profiles/repo_name'))
    }

    @Requires({ GitAndRsyncSpec.has('git') })
    def "what git cannot fetch is told: #what"() {
        given:
        repository(null)

        expect:
        failure { work.call(inputs(), builder(git: 'tree', ref: 'gone', verify: 'digest')) } ==~ "the tree of builder 'musl': " + message

        where:
        what                | work                                                                                             || message
        'a ref'             | { MirroredInputs i, BuilderSpec b -> i.pin(b, PORTAGE) }                                         || "'gone' could not be fetched from .*/tree: .* \\| check the address and ref: a branch, a tag, or a whole commit"
        'a commit'          | { MirroredInputs i, BuilderSpec b -> i.tree(b, new TreeMap<>(['portage musl': "git:tree#gone $DATE ${'1' * 40}".toString()])) } || "(?s).*/tree could not be fetched: .* \\| check the address and the ref"
        'no commit at all'  | { MirroredInputs i, BuilderSpec b -> i.tree(b, new TreeMap<>(['portage musl': "git:tree#gone $DATE --upload-pack=x".toString()])) } || "the lock pins '--upload-pack=x', which is no commit \\| stave update writes it anew"
    }

    @Requires({ GitAndRsyncSpec.has('git') })
    def "a ref that looks like an option is none"() {
        expect:
        failure { inputs().pin(builder(git: 'tree', ref: '--upload-pack=x', verify: 'digest'), PORTAGE) } == "the tree of builder 'musl': git '${folder.resolve('tree')}' or its ref begins with a dash | "
    }

    private static String hex(ContentDigest kind, byte[] bytes) {
        kind.of(new ByteArrayInputStream(bytes))
    }

    private static String line(Path root, String tag, String path, String shown = path) {
        byte[] bytes = Files.readAllBytes(root.resolve(path))
        "$tag $shown $bytes.length BLAKE2B ${hex(ContentDigest.BLAKE2B, bytes)} SHA512 ${hex(ContentDigest.SHA512, bytes)}\n"
    }

    /** A tree as rsync servers have it, with its Manifests. */
    private Path served(OpenPgpKey by = key) {
        def root = folder.resolve('served')
        files(root, GentooMirror.TREE + ['metadata/timestamp.commit': "${'a' * 40} 1794765600 2026-11-15T18:00:00Z\n".toString(), 'distfiles/x': 'x'])
        def below = ['profiles/repo_name', 'metadata/layout.conf', 'metadata/md5-cache/sys-apps/hello-1'].collect { line(root, 'DATA', it) }.join('') +
            line(root, 'DATA', 'sys-apps/hello/hello-1.ebuild')
        new GZIPOutputStream(Files.newOutputStream(root.resolve('Manifest.files.gz'))).withCloseable { it.write(below.bytes) }
        Files.write(root.resolve('Manifest'), by.clearsigned('IGNORE distfiles\nIGNORE metadata/timestamp.commit\n' + line(root, 'MANIFEST', 'Manifest.files.gz') + 'TIMESTAMP 2026-11-15T18:00:00Z\n', at: GentooMirror.SIGNED))
        root
    }

    @Requires({ GitAndRsyncSpec.has('rsync') })
    def "an rsync tree is pinned to the commit that it says it is of, and verified by its Manifests"() {
        given:
        served()
        def musl = builder(rsync: 'served', keyring: 'keys.asc', keys: key.fingerprint())
        def pin = inputs().pin(musl, PORTAGE).get()
        def tree = inputs().tree(musl, pinned(PORTAGE, pin))

        expect:
        pin.toString() == "rsync:served $DATE ${'a' * 40}"
        tree == folder.resolve("home/trees/rsync-${'a' * 40}")
        tree.resolve('sys-apps/hello/hello-1.ebuild').toFile().text == 'EAPI=8\n'
        !Files.exists(tree.resolve('distfiles'))
        inputs(true).tree(musl, pinned(PORTAGE, pin)) == tree
    }

    @Requires({ GitAndRsyncSpec.has('rsync') })
    def "an rsync server that went on is told with what helps"() {
        given:
        served()
        def musl = builder(rsync: 'served', verify: 'digest')

        expect:
        failure { inputs().tree(musl, pinned(PORTAGE, "rsync:served 20261101T000000Z ${'b' * 40}")) } == "the tree of builder 'musl': ${folder.resolve('served')} has the tree of $DATE now, and the lock pins that of 20261101T000000Z" +
            " | rsync servers have the newest alone: 'stave update' takes it; a git tree or a snapshot can be had again"
    }

    @Requires({ GitAndRsyncSpec.has('rsync') })
    def "a tree that #what does not verify"() {
        given:
        def root = served()
        change(root)
        def musl = builder(rsync: 'served', keyring: 'keys.asc', keys: key.fingerprint())

        expect:
        failure { inputs().tree(musl, pinned(PORTAGE, "rsync:served $DATE ${'a' * 40}")) } == "the tree of builder 'musl': the tree of $root does not verify: $message | "
        !Files.exists(folder.resolve("home/trees/rsync-${'a' * 40}"))

        where:
        what                          | change                                                                        || message
        'has another ebuild'          | { Path r -> Files.writeString(r.resolve('sys-apps/hello/hello-1.ebuild'), 'EAPI=7\n') } || "'sys-apps/hello/hello-1.ebuild' is not what its Manifest says"
        'has an ebuild too many'      | { Path r -> Files.writeString(r.resolve('sys-apps/hello/hello-9.ebuild'), 'x') } || "'sys-apps/hello/hello-9.ebuild' is in no Manifest"
        'lacks a file'                | { Path r -> Files.delete(r.resolve('profiles/repo_name')) }                    || "'profiles/repo_name' is missing"
        'has other Manifests'         | { Path r -> Files.write(r.resolve('Manifest.files.gz'), new byte[5]) }         || "'Manifest.files.gz' is not what its Manifest says"
    }

    @Requires({ GitAndRsyncSpec.has('rsync') })
    def "Manifests that somebody else signed are none"() {
        given:
        served(new OpenPgpKey())

        expect:
        failure { inputs().tree(builder(rsync: 'served', keyring: 'keys.asc', keys: key.fingerprint()), pinned(PORTAGE, "rsync:served $DATE ${'a' * 40}")) }.startsWith("the tree of builder 'musl': ${folder.resolve('served')}/Manifest: its signature does not count: key ")
    }
}
