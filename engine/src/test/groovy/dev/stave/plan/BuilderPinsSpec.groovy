package dev.stave.plan

import static dev.stave.plan.PlanWorld.files
import static dev.stave.plan.PlanWorld.rootfs

import dev.stave.model.BuilderInput
import dev.stave.model.ImageName
import spock.lang.Specification

/** What builders start from is asked for once, pinned for the whole stack, and stays till an update. */
class BuilderPinsSpec extends Specification {
    static final String STAGE3 = 'amd64-musl 20261115T164556Z sha512:aa'
    static final String OLD_STAGE3 = 'amd64-musl 20261101T164556Z sha512:bb0123456789abcdef'
    static final String TREE = 'snapshot 20261115 sha256:cc'
    static final Map<String, String> PINS = ['stage3 musl': STAGE3, 'portage musl': TREE]

    static PlanWorld world(Map<String, Object> builder = [:]) {
        def said = [stage3: [flavour: 'amd64-musl'], *: builder] as Map<String, Object>
        def world = new PlanWorld().builder(said, 'musl').image('base', version: '1', rootfs(builder: 'musl'))
        world.builderNow.putAll(PINS)
        world
    }

    static Map<String, String> pins(PlanWorld world, String image = 'base') {
        def step = world.step(image)
        step.match(Step.Cases.of({ it.basis().pins() }, { it.basis().pins() }, { it.basis().pins() }, { it.basis().pins() }, { it.basis().pins() }, { [:] }, { [refused: it.message()] }))
    }

    static List<String> inputsAsked(PlanWorld world) {
        world.asked.findAll { it instanceof Question.Input }.collect { it.input().key() }
    }

    def "a builder's #what"() {
        given:
        def world = new PlanWorld().builder(said + [stage3: [flavour: 'x']], 'b').image('i', version: '1', rootfs(builder: 'b'))

        expect:
        new BuilderInputs(world.inventory()).of(world.images[ImageName.parse('i')])*.key() == ['stage3 b', *wanted]

        where:
        what                           | said                                                                           | wanted
        'tree is the latest snapshot where nothing is said' | [:]                                                       | ['portage b']
        'snapshot is pinned'           | [portage: [snapshot: '20261115']]                                              | ['portage b']
        'git tree is pinned'           | [portage: [git: 'https://example.org/t.git']]                                  | ['portage b']
        'local tree is a folder of the stack' | [portage: [path: 'tree']]                                               | []
        'local archive is a file of the stack' | [portage: [file: 'tree.tar.xz']]                                       | []
        'overlays are pinned but for local ones' | [overlays: [far: [git: 'https://example.org/o.git'], near: [path: 'o']]] | ['portage b', 'overlay b/far']
    }

    def "an own stage3 is a file of the stack"() {
        given:
        def world = new PlanWorld().builder('b', stage3: [file: 'own.tar.xz'], portage: [path: 'tree']).image('i', version: '1', rootfs(builder: 'b'))

        expect:
        pins(world, 'i') == [:]
    }

    def "an image goes back through its parents and through extended builders, each with its own inputs"() {
        given:
        def world = world().builder('go', from: 'musl', portage: [snapshot: '20261116'])
            .image('go-base', version: '1', rootfs(builder: 'go')).image('app', version: '1', parent: 'go-base', rootfs())
            .image('files', version: '1', parent: 'app')
        def inputs = new BuilderInputs(world.inventory())
        def keys = { String name -> inputs.of(world.images[ImageName.parse(name)])*.key() }

        expect:
        keys('app') == ['portage go', 'stage3 musl', 'portage musl']
        keys('files') == []
        inputs.users([BuilderInput.portage('go')])*.toString() == ['app', 'go-base']
        inputs.treeDate(world.images[ImageName.parse('app')], new TreeMap<>(['portage go': 'snapshot 20261116 sha256:dd', *: PINS])).get().toString() == '2026-11-16T00:00:00Z'
    }

    def "the first plan asks once for all images of a builder and pins the answers"() {
        given:
        def world = world().image('other', version: '1', rootfs(builder: 'musl'))

        expect:
        pins(world) == PINS
        pins(world, 'other') == PINS
        inputsAsked(world) == ['stage3 musl', 'portage musl']
    }

    def "what the lock pins is not asked for, be the mirrors ahead or not"() {
        given:
        def world = world().released('base', tag: '1', pins: PINS)
        world.builderNow['stage3 musl'] = 'amd64-musl 20261201T000000Z sha512:dd'

        expect:
        pins(world) == PINS
        world.step('base').word() == 'keep'
        inputsAsked(world) == []
    }

