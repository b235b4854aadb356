package dev.stave.run

import dev.stave.check.GateException
import dev.stave.event.EngineEvent
import dev.stave.model.Digest
import dev.stave.model.EngineException
import dev.stave.model.Fingerprint
import dev.stave.model.ImageName
import dev.stave.model.LockEntry
import dev.stave.plan.About
import dev.stave.plan.Basis
import dev.stave.plan.Made
import dev.stave.plan.Plan
import dev.stave.plan.Step
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

@Timeout(20)
class PlanRunnerSpec extends Specification {
    @AutoCleanup('shutdownNow')
    ExecutorService builds = Executors.newFixedThreadPool(2)

    @AutoCleanup('shutdownNow')
    ExecutorService transfers = Executors.newFixedThreadPool(2)

    List<String> done = new CopyOnWriteArrayList<>()

    def "an image is prepared after what it needs is prepared, and released after that is released"() {
        when:
        List<Outcome> outcomes = run([base: [], middle: ['base'], top: ['middle']], [:])

        then:
        outcomes*.result().unique() == [Outcome.Result.RELEASED]
        done.findAll { it.startsWith('prepare') } == ['prepare base', 'prepare middle', 'prepare top']
        done.findAll { it.startsWith('release') } == ['release base', 'release middle', 'release top']
    }

    def "independent images are prepared side by side"() {
        given: 'two images of which each waits for the other to have begun'
        def barrier = new CyclicBarrier(2)

        when:
        List<Outcome> outcomes = run([a: [], b: []], [a: { barrier.await() }, b: { barrier.await() }])

        then:
        outcomes*.result() == [Outcome.Result.RELEASED] * 2
    }

    def "a failed image blocks its dependants alone"() {
        when:
        List<Outcome> outcomes = run([a: [], b: ['a'], c: ['b'], d: []], [a: { throw new EngineException('no', 'try again') }])

        then:
        outcomes.collectEntries { [it.image().toString(), [it.result().word(), it.message()]] } == [
            a: ['failed', 'no'],
            b: ['blocked', 'not done: it needs a, which failed'],
            c: ['blocked', 'not done: it needs b, which failed'],
            d: ['released', ''],
        ]
    }

    def "an exception that is #kind ends its image as #word"() {
        expect:
        run([a: []], [a: { throw exception }])[0].result().word() == word

        where:
        exception                            || word
        new GateException('test failed', '') || 'refused'
        new EngineException('no', '')        || 'failed'
        new IllegalStateException('oops')    || 'bug'
        kind = exception.class.simpleName
    }

    def "with publish together nothing is released where one image fails"() {
        when:
        List<Outcome> outcomes = run([a: [], b: []], [a: { throw new EngineException('no', '') }], true)

        then:
        outcomes*.result()*.word() == ['failed', 'held']
        outcomes[1].message() == "passed, but not released: the stack says publish 'together' and a failed"
        done.toSorted() == ['prepare a', 'prepare b']
    }

    def "with publish together everything is released once all passed, parents first"() {
        when:
        run([a: [], b: ['a'], c: []], [:], true)

        then:
        done.take(3).every { it.startsWith('prepare') }
        done.indexOf('release a') < done.indexOf('release b')
    }

    def "with fail-fast nothing more is started after a failure"() {
        given:
        def runner = runner(false, true)

        when:
        List<Outcome> outcomes = runner.run(plan([a: [], b: ['a2'], a2: ['a3'], a3: []]))

        then:
        outcomes.size() == 4
    }

    def "an interrupt ends what runs, starts nothing more, and is restored"() {
        given:
        def begun = new CountDownLatch(1)
        def never = new CountDownLatch(1)
        def outcomes = []
        def flag = false
        def worker = new Thread({
            outcomes = run([a: [], b: ['a']], [a: { begun.countDown(); never.await() }])
            flag = Thread.currentThread().interrupted()
        })

        when:
        worker.start()
        begun.await(10, TimeUnit.SECONDS)
        worker.interrupt()
        worker.join(10_000)

        then:
        outcomes*.result()*.word() == ['interrupted', 'interrupted']
        flag
        done == ['prepare a']
    }

    private List<Outcome> run(Map<String, List<String>> needs, Map<String, Closure> work, boolean together = false) {
        this.work = work
        runner(together, false).run(plan(needs))
    }

    private Map<String, Closure> work = [:]

    private PlanRunner runner(boolean together, boolean failFast) {
        new PlanRunner(new Recording(), builds, transfers, { EngineEvent e -> } as dev.stave.event.EventSink, failFast, together)
    }

    private static Plan plan(Map<String, List<String>> needs) {
        new Plan(
            needs.keySet().collect { step(it) },
            needs.collectEntries { name, all -> [ImageName.parse(name), all.collect { ImageName.parse(it) }] },
            [])
    }

    private static Step step(String name) {
        def about = new About(ImageName.parse(name), '1', ['never built'], [])
        new Step.Make(about, new Basis(fingerprint(), fingerprint(), new TreeMap<>(), []), Step.How.BUILD)
    }

    private static Fingerprint fingerprint() {
        new Fingerprint(Digest.of('x'.bytes))
    }

    private class Recording implements StepWork {
        @Override
        Step decide(Step step, Map<ImageName, Made> made) {
            step
        }

        @Override
        Prepared prepare(Step step, Map<ImageName, Made> made) {
            def name = step.image().toString()
            done.add("prepare $name".toString())
            work[name]?.call()
            def line = new LockEntry(Digest.of(name.bytes), fingerprint(), fingerprint(), new TreeMap<>(), new TreeMap<>(), name, '1', '1')
            new Prepared(step, new Made(Digest.of(name.bytes), new TreeMap<>(), '1'), line, null, '1', null, {})
        }

        @Override
        Outcome release(Prepared prepared) {
            def name = prepared.step().image()
            done.add("release $name".toString())
            new Outcome(name, Outcome.Result.RELEASED, 'build', '1', '1', null, null, [], '', '')
        }
    }
}
