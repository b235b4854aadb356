package dev.stave.cli

import dev.stave.fixture.DockerRegistry
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * Runs that are cut off: whatever the moment, no tag names anything but what an undisturbed run gives, and the next run
 * ends well.
 */
class KilledRunSpec extends Specification {
    private static final List<String> NAMES = ['a', 'b', 'c', 'd']

    @TempDir Path temp
    @AutoCleanup DockerRegistry registry

    @Tag('real')
    def "three runs killed at random moments, and each time the next one finishes"() {
        expect:
        killed(3)
    }

    @Tag('long')
    def "fifty runs killed at random moments, and each time the next one finishes"() {
        expect:
        killed(50)
    }

    private boolean killed(int times) {
        registry = DockerRegistry.start(temp.resolve('registry'))
        def random = new Random()
        Map<String, String> undisturbed = digests(stack('undisturbed').tap { assert it.stave('apply').exit == 0 })
        long whole = 0
        times.times { n ->
            def shop = stack("s$n")
            long started = System.nanoTime()
            def process = EngineProcess.start(shop, 'apply')
            long patience = whole == 0 ? 5_000 : random.nextInt((int) (whole * 1.1d) + 1)
            process.waitFor(patience, TimeUnit.MILLISECONDS)
            if (whole == 0) {
                process.waitFor()
                whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)
                assert process.exitValue() == 0
                return
            }
            process.destroyForcibly().waitFor()
            NAMES.each { name ->
                String found = registry.digest("s$n/$name", '1')
                assert found == null || found == undisturbed[name]: "killed after $patience ms, $name"
            }
            def next = shop.stave('apply')
            assert next.exit == 0: "killed after $patience ms: $next"
            assert workFolders(shop) == []
            assert digests(shop) == undisturbed
            assert NAMES.every { registry.digest("s$n/$it", '1') == undisturbed[it] }
            assert shop.stave('clean').exit == 0
            assert shop.stave('clean').out == 'removed 0 blobs and 0 temporary files: 0 B freed\n'
        }
        true
    }

    private static Map<String, String> digests(StackFolder shop) {
        shop.lock.collectEntries { name, line -> [name.split('/')[1], line.digest] }
    }

    /** What dead runs left of their builds. */
    private static List<Path> workFolders(StackFolder shop) {
        Path runs = shop.home.resolve('runs')
        Files.exists(runs) ? Files.walk(runs).withCloseable { it.filter { it.fileName.toString() == 'work' }.toList() } : []
    }

    private StackFolder stack(String section) {
        new StackFolder(temp.resolve(section))
            .script('a.sh', 'mkdir "$STAVE_ROOTFS/a"; dd if=/dev/zero of="$STAVE_ROOTFS/a/zeros" bs=1024 count=4096 2>/dev/null; sleep 0.1')
            .file('b.txt', 'b\n' * 10_000)
            .groovy("""
                registry '$registry.host'
                section '$section'
                image('a') { script 'a.sh'; version '1' }
                image('b') { from 'a'; files { copy 'b.txt', to: '/b' }; version '1' }
                image('c') { files { copy 'b.txt', to: '/c' }; version '1' }
                image('d') { files { copy 'b.txt', to: '/d' }; version '1' }
            """)
    }
}