    def "an image that is new to the lock takes what the builder's other images have"() {
        given:
        def world = world().released('base', tag: '1', pins: PINS).image('new', version: '1', rootfs(builder: 'musl'))
        world.builderNow['stage3 musl'] = 'amd64-musl 20261201T000000Z sha512:dd'

        expect:
        pins(world, 'new') == PINS
        inputsAsked(world) == []
    }

    def "where lines of the lock disagree the newest holds"() {
        given:
        def world = world().released('base', tag: '1', pins: PINS + ['stage3 musl': OLD_STAGE3]).image('new', version: '1', rootfs(builder: 'musl'))
        world.pins[ImageName.parse('new')] = new TreeMap<>(PINS)

        expect:
        pins(world) == PINS
        world.step('base').about().reasons() == ['stage3 musl moved: amd64-musl 20261101T164556Z sha512:bb0123456789 -> amd64-musl 20261115T164556Z sha512:aa']
    }

    def "a pin that the declaration does not allow any more is asked for anew: #what"() {
        given:
        def world = world(builder).released('base', tag: '1', pins: PINS)
        world.builderNow.putAll(now)

        expect:
        pins(world) == PINS + now
        inputsAsked(world) == now.keySet() as List

        where:
        what              | builder                                              | now
        'another flavour' | [stage3: [flavour: 'amd64-openrc']]                   | ['stage3 musl': 'amd64-openrc 20261001T000000Z sha512:ee']
        'a later date'    | [stage3: [flavour: 'amd64-musl', date: '20261122']]    | ['stage3 musl': 'amd64-musl 20261122T164556Z sha512:ee']
        'another snapshot' | [portage: [snapshot: '20261116']]                     | ['portage musl': 'snapshot 20261116 sha256:ee']
        'a git tree'      | [portage: [git: 'https://me:pw@example.org/t.git', ref: 'main']] | ['portage musl': 'git:https://example.org/t.git#main 20261101T000000Z 1234']
    }

    def "a pin stays where the declaration names just what is pinned"() {
        expect:
        pins(world(stage3: [flavour: 'amd64-musl', date: date]).released('base', tag: '1', pins: PINS)) == PINS

        where:
        date << ['20261115T164556Z', '20261115']
    }

    def "pins of inputs that nobody asks for any more are dropped"() {
        expect:
        pins(world().released('base', tag: '1', pins: PINS + ['overlay musl/gone': 'git:https://example.org/o.git#HEAD 20261101T000000Z 1234'])) == PINS
    }

    def "something older than the lock's is refused, unless that is allowed"() {
        given:
        def world = world(stage3: [flavour: 'amd64-musl', date: '20261101']).released('base', tag: '1', pins: PINS)
        world.builderNow['stage3 musl'] = OLD_STAGE3

        expect:
        pins(world) == [refused: "image 'base': the stage3 of builder 'musl' would be of 20261101T164556Z, older than the lock's of 20261115T164556Z; --allow-older lets it"]

        when:
        world.mode = Mode.APPLY.allowingOlder()

        then:
        pins(world) == PINS + ['stage3 musl': OLD_STAGE3]
    }

    def "offline, what is not pinned is said to be assumed"() {
        given:
        def world = world()
        world.offline = true

        expect:
        world.step('base').about().assumed().drop(1) == ["the stage3 of builder 'musl' is not pinned and was not asked for", "the tree of builder 'musl' is not pinned and was not asked for"]
    }

    def "what nobody could say refuses the image in the words of who was asked"() {
        given:
        def world = world()
        world.broken = 'no mirror answered'

        expect:
        pins(world) == [refused: "image 'base': no mirror answered"]
    }

    def "a builder that takes something without a signature says so where it is used"() {
        given:
        def world = world(stage3: [flavour: 'amd64-musl', verify: 'digest'])

        expect:
        world.step('base').about().assumed() == ["the stage3 of builder 'musl' is taken without a signature (verify 'digest')"]
    }

    def "the pins of a builder count in an image's content"() {
        given:
        def world = world()

        expect:
        world.now('base', PINS).fingerprint() != world.now('base', PINS + ['stage3 musl': OLD_STAGE3]).fingerprint()
    }

    def "an image of files has no pins of builders"() {
        expect:
        pins(world().image('f', version: '1', files()), 'f') == [:]
    }
}
