package dev.stave.cli

import dev.stave.container.Owner
import dev.stave.fixture.Engines
import dev.stave.fixture.RunningPrograms
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport
import java.util.zip.GZIPInputStream
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir
import spock.lang.Timeout

/** What a whole run does with the containers of each engine: it leaves none behind, and tells no secret. */
@Tag('real')
@Timeout(300)
class ContainersInRunsSpec extends Specification {
    static final List<String> KINDS = ['docker', 'podman', 'buildah']
    static final String VALUE = 'correct-horse-battery'
    static final String BUSYBOX = 'mkdir "$STAVE_ROOTFS/bin"; cp "$(command -v busybox)" "$STAVE_ROOTFS/bin/busybox"; for t in sh sleep cat wc echo; do ln -s busybox "$STAVE_ROOTFS/bin/$t"; done'

    @Shared @TempDir Path shared
    @Shared @AutoCleanup Engines engines
    @TempDir Path temp

    def setupSpec() {
        engines = new Engines(shared.resolve('e'))
    }

    def "Ctrl-C during a #what on #kind removes the container and what it ran"() {
        given:
        // a step that Podman's service has begun goes on to its end: it is a short one
        def outlives = kind == 'podman' && what == 'build'
        def mark = outlives ? '31 17 13' : "98${KINDS.indexOf(kind)}${what.length()}"
        def shop = stack(kind)
            .file('slow/Dockerfile', "FROM \${BASE}\nRUN echo begun && sleep $mark\n")
            .groovy("image('box') { script 'box.sh'; version '1'${what == 'test' ? "; test 'sleep', '$mark'" : ''} }\nimage('slow') { from 'box'; dockerfile 'slow/Dockerfile'; version '1' }")
        def process = EngineProcess.start(shop, 'apply', '--json', '--engine', kind)
        untilRuns("sleep $mark", process, shop)

        when:
        assert new ProcessBuilder('kill', '-INT', "${process.pid()}").start().waitFor() == 0

        then:
        process.waitFor(60, TimeUnit.SECONDS)
        process.exitValue() == 130
        outlives || !RunningPrograms.has("sleep $mark")
        engines[kind].owners().findAll { Owner it -> it.processId() == process.pid() } == []

        cleanup:
        process?.destroyForcibly()

        where:
        [kind, what] << [KINDS, ['test', 'build']].combinations()
    }

    def "what a run that was killed during a test left on #kind is removed by the next one"() {
        given:
        def mark = "97${KINDS.indexOf(kind)}"
        def shop = stack(kind).groovy("image('box') { script 'box.sh'; version '1'; test 'sleep', '$mark' }")
        def process = EngineProcess.start(shop, 'apply', '--engine', kind)
        untilRuns("sleep $mark", process, shop)

        when:
        process.destroyForcibly().waitFor()

        then:
        engines[kind].owners().any { it.processId() == process.pid() }

        when:
        def next = shop.groovy("image('box') { script 'box.sh'; version '1'; test 'true' }").script('box.sh', "$BUSYBOX; ln -s busybox \"\$STAVE_ROOTFS/bin/true\"").stave('apply', '--engine', kind)

        then:
        next.exit == 0
        !engines[kind].owners().any { it.processId() == process.pid() }
        !RunningPrograms.has("sleep $mark")

        where:
        kind << KINDS
    }

    def "a secret of a Dockerfile's build on #kind is in no layer, history, log, event, lock, record or process list"() {
        given:
        def shop = stack(kind)
            .file('api/Dockerfile', 'FROM ${BASE}\nRUN --mount=type=secret,id=token echo "token $(cat /run/secrets/token)" && wc -c < /run/secrets/token > /size\n')
            .groovy('''
                image('box') { script 'box.sh'; version '1' }
                image('api') { from 'box'; dockerfile 'api/Dockerfile', secrets: [token: secret('API')]; version '1'; test 'sh', '-c', 'test "$(cat /size)" = 21' }
                ''')
            .with('STAVE_SECRET_API', VALUE)
        def watch = new ProcessWatch(VALUE)

        when:
        def run = shop.stave('apply', '--json', '--events', '../events', '--stacktrace', '--engine', kind)
        watch.end()

        then:
        run.exit == 0
        run.outcomes.api == 'released'
        !run.toString().contains(VALUE)
        Files.readString(Path.of(run.json.run.images.api.log)).contains('token ***')
        holding(temp) == []
        watch.looks > 10
        watch.seen == []

        where:
        kind << KINDS
    }

    private StackFolder stack(String kind) {
        def shop = new StackFolder(temp).withAllPrograms().script('box.sh', BUSYBOX)
        kind == 'docker' ? shop.with('DOCKER_HOST', engines.endpoint('docker').toString()) : shop
    }

    /** The files that have the secret in them, compressed ones opened. */
    private static List<String> holding(Path folder) {
        Files.walk(folder).withCloseable { files ->
            files.filter { Files.isRegularFile(it) && text(it).contains(VALUE) }.collect { folder.relativize(it).toString() }
        }
    }

    private static String text(Path file) {
        byte[] bytes = Files.readAllBytes(file)
        boolean zipped = bytes.length > 2 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B
        new String(zipped ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes, StandardCharsets.ISO_8859_1)
    }

    private static void untilRuns(String commandLine, Process stave, StackFolder shop) {
        while (!RunningPrograms.has(commandLine) && stave.isAlive()) {
            stave.waitFor(100, TimeUnit.MILLISECONDS)
        }
        assert stave.isAlive() : Files.readString(EngineProcess.log(shop))
    }

    /** Looks at every process' arguments, again and again. */
    static class ProcessWatch {
        final List<String> seen = Collections.synchronizedList([])
        volatile int looks
        private volatile boolean over
        private final Thread thread

        ProcessWatch(String text) {
            thread = Thread.startDaemon {
                while (!over) {
                    look(text)
                    looks++
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5))
                }
            }
        }

        void end() {
            over = true
            thread.join()
        }

        private void look(String text) {
            seen.addAll(RunningPrograms.all().findAll { it.contains(text) })
        }
    }
}
