package dev.stave.plan

import static dev.stave.plan.PlanWorld.digest
import static dev.stave.plan.PlanWorld.dockerfile

import dev.stave.model.ImageName
import dev.stave.model.ImageTest
import dev.stave.model.ScanPolicy
import spock.lang.Specification

/** With the records of the last release, a plan says what changed. */
class ReasonsSpec extends Specification {
    static final Map<String, String> DEBIAN = ['debian:12': "sha256:${'1' * 64}".toString()]

    /** Released and remembered: api on base, with two files, an argument and a pinned FROM. */
    static PlanWorld api() {
        def world = new PlanWorld().image('base', version: '2.39').released('base', tag: '2.39', config: '5')
        world.image('api', parent: 'base', version: '1', dockerfile(MODE: 'prod', OLD: '1'))
            .reads('api', files: ['api/Dockerfile': '1', 'api/app.conf': '2'], gateFiles: ['test.sh': '1'], references: ['debian:12'])
        world.released('api', tag: '1', pins: DEBIAN).remember('api', DEBIAN)
    }

    def "#what: #reasons"() {
        given:
        world.outside['debian:13'] = digest('2')

        expect:
        world.step('api').about().reasons() == reasons

        where:
        what | world || reasons
        'nothing' | api() || []
        'a file' | api().reads('api', files: ['api/Dockerfile': '1', 'api/app.conf': '3'], gateFiles: ['test.sh': '1'], references: ['debian:12']) || ['file api/app.conf changed']
        'files' | api().reads('api', files: ['api/new': '1', 'api/Dockerfile': '1'], gateFiles: ['test.sh': '1'], references: ['debian:12']) || ['file api/app.conf is gone', 'file api/new is new']
        'many files' | api().reads('api', files: (1..9).collectEntries { ["api/$it".toString(), '7'] }, gateFiles: ['test.sh': '1'], references: ['debian:12']) || ['file api/1 is new', 'file api/2 is new', 'file api/3 is new', 'and 8 more files']
        'arguments' | api().image('api', parent: 'base', version: '1', dockerfile(MODE: 'dev', NEW: '1')) || ['argument MODE changed', 'argument NEW is new', 'argument OLD is gone']
        'the FROM' | api().reads('api', files: ['api/Dockerfile': '9', 'api/app.conf': '2'], gateFiles: ['test.sh': '1'], references: ['debian:13']) || ['debian:12 is not used any more', 'debian:13 is new', 'file api/Dockerfile changed']
        'the parent' | api().image('base', version: '2.40').released('base', tag: '2.40', config: '6') || ['parent base changed: 2.39 -> 2.40']
        'the version' | api().image('api', parent: 'base', version: '2', dockerfile(MODE: 'prod', OLD: '1')) || ['version changed: 1 -> 2']
        'the version and an argument' | api().image('api', parent: 'base', version: '2', dockerfile(MODE: 'dev', OLD: '1')) || ['version changed: 1 -> 2', 'argument MODE changed']
        'a test' | api().image('api', parent: 'base', version: '1', tests: [new ImageTest.Run(['x'], false, false)], dockerfile(MODE: 'prod', OLD: '1')) || ['gate changed: tests']
        'the scan policy' | api().image('api', parent: 'base', version: '1', scan: ScanPolicy.OFF, dockerfile(MODE: 'prod', OLD: '1')) || ['gate changed: scan policy']
        'a test script' | api().reads('api', files: ['api/Dockerfile': '1', 'api/app.conf': '2'], gateFiles: ['test.sh': '2'], references: ['debian:12']) || ['gate changed: test file test.sh']
        'SOURCE_DATE_EPOCH' | api().tap { mode = Mode.APPLY.at(java.time.Instant.EPOCH) } || ['SOURCE_DATE_EPOCH is new']
    }

    def "records of another release are not believed"() {
        given:
        def world = api().image('api', parent: 'base', version: '1', dockerfile(MODE: 'dev'))
        world.lock[ImageName.parse('api')] = world.locked('api', tag: '1', pins: DEBIAN, fingerprint: '7').lock[ImageName.parse('api')]

        expect:
        world.step('api').about().reasons() == ['its declaration or inputs changed']
    }

    def "without records, moved pins and parents are told all the same"() {
        given:
        def world = api()
        world.remembered.clear()
        world.outside['debian:12'] = digest('2')
        world.mode = Mode.APPLY.updating([ImageName.parse('api')] as Set)

        expect:
        world.step('api').about().reasons() == ['debian:12 moved: 111111111111 -> 222222222222']
    }
}
