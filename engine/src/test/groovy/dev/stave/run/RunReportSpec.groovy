package dev.stave.run

import static dev.stave.run.Outcome.Result.*

import dev.stave.model.ImageName
import spock.lang.Specification

class RunReportSpec extends Specification {
    def "a run that ended with #results exits with #code"() {
        expect:
        new RunReport('1', results.withIndex().collect { result, n -> outcome("i$n", result) }).exitCode() == code

        where:
        results                        || code
        []                             || 0
        [UNCHANGED]                    || 0
        [RELEASED, LOCKED, BUILT]      || 0
        [FAILED]                       || 1
        [FAILED, BLOCKED]              || 1
        [REFUSED]                      || 3
        [REFUSED, BLOCKED]             || 3
        [REFUSED, HELD]                || 3
        [REFUSED, FAILED]              || 1
        [UNCHANGED, REFUSED]           || 3
        [RELEASED, REFUSED]            || 4
        [RELEASED, FAILED]             || 4
        [LOCKED, FAILED]               || 1
        [WRONG]                        || 2
        [RELEASED, WRONG]              || 2
        [BUG, WRONG]                   || 5
        [INTERRUPTED, BUG, RELEASED]   || 130
    }

    def "only a run in which nothing was to do says so: #results"() {
        expect:
        new RunReport('1', results.withIndex().collect { result, n -> outcome("i$n", result) }).nothingToDo() == nothing

        where:
        results                 || nothing
        [UNCHANGED, UNCHANGED]  || true
        [UNCHANGED, LOCKED]     || false
    }

    private static Outcome outcome(String name, Outcome.Result result) {
        new Outcome(ImageName.parse(name), result, 'build', null, null, null, null, [], '', '')
    }
}
