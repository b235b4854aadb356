package dev.stave.state

import dev.stave.model.HostException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class RunLockSpec extends Specification {
    @TempDir
    Path folder

    def "a second run is told who holds the stack"() {
        given:
        def file = folder.resolve('run/stack.lock')
        def held = RunLock.take(file, new RunLock.Holder(123, 'x', '10:31'))

        when:
        RunLock.take(file, new RunLock.Holder(456, 'x', '10:32'))

        then:
        def e = thrown(HostException)
        e.what() == 'the stack is held by process 123 on host x since 10:31'
        e.hint() == 'wait for it or end it'

        cleanup:
        held.close()
    }

    def "the lock ends with its run, whatever its file still says"() {
        given:
        def file = folder.resolve('stack.lock')
        RunLock.take(file, new RunLock.Holder(1234567, 'a-long-name', '10:31')).close()
        def second = RunLock.take(file, new RunLock.Holder(2, 'x', '10:32'))

        expect:
        Files.readString(file) == '{"pid":2,"host":"x","since":"10:32"}\n'

        cleanup:
        second.close()
    }

    def "another process is kept out by the kernel"() {
        given:
        def file = folder.resolve('stack.lock')
        def held = RunLock.take(file, new RunLock.Holder(1, 'x', '10:31'))
        def other = ['python3', '-c', 'import fcntl,sys\nf=open(sys.argv[1],"r+")\ntry:\n  fcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB); print("taken")\nexcept OSError: print("held")', file.toString()]

        expect:
        other.execute().text.trim() == 'held'

        cleanup:
        held.close()
    }
}
