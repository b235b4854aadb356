package dev.stave.container

import java.time.Duration
import spock.lang.Specification

/** How often a running container is asked, and when that ends. */
class ProbeLoopSpec extends Specification {
    def pauses = []

    def "pauses grow to the interval while probes fail, and are the interval between those that succeed"() {
        when:
        def result = loop(0, [1, 1, 1, 1, 1, 1, 0, 1, 0, 0], 2).until(System.nanoTime() + Duration.ofMinutes(1).toNanos())

        then:
        result.exitCode() == 0
        pauses == [50, 100, 200, 400, 500, 500, 500, 500, 500]
    }

    def "a container that ends while it is waited for is told at once"() {
        when:
        def result = loop(2, [1, 1, 1, 1], 1).until(System.nanoTime() + Duration.ofMinutes(1).toNanos())

        then:
        [result.exitCode(), result.timedOut()] == [7, false]
        pauses == [50, 100]
    }

    /** A container that answers with these exit codes; it ends in the pause of this number, 0 for never. */
    private ProbeLoop loop(int end, List<Integer> codes, int streak) {
        def left = new ArrayDeque(codes)
        def probe = new ContainerRun.Probe(['ask'], Duration.ofMillis(500), Duration.ofSeconds(5), streak)
        new ProbeLoop(probe, new ProbeLoop.Running() {
            @Override
            ContainerResult exec(Duration timeout) {
                new ContainerResult(left.remove(), false, '')
            }

            @Override
            OptionalInt awaitEnd(Duration time) {
                if (time.zero) {
                    return OptionalInt.empty()
                }
                pauses << time.toMillis()
                pauses.size() == end ? OptionalInt.of(7) : OptionalInt.empty()
            }
        })
    }
}
