package dev.stave.container

import dev.stave.fixture.Engines
import dev.stave.fixture.RunningPrograms
import dev.stave.model.CancelledException
import dev.stave.model.Platform
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What every engine does alike, on the real ones. */
@Tag('real')
@Timeout(60)
class ContainerEngineSpec extends Specification {
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

    def "#kind says what it is"() {
        when:
        def info = engines[kind].info()

        then:
        info.kind() == kind
        info.version() ==~ /\d+\.\d+.*/
        info.platform() == Platform.parse('linux/amd64')
        info.abilities().containsAll([EngineInfo.Ability.ISOLATED_RUN, EngineInfo.Ability.BUILD_SECRETS])

        where:
        kind << KINDS
    }

    def "#kind knows an image of the store under a name with its config digest, and loads it once"() {
        expect:
        engines[kind].load('web/busybox', busybox, store) == "localhost/stave/web/busybox:${busybox.config().digest().hex()}"
        engines[kind].load('web/busybox', busybox, new LayoutStore(folder)) == engines[kind].load('web/busybox', busybox, store)

        where:
        kind << KINDS
    }

    def "#kind tells exit code, stdout and every line apart"() {
        when:
        def result = run(kind, ['sh', '-c', 'echo out; echo err >&2; echo -n last; exit 7'])

        then:
        [result.exitCode(), result.timedOut(), result.output().strip()] == [7, false, 'out\nlast']
        log.toSorted() == ['err', 'last', 'out']

        where:
        kind << KINDS
    }

    def "#kind runs without network, capabilities beyond its own, or a way to more rights"() {
        when:
        def result = run(kind, ['sh', '-c', 'ip -o link; cat /proc/self/status'])

        then:
        def text = result.output()
        (text =~ /(?m)^\d+: (\S+?)[:@].*/).collect { it[1] } == ['lo']
        text.contains('LOOPBACK,UP')
        (Long.parseLong((text =~ /CapBnd:\s*(\w+)/)[0][1] as String, 16) & (1L << 21)) == 0

        where:
        kind << KINDS
    }

    def "#kind ends a container at its time limit"() {
        when:
        def result = run(kind, ['sh', '-c', 'echo begun; sleep 987'], timeout: Duration.ofSeconds(2))

        then:
        [result.timedOut(), result.succeeded(), result.output()] == [true, false, 'begun\n']
        !RunningPrograms.has('sleep 987')

        where:
        kind << KINDS
    }

    def "on #kind a command that the image does not have ends with 127, one that cannot be executed with 126"() {
        expect:
        run(kind, command).exitCode() == code

        where:
        [kind, command, code] << [KINDS, [[['no-such-thing'], 127], [['/etc'], 126]]].combinations().collect { [it[0], it[1][0], it[1][1]] }
    }

    def "#kind sees environment, working folder, mounts, and the image's own command"() {
        given:
        Files.writeString(folder.resolve('note'), 'hello')

        when:
        def result = run(kind, ['sh', '-c', 'echo $GREETING; ls; cat /mnt/note; touch /mnt/x || echo refused'],
            environment: [GREETING: 'hi you'], workingFolder: '/etc', mounts: [new ContainerRun.Mount(folder, '/mnt', false)])

        then:
        result.output().readLines().first() == 'hi you'
        result.output().readLines().last() == 'hellorefused'
        run(kind, []).exitCode() == 0

        where:
        kind << KINDS
    }

