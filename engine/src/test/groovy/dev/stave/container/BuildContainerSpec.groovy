package dev.stave.container

import dev.stave.container.BuildContainerOrder.Network
import dev.stave.fixture.Engines
import dev.stave.fixture.RunningPrograms
import dev.stave.model.CancelledException
import dev.stave.model.Platform
import dev.stave.oci.ImageConfig
import dev.stave.oci.PlatformImage
import dev.stave.oci.layer.ArchiveImport
import dev.stave.oci.layer.ArchivedImage
import dev.stave.oci.layer.KnownLayers
import dev.stave.oci.layout.LayoutStore
import dev.stave.process.ProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What a container that stays between commands does alike on every engine, on the real ones. */
@Tag('real')
@Timeout(60)
class BuildContainerSpec extends Specification {
    static final List<String> KINDS = ['docker', 'podman', 'buildah']

    @Shared
    @TempDir
    Path shared

    @Shared
    @AutoCleanup
    Engines engines

    @Shared
    LayoutStore store

    @Shared
    PlatformImage busybox

    @TempDir
    Path folder

    def ours = Owner.current("spec${UUID.randomUUID().toString().take(8)}")
    def log = Collections.synchronizedList([])

    def setupSpec() {
        engines = new Engines(shared.resolve('e'))
        store = new LayoutStore(shared.resolve('store'))
        busybox = Engines.busybox(store)
    }

    def cleanup() {
        KINDS.each { engines[it].removeOwned(ours) }
    }

