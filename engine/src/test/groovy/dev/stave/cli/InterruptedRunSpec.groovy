package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Ctrl-C: the run ends cleanly, and the next one goes on. */
@Tag('real')
class InterruptedRunSpec extends Specification {
    @TempDir Path temp

    def "an interrupted run ends its scripts, says so, ends with 130, and leaves nothing but what was released"() {
        given:
        Path started = temp.resolve('started')
        def shop = new StackFolder(temp)
            .file('a.txt', 'a\n')
            .script('slow.sh', "echo \$\$ > ${started}.part; ln ${started}.part $started; while true; do sleep 0.1; done")
            .groovy('''
                image('fine') { files { copy 'a.txt', to: '/a' }; version '1' }
                image('slow') { requires 'fine'; script 'slow.sh'; version '1' }
            ''')
        def process = EngineProcess.start(shop, 'apply', '--json')
        while (!Files.exists(started) && process.isAlive()) {
            process.waitFor(20, TimeUnit.MILLISECONDS)
        }
        long script = Files.readString(started).trim() as long

        when:
        assert new ProcessBuilder('kill', '-INT', "${process.pid()}").start().waitFor() == 0
        boolean ended = process.waitFor(30, TimeUnit.SECONDS)
        String said = Files.readString(EngineProcess.log(shop))

        then:
        ended
        process.exitValue() == 130
        said.contains('slow: interrupted')
        !said.contains('Exception')
        said.contains('"exit" : 130')
        ProcessHandle.of(script).isEmpty()
        Files.walk(shop.home.resolve('runs')).withCloseable { it.noneMatch { it.fileName.toString() == 'work' } }

        when:
        shop.script('slow.sh', 'mkdir "$STAVE_ROOTFS/a"')
        def next = shop.stave('apply', '--json')

        then:
        next.exit == 0
        next.outcomes.slow == 'released'

        cleanup:
        process?.destroyForcibly()
    }
}