    def "#kind kills a container at an interrupt and leaves none behind"() {
        given:
        def begun = new CompletableFuture()
        def outcome = new CompletableFuture<List>()
        def thread = Thread.start {
            try {
                engines[kind].run(order(kind, ['sh', '-c', 'echo begun; sleep 986']), { begun.complete(it) })
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
        !RunningPrograms.has('sleep 986')

        where:
        kind << KINDS
    }

    def "#kind asks a probe until it succeeded twice in a row, or the time is over, or the container ends"() {
        given:
        def probe = new ContainerRun.Probe(['sh', '-c', ask], Duration.ofMillis(100), Duration.ofSeconds(5), 2)

        when:
        def result = run(kind, ['sh', '-c', command], probe: probe, timeout: Duration.ofSeconds(limit))

        then:
        [result.exitCode(), result.timedOut(), result.output()] == expected
        !RunningPrograms.has('sleep 985')

        where:
        [kind, row] << [KINDS, [
            ['sleep 1; touch /tmp/up; sleep 985', 'test -e /tmp/up && echo well', 30, [0, false, 'well\n']],
            ['sleep 985', 'echo ill; exit 3', 3, [3, true, 'ill\n']],
            ['sleep 1; exit 5', 'exit 3', 30, [5, false, '']],
            ['sleep 1', 'exit 3', 30, [-1, false, '']],
        ]].combinations()
        (command, ask, limit, expected) = row
    }

    def "#kind builds with arguments, a target and what .dockerignore leaves, and hands the image over"() {
        given:
        context([kept: 'kept', left: 'left', 'sub/deep': 'deep', '.dockerignore': 'left'])

        when:
        def name = build(kind, """
            FROM ${load(kind)} AS first
            ARG MODE=none
            RUN echo mode \$MODE && mkdir /made
            COPY . /made
            FROM first AS second
            RUN false
            """, arguments: [MODE: 'prod'], target: 'first', ignored: { it == 'left' })
        def entries = []
        engines[kind].save(name) { stream ->
            def tar = new TarArchiveInputStream(stream)
            for (def entry = tar.nextEntry; entry != null; entry = tar.nextEntry) {
                entries << entry.name
            }
        }

        then:
        log.any { it.contains('mode prod') }
        entries.contains('manifest.json')
        run(kind, ['ls', '-R', '/made'], image: name).output().readLines().findAll() == ['/made:', 'kept', 'sub', '/made/sub:', 'deep']

        when:
        engines[kind].removeOwned(ours)
        run(kind, ['true'], image: name)

        then:
        thrown(ContainerException)

        where:
        kind << KINDS
    }

    def "#kind builds with a secret that neither image nor log shows"() {
        given:
        context([:])
        def secret = Files.writeString(folder.resolve('token'), 's3cret')

        when:
        def name = build(kind, """
            FROM ${load(kind)}
            RUN --mount=type=secret,id=tok cat /run/secrets/tok; wc -c < /run/secrets/tok > /size
            """, secretFiles: [tok: secret], secrets: ['s3cret'])

        then:
        !log.join('\n').contains('s3cret')
        run(kind, ['sh', '-c', 'cat /size; ls /run/secrets /run/secrets/tok'], image: name).output().startsWith('6\n')

        where:
        kind << KINDS
    }

    def "a build that fails on #kind quotes the engine"() {
        given:
        context([:])

        when:
        build(kind, "FROM ${load(kind)}\nRUN echo before && exit 3\n")

        then:
        def e = thrown(ContainerException)
        e.what().startsWith("the build of '${ours.imageName()}' failed: ")
        e.what().contains('3')
        log.any { it.contains('before') }

        where:
        kind << KINDS
    }

    def "#kind stops a build at an interrupt, and what it left goes with its owner"() {
        given:
        context([:])
        // a step that Podman's service has begun goes on to its end: it is a short one
        def time = kind == 'podman' ? '31 17 13' : '984'
        def text = "FROM ${load(kind)}\nRUN echo begun && sleep $time\n"
        def begun = new CompletableFuture()
        def outcome = new CompletableFuture<List>()
        def thread = Thread.start {
            try {
                build(kind, text, log: { if (it == 'begun' || it.endsWith(' begun')) { begun.complete(it) } })
                outcome.complete([])
            } catch (CancelledException e) {
                outcome.complete([Thread.currentThread().isInterrupted()])
            } catch (Throwable e) {
                outcome.completeExceptionally(e)
            }
        }

        when:
        begun.get(30, TimeUnit.SECONDS)
        thread.interrupt()

        then:
        outcome.get(30, TimeUnit.SECONDS) == [true]
        new PollingConditions(timeout: 10).eventually { assert kind == 'podman' || !RunningPrograms.has('sleep 984') }

        when:
        engines[kind].removeOwned(ours)

        then:
        !engines[kind].owners().contains(ours)

        where:
        kind << KINDS
    }

    def "#kind tells whose leftovers it has, and removes those of a process that is gone"() {
        given:
        context([:])
        def dead = new Owner('dead', '', ours.host(), ours.processId(), ours.startTime() + 1)
        def text = "FROM ${load(kind)}\nRUN true\n"
        build(kind, text, name: dead.imageName(), owner: dead)
        build(kind, text)

        expect:
        engines[kind].owners().containsAll([dead, ours])

        when:
        engines[kind].removeLeftovers()

        then:
        !engines[kind].owners().contains(dead)
        engines[kind].owners().contains(ours)

        where:
        kind << KINDS
    }

    private String load(String kind) {
        engines[kind].load('busybox', busybox, store)
    }

    private ContainerResult run(Map said = [:], String kind, List<String> command) {
        engines[kind].run(order(said, kind, command), { log << it })
    }

    private ContainerRun order(Map said = [:], String kind, List<String> command) {
        new ContainerRun(
            (said.image ?: load(kind)) as String, null, command, new TreeMap<>((said.environment ?: [:]) as Map),
            (said.mounts ?: []) as List, said.workingFolder as String, false, 512L << 20, 100,
            (said.timeout ?: Duration.ofSeconds(60)) as Duration, ours, said.probe as ContainerRun.Probe)
    }

    private void context(Map<String, String> files) {
        Files.createDirectories(folder.resolve('context'))
        files.each { path, text ->
            Path file = folder.resolve('context').resolve(path)
            Files.createDirectories(file.parent)
            Files.writeString(file, text)
        }
    }

    private String build(Map said = [:], String kind, String dockerfile) {
        Path file = Files.createDirectories(folder.resolve('work')).resolve('Dockerfile')
        Files.writeString(file, dockerfile.stripIndent())
        engines[kind].build(
            new DockerfileBuild(
                (said.name ?: ours.imageName()) as String, file, folder.resolve('context'),
                (said.ignored ?: { false }) as java.util.function.Predicate, Platform.parse('linux/amd64'),
                new TreeMap<>((said.arguments ?: [:]) as Map), said.target as String,
                new TreeMap<>((said.secretFiles ?: [:]) as Map), (said.secrets ?: []) as List, false, 1767322985,
                (said.owner ?: ours) as Owner),
            (said.log ?: { log << it }) as java.util.function.Consumer)
    }
}