    def "#kind keeps files from one command to the next, and tells exit codes and every line"() {
        given:
        def container = start(kind)

        expect:
        exec(container, ['sh', '-c', 'echo kept > /file; echo out; echo err >&2; printf "\\rlast"; exit 7']) == 7
        log.toSorted() - '' == ['err', 'last', 'out']
        exec(container, ['cat', '/file']) == 0
        log.last() == 'kept'
        exec(container, ['no-such-thing']) == 127
        exec(container, ['/etc']) == 126

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    def "#kind gives a command the image's environment, the order's and its own, in no process list"() {
        given:
        def container = start(kind, environment: [GIVEN: "it's given", PASSWORD: 'ordered'], mounts: [new ContainerRun.Mount(folder, '/mnt', false)])

        when:
        def lines = []
        def code = container.exec(['sh', '-c', 'echo "$PATH|$GIVEN|$PASSWORD|$MULTI"; echo ready; while ! test -e /mnt/go; do sleep 0.1; done'], new TreeMap([PASSWORD: 's3cretpass', MULTI: 'a\nb']), {
            lines << it
            if (it == 'ready') {
                log.addAll(RunningPrograms.all())
                Files.writeString(folder.resolve('go'), '')
            }
        })

        then:
        code == 0
        lines == ["/bin|it's given|s3cretpass|a", 'b', 'ready']
        !log.join('').contains('s3cretpass')

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    def "#kind streams bytes in and out of a command, and stderr to the log"() {
        given:
        def container = start(kind)
        def bytes = new byte[3_000_000]
        new Random(7).nextBytes(bytes)
        def out = new ByteArrayOutputStream()

        when:
        def code = container.stream(['sh', '-c', 'echo note >&2; cat; exit 3'], { it.write(bytes) }, { it.transferTo(out) }, { log << it })

        then:
        code == 3
        Arrays.equals(out.toByteArray(), bytes)
        log == ['note']

        when:
        def first = new byte[1]
        code = container.stream(['cat', '/bin/busybox'], ProcessRunner.Feed.NOTHING, { it.readNBytes(first, 0, 1) }, {})

        then: 'what a reader leaves is read and dropped'
        code == 0
        first[0] == 0x7F

        when:
        container.stream(['cat'], { throw new IllegalStateException('no more') }, { it.readAllBytes() }, {})

        then:
        def e = thrown(Exception)
        "$e.message ${e.cause?.message}".contains('no more')

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    def "#kind loses nothing of many short commands' output"() {
        given:
        def container = start(kind)

        when:
        40.times { container.exec(['echo', "line $it".toString()], new TreeMap(), { line -> log << line }) }

        then:
        log == (0..<40).collect { "line $it".toString() }

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    def "#kind mounts folders and files of the host, also one below a read-only one"() {
        given:
        Files.createDirectories(folder.resolve('outer/inner'))
        Files.createDirectories(folder.resolve('written'))
        Files.writeString(folder.resolve('outer/note'), 'hello\n')
        Files.writeString(folder.resolve('file'), 'a file\n')
        def container = start(kind, mounts: [
            new ContainerRun.Mount(folder.resolve('written'), '/config/inner', true),
            new ContainerRun.Mount(folder.resolve('outer'), '/config', false),
            new ContainerRun.Mount(folder.resolve('file'), '/etc/one', false),
        ])

        when:
        exec(container, ['sh', '-c', 'cat /config/note /etc/one; touch /config/x || echo refused; touch /etc/one || echo refused; echo made > /config/inner/result'])

        then:
        log.findAll { !it.startsWith('touch') } == ['hello', 'a file', 'refused', 'refused']
        Files.readString(folder.resolve('written/result')) == 'made\n'

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    def "#kind refuses #what with a sentence and leaves no container behind"() {
        given:
        Files.createDirectories(folder.resolve('outer'))

        when:
        start(kind, mounts: mounts.call(folder))

        then:
        def e = thrown(ContainerException)
        e.what() == message.call(folder)
        !engines[kind].owners().contains(ours)

        where:
        [kind, row] << [KINDS, [
            ['a mount that is not there', { [new ContainerRun.Mount(it.resolve('gone'), '/mnt', true)] }, { "'$it/gone' cannot be mounted on '/mnt': there is no such file".toString() }],
            ['a mount below a read-only one without a place for it',
                { [new ContainerRun.Mount(it.resolve('outer'), '/config', false), new ContainerRun.Mount(it, '/config/inner', true)] },
                { "'$it' cannot be mounted on '/config/inner': '$it/outer', which is mounted read-only on '/config', has no 'inner'".toString() }],
        ]].combinations()
        (what, mounts, message) = row
    }

    def "#kind reaches this host's loopback where the host's network is asked for, and nothing without a network"() {
        given:
        def host = start(kind, network: Network.HOST)
        def none = start(kind, network: Network.NONE)

        when:
        exec(host, ['sh', '-c', 'ip -o link | wc -l'])
        exec(none, ['sh', '-c', 'ip -o link | wc -l'])

        then:
        (log[0].trim() as int) > 1
        log[1].trim() == '1'

        cleanup:
        host?.close()
        none?.close()

        where:
        kind << KINDS
    }

    def "#kind adds capabilities, and with ALL those that this host has"() {
        given:
        def known = (1L << 38) - 1
        def usual = start(kind)
        def traced = start(kind, capabilities: ['SYS_PTRACE'])
        def all = start(kind, capabilities: ['ALL'])
        def bounding = { BuildContainer c ->
            log.clear()
            exec(c, ['sh', '-c', 'cat /proc/self/status'])
            Long.parseLong(log.find { it.startsWith('CapBnd') }.split(/\s+/)[1], 16)
        }

        expect:
        (bounding(usual) & (1L << 19)) == 0
        (bounding(traced) & (1L << 19)) != 0
        (bounding(all) & known) == (known & Long.parseLong(new File('/proc/self/status').readLines().find { it.startsWith('CapBnd') }.split(/\s+/)[1], 16))

        cleanup:
        [usual, traced, all].each { it?.close() }

        where:
        kind << KINDS
    }

    def "#kind commits what a container holds as one layer, with the image's configuration, and again from there"() {
        given:
        def container = start(kind, environment: [PASSWORD: 'ordered'])
        exec(container, ['sh', '-c', 'mkdir /made; echo one > /made/one; rm /bin/wc; chmod 4755 /made/one; ln -s one /made/link'])

        when:
        container.commit(ours.imageName())
        def image = saved(kind, ours.imageName())

        then:
        image.isOn(busybox)
        image.layers().size() == busybox.layers().size() + 1
        image.layers()[0].blob() == busybox.layers()[0]
        settings(image.config()) == settings(ImageConfig.of(busybox, store)) + (kind == 'podman' ? [env: [PATH: '/bin', TERM: 'xterm', container: 'podman'], workdir: '/'] : [:])
        !new String(image.config().bytes()).contains('ordered')

        when: 'the container goes on, and another starts from what was committed'
        exec(container, ['sh', '-c', 'cat /made/one'])
        container.close()
        def next = start(kind, image: ours.imageName())
        exec(next, ['sh', '-c', 'cat /made/link; test -u /made/one && echo set; test -e /bin/wc || echo gone'])

        then:
        log == ['one', 'one', 'set', 'gone']

        cleanup:
        next?.close()

        where:
        kind << KINDS
    }

    def "#kind keeps what a failed build left beyond its run, tells it, and removes it when it is told to"() {
        given:
        def name = KeptImage.PREFIX + ours.runId().toLowerCase() + '/box:last'
        def container = start(kind)
        exec(container, ['sh', '-c', 'echo left > /left'])
        def mine = { engines[kind].kept().findAll { it.name() == name } }

        when:
        container.commit(name)
        container.close()
        engines[kind].removeOwned(ours)
        def next = start(kind, image: name)
        exec(next, ['cat', '/left'])
        next.close()

        then:
        log == ['left']
        mine()*.created().every { it > Instant.now().minusSeconds(120) && it < Instant.now().plusSeconds(5) }
        mine().size() == 1
        mine()[0].bytes() < 100_000

        when:
        2.times { engines[kind].remove(new KeptImage(name, Instant.EPOCH, 0)) }

        then:
        mine() == []

        where:
        kind << KINDS
    }

    def "#kind removes a container that is closed, interrupted or left behind, and what it ran"() {
        given:
        def container = start(kind)
        def begun = new CompletableFuture()
        def outcome = new CompletableFuture<List>()
        def thread = Thread.start {
            try {
                container.exec(['sh', '-c', 'sleep 973 & echo begun; sleep 974'], new TreeMap(), { begun.complete(it) })
                outcome.complete([])
            } catch (CancelledException e) {
                outcome.complete([Thread.currentThread().isInterrupted()])
            } catch (Throwable e) {
                outcome.completeExceptionally(e)
            }
        }

        when:
        begun.get(20, TimeUnit.SECONDS)
        thread.interrupt()

        then:
        outcome.get(20, TimeUnit.SECONDS) == [true]
        new PollingConditions(timeout: 10).eventually { assert !RunningPrograms.has('sleep 973') && !RunningPrograms.has('sleep 974') }
        kind == 'buildah' || !engines[kind].owners().contains(ours)

        when: 'one that nobody closes'
        def dead = new Owner('dead', '', ours.host(), ours.processId(), ours.startTime() + 1)
        start(kind, owner: dead)

        then:
        engines[kind].owners().contains(dead)

        when:
        engines[kind].removeLeftovers()

        then:
        !engines[kind].owners().contains(dead)

        where:
        kind << KINDS
    }

    private ArchivedImage saved(String kind, String name) {
        def images = []
        engines[kind].save(name) { images.addAll(new ArchiveImport(store, shared.resolve('spool'), engines.threads).fromTar(it, KnownLayers.of(busybox))) }
        images[0] as ArchivedImage
    }

    /** What of a configuration decides how an image runs. */
    private static Map settings(ImageConfig config) {
        def words = config.withoutBuildTraces(Engines.CREATED, Optional.empty())
        ['env', 'entrypoint', 'command', 'user', 'workdir', 'labels', 'ports', 'volumes', 'healthcheck'].collectEntries { [it, words."$it"()] }
    }

    private BuildContainer start(Map said = [:], String kind) {
        engines[kind].start(new BuildContainerOrder(
            (said.image ?: engines[kind].load('busybox', busybox, store)) as String, (said.user ?: '0:0') as String,
            new TreeMap<>((said.environment ?: [:]) as Map), (said.mounts ?: []) as List, (said.network ?: Network.ENGINE) as Network,
            (said.capabilities ?: []) as List, Platform.parse('linux/amd64'), (said.owner ?: ours) as Owner))
    }

    private int exec(BuildContainer container, List<String> command) {
        container.exec(command, new TreeMap(), { log << it })
    }
}
