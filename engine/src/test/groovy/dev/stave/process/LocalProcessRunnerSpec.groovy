package dev.stave.process

import dev.stave.model.CancelledException
import dev.stave.model.EngineException
import dev.stave.model.HostException
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(30)
class LocalProcessRunnerSpec extends Specification {
    @AutoCleanup('shutdownNow')
    def threads = Executors.newCachedThreadPool()

    @TempDir
    Path folder

    def runner = new LocalProcessRunner(threads, [PATH: System.getenv('PATH'), GREETING: 'hello'])

    def "stdout, stderr and the exit code are told apart"() {
        when:
        def result = runner.run(sh('echo out; echo err >&2; exit 7'))

        then:
        [result.exitCode(), result.stdout(), result.stderr(), result.timedOut(), result.succeeded()] == [7, 'out\n', 'err\n', false, false]
    }

    def "more than a pipe holds on both pipes is no deadlock"() {
        when:
        def result = runner.run(sh('yes err | head -c 3000000 >&2; yes out | head -c 3000000'))

        then:
        [result.exitCode(), result.stdout().length(), result.stderr().length()] == [0, 3_000_000, 3_000_000]
    }

    def "beyond eight MiB the oldest output is dropped"() {
        when:
        def result = runner.run(sh('echo first; head -c 20000000 /dev/zero | tr "\\\\0" x; echo last'))

        then:
        result.stdout().length() == 8 << 20
        result.stdout().endsWith('xlast\n')
    }

    def "arguments reach the program as they are, no shell looks at them"() {
        expect:
        runner.run(Command.of('printf', '%s|', 'a b', '$HOME', '*', '')).stdout() == 'a b|$HOME|*||'
    }

    def "the environment is what the runner inherits and the command adds, or the command's alone"() {
        expect:
        runner.run(command).stdout() == seen

        where:
        command                                                                     | seen
        sh('echo $GREETING-$MORE')                                                  | 'hello-\n'
        sh('echo $GREETING-$MORE').with([MORE: 'x'])                                | 'hello-x\n'
        sh('echo $GREETING-$MORE').withOnly([MORE: 'x', PATH: '/usr/bin:/bin'])     | '-x\n'
    }

    def "it runs in the folder that it is given"() {
        expect:
        runner.run(sh('pwd').in(folder)).stdout() == "${folder.toRealPath()}\n"
    }

    def "lines come as they are printed, a carriage return ends one, and the last need not end"() {
        given:
        def lines = []

        when:
        runner.run(sh('printf "one\\\\r\\\\ntwo 50%%\\\\rtwo 100%%\\\\n\\\\nthree"'), { lines << it })

        then:
        lines == ['one', 'two 50%', 'two 100%', '', 'three']
    }

    def "secrets are masked in texts and in lines, each line of a long one too"() {
        given:
        def lines = []
        def key = '-----BEGIN\nMIIabc\n-----END\n'

        when:
        def result = runner.run(sh('echo token=$TOKEN; echo "$KEY" >&2').with([TOKEN: 's3cret', KEY: key]).masking(['s3cret', key, '']), { lines << it })

        then:
        result.stdout() == 'token=***\n'
        !result.stderr().contains('MIIabc')
        lines.sort() == ['', '***', '***', '***', 'token=***']
    }

    def "bytes go in and come out unchanged"() {
        given:
        def sent = new byte[3_000_000]
        new Random(1).nextBytes(sent)
        def received = new ByteArrayOutputStream()

        when:
        def result = runner.stream(Command.of('cat'), { it.write(sent) }, { it.transferTo(received) })

        then:
        result.succeeded()
        received.toByteArray() == sent
    }

    def "a program that does not read its stdin is no error"() {
        expect:
        runner.stream(Command.of('true'), { it.write(new byte[3_000_000]) }, {}).succeeded()
    }

    def "a reader that takes long after the program's end is waited for"() {
        given:
        def end = new CountDownLatch(1)
        def read = new CompletableFuture<String>()

        when:
        runner.stream(Command.of('echo', 'hi'), { }, { stdin ->
            end.await(100, TimeUnit.MILLISECONDS)
            read.complete(new String(stdin.readAllBytes(), StandardCharsets.UTF_8))
        })

        then:
        read.isDone() && read.get() == 'hi\n'
    }

    def "a reader that fails ends the program, and its failure is what is thrown"() {
        when:
        runner.stream(Command.of('yes'), { }, { throw failure })

        then:
        def e = thrown(EngineException)
        e.what() == message

        where:
        failure                                  | message
        new EngineException('no layer', '')      | 'no layer'
        new IOException('No space left')         | "what goes to or comes from 'yes' could not be moved: No space left"
    }

    def "a program that is not there is named, with what to do"() {
        when:
        runner.run(Command.of('no-such-program', 'x'))

        then:
        def e = thrown(HostException)
        e.what() == "cannot run 'no-such-program': 'no-such-program' is not installed or not in PATH"
        e.hint() == "install 'no-such-program' or add its folder to PATH"
    }

    def "a path that cannot be run says why"() {
        given:
        Files.writeString(folder.resolve('plain.sh'), 'echo')

        when:
        runner.run(Command.of(name).in(folder))

        then:
        def e = thrown(HostException)
        e.what() == message

        where:
        name         | message
        './plain.sh' | "cannot run './plain.sh': it is not executable"
        './gone.sh'  | "cannot run './gone.sh': there is no such file"
    }

    def "after the timeout the whole tree is dead, orphans and those that ignore TERM included"() {
        when:
        def result = runner.run(sh('''
            (sleep 987 & echo $! ; wait) &
            (trap '' TERM; sh -c 'echo $$; trap "" TERM; while :; do sleep 0.1; done') &
            sh -c 'sleep 987 & echo $!' &
            wait''').within(Duration.ofMillis(500)))

        then:
        result.timedOut() && !result.succeeded()
        def pids = result.stdout().readLines()*.toLong()
        pids.size() == 3
        pids.every { dead(it) }
    }

    def "what a program leaves behind is ended with it and does not hold the call up"() {
        when:
        def result = runner.run(sh('sleep 987 & echo $!'))

        then:
        result.succeeded()
        dead(result.stdout().trim().toLong())
    }

    def "an interrupt kills the tree and the flag is set again"() {
        given:
        def started = new CompletableFuture<Long>()
        def outcome = new CompletableFuture<List>()
        def caller = Thread.start {
            try {
                runner.run(sh('sleep 987 & echo $!; wait'), { started.complete(it.toLong()) })
            } catch (CancelledException e) {
                outcome.complete([e.what(), Thread.currentThread().isInterrupted()])
            }
        }

        when:
        def pid = started.get(10, TimeUnit.SECONDS)
        caller.interrupt()

        then:
        outcome.get(10, TimeUnit.SECONDS) == ["'sh' was interrupted", true]
        dead(pid)
    }

    private static Command sh(String script) {
        Command.of('sh', '-c', script)
    }

    private static boolean dead(long pid) {
        def stat = Path.of("/proc/$pid/stat")
        try {
            return Files.readString(stat).replaceFirst(/(?s).*\) /, '').startsWith('Z')
        } catch (IOException ignored) {
            return true
        }
    }
}
