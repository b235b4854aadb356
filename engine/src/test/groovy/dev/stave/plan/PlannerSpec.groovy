package dev.stave.plan

import static dev.stave.plan.PlanWorld.ARM64
import static dev.stave.plan.PlanWorld.digest
import static dev.stave.plan.PlanWorld.dockerfile
import static dev.stave.plan.PlanWorld.files
import static dev.stave.plan.PlanWorld.script

import dev.stave.model.ImageName
import dev.stave.model.StackException
import java.lang.management.ManagementFactory
import spock.lang.Specification

class PlannerSpec extends Specification {
    /** base <- nginx <- site, all released. */
    static PlanWorld chain() {
        def world = new PlanWorld()
            .image('base', version: '2.39').image('nginx', parent: 'base', version: '1.27').image('site', parent: 'nginx', version: '7')
        world.released('base', tag: '2.39', digest: '1', config: '1')
            .released('nginx', tag: '1.27', digest: '2', config: '2')
            .released('site', tag: '7', digest: '3', config: '3')
    }

    /** The same with another base. */
    static PlanWorld moved() {
        chain().image('base', version: '2.40', files('other/'))
    }

    static List<String> told(Plan plan) {
        plan.steps().collect { "${it.image()} ${it.word()} ${it.certainty().word()} ${it.tag().orElse('after build')}: ${it.about().reasons().join('; ')}".toString() }
    }

    def "needed images come first, else the order is that of the names"() {
        given:
        def world = new PlanWorld().image('z/base', version: '1').image('a/top', parent: 'z/base', version: '1').image('m', version: '1').image('b', requires: ['m'], version: '1')

        expect:
        world.plan().steps()*.image()*.toString() == ['m', 'b', 'z/base', 'a/top']
    }

    def "steady state: one HEAD for each tag, all in one round, and nothing else"() {
        given:
        def world = chain()

        expect:
        told(world.plan()) == ['base keep certain 2.39: ', 'nginx keep certain 1.27: ', 'site keep certain 7: ']
        world.asked == [new Question.Head('base', '2.39'), new Question.Head('nginx', '1.27'), new Question.Head('site', '7')]
        world.planner().plan(world.facts().withAnswers([:])).finished
    }

    def "children of what changes may change, and keep their tags till then"() {
        expect:
        told(moved().plan()) == [
            'base build certain 2.40: version changed: 2.39 -> 2.40',
            'nginx await ifChanged 1.27: base is made anew',
            'site await ifChanged 7: nginx may change',
        ]
    }

    def "a child that changed itself is certain, and one that never was too"() {
        given:
        def world = moved().image('nginx', parent: 'base', version: '1.28', files('conf/')).image('new', parent: 'base', version: '3')

        expect:
        told(world.plan()) == [
            'base build certain 2.40: version changed: 2.39 -> 2.40',
            'new await certain 3: never built',
            'nginx await certain after build: its declaration or inputs changed',
            'site await ifChanged 7: nginx is made anew',
        ]
    }

    def "when the parent ended as it was, the wave stops"() {
        given:
        def world = moved()
        def step = world.plan().steps()[1]
        world.ended('base', digest: '1', config: '1', tag: '2.39')

        expect:
        [world.decide(step).word(), world.decide(step).tag().get()] == ['keep', '1.27']
    }

    def "when the parent ended as another image, the child is made, and says from which to which"() {
        given:
        def world = moved()
        def step = world.plan().steps()[1]
        world.ended('base', digest: '5', config: '5', tag: '2.40')
        def decided = world.decide(step)

        expect:
        [decided.word(), decided.tag().get(), decided.about().reasons()] == ['build', '1.27-s1', ['parent base changed: 2.39 -> 2.40']]
    }

    def "a decision may find that another run released the child already"() {
        given:
        def world = moved()
        def step = world.plan().steps()[1]
        world.ended('base', digest: '5', config: '5', tag: '2.40')
        world.tagged('nginx', tag: '1.27-s1', digest: '6')

        expect:
        [world.decide(step).word(), world.decide(step).tag().get()] == ['adopt', '1.27-s1']
    }

    def "a parent that is put back or adopted keeps its children as they are"() {
        given:
        def world = chain()
        world.tags.remove('base:2.39')
        world.lock.remove(ImageName.parse('nginx'))

        expect:
        world.plan().steps()*.word() == ['restore', 'adopt', 'keep']
    }

    def "#word of another image counts as its config digests do"() {
        given:
        def world = new PlanWorld().image('base', version: '1').image([version: '1'] + said, 'app', source).reads('app', images: images)
        world.released('base', config: '1', tag: '1').released('app', config: '2', tag: '1')
        world.image('base', version: '2', files('other/'))

        expect:
        world.step('app').word() == step

        where:
        word                  | said                 | source       | images   || step
        'a parent'            | [parent: 'base']     | files()      | []       || 'await'
        'in:'                 | [:]                  | script('base') | []     || 'await'
        'a FROM'              | [:]                  | dockerfile() | ['base'] || 'await'
        'requires of a rootfs' | [requires: ['base']] | PlanWorld.rootfs() | [] || 'await'
        'requires of others'  | [requires: ['base']] | files()      | []       || 'keep'
        'nothing'             | [:]                  | files()      | []       || 'keep'
    }

    def "images that are not selected are not asked for, and count as the lock has them"() {
        given:
        def world = moved()
        world.selection = Selection.of('nginx')

        expect:
        told(world.plan()) == ['nginx keep certain 1.27: ']
        world.asked == [new Question.Head('nginx', '1.27')]
    }

    def "what a selected image needs and nobody has is refused with the way out"() {
        given:
        def world = new PlanWorld().image('base', version: '1').image('nginx', version: '1', parent: 'base')
        world.selection = Selection.of('nginx')
        world.mode = mode
        def step = world.step('nginx')

        expect:
        [step.cause(), step.message(), step.hint()] == [Step.Cause.PARENT, message, 'select it too, or add --with-requires']

        where:
        mode       || message
        Mode.APPLY || "image 'nginx' needs 'base', which is not selected and was never released"
        Mode.BUILD || "image 'nginx' needs 'base', which is not selected and was never built"
    }

    def "what was released and is not in the store any more is refused by build with the way out"() {
        given:
        def world = new PlanWorld().image('base', version: '1').image('nginx', version: '1', parent: 'base').released('base')
        world.selection = Selection.of('nginx')
        world.mode = Mode.BUILD

        expect:
        world.step('nginx').message() == "image 'nginx' needs 'base', which is not selected and is not in the store"
    }

    def "--with-requires brings what is needed"() {
        given:
        def world = new PlanWorld().image('base', version: '1').image('nginx', version: '1', parent: 'base').image('other', version: '1')
        world.selection = Selection.of('nginx').requires()

        expect:
        world.plan().steps()*.image()*.toString() == ['base', 'nginx']
    }

    def "what waits for a refused image is blocked, what is done is not"() {
        given:
        def world = chain().image('new', parent: 'base', version: '1')
        world.tags['base:2.39'] = world.tags['nginx:1.27']
        def plan = world.plan()

        expect:
        plan.steps()*.word() == ['refuse', 'refuse', 'keep', 'keep']
        [plan.steps()[1].cause(), plan.steps()[1].message()] == [Step.Cause.BLOCKED, "image 'new' waits for 'base', which is refused"]
    }

    def "a platform that the parent lacks is refused"() {
        given:
        def world = chain().image('app', parent: 'base', version: '1', platforms: [ARM64])

        expect:
        [world.step('app').message(), world.step('app').hint()] == [
            "image 'app' is for linux/arm64, and 'base', which it needs, is not", "add the platform to 'base', or take it away from 'app'"]
    }

    def "a circle that only Dockerfiles close is told with its path"() {
        given:
        def world = new PlanWorld().image('base', version: '1', dockerfile()).image('nginx', parent: 'base', version: '1').image('site', parent: 'nginx', version: '1').image('apart', version: '1')
        world.reads('base', images: ['site'])

        when:
        world.plan()

        then:
        def e = thrown(StackException)
        e.what() == "stack.groovy:1: image 'base': its Dockerfile needs 'site', which closes a circle: base -> site -> nginx -> base"
    }

    def "two circles are both told, and an image that needs itself is one"() {
        given:
        def world = new PlanWorld().image('a', version: '1', dockerfile()).image('b', version: '1', dockerfile()).image('c', version: '1', dockerfile())
        world.reads('a', images: ['b']).reads('b', images: ['a']).reads('c', images: ['c'])

        when:
        world.plan()

        then:
        def e = thrown(StackException)
        e.problems()*.message() == ["its Dockerfile needs 'b', which closes a circle: a -> b -> a", "its Dockerfile needs 'c', which closes a circle: c -> c"]
    }

    def "with build, children count what stands in the store"() {
        given:
        def world = new PlanWorld().image('base', version: '1').image('nginx', parent: 'base', version: '1')
        world.mode = Mode.BUILD
        world.inStore('base', config: '1')

        expect:
        world.plan().steps()*.word() == ['keep', 'build']
        world.inStore('nginx').plan().steps()*.word() == ['keep', 'keep']
    }

    def "a rebuild by force concerns the selected images, and with parents all that they need"() {
        given:
        def world = chain()
        world.selection = Selection.of('nginx').forced(rebuild)

        expect:
        world.plan().steps().collect { "${it.image()} ${it.word()}".toString() } == steps

        where:
        rebuild                     || steps
        Selection.Rebuild.IMAGES   || ['nginx build']
        Selection.Rebuild.PARENTS  || ['base build', 'nginx await']
        Selection.Rebuild.BUILDERS || ['base build', 'nginx await']
    }

    def "ten thousand images are planned in less than two seconds of one processor"() {
        given:
        def world = new PlanWorld()
        10_000.times { world.image("s${it % 100}/image$it", version: '1', parent: it % 10 ? "s${(it - 1) % 100}/image${it - 1}".toString() : null) }
        def clock = ManagementFactory.threadMXBean
        def start = clock.currentThreadCpuTime

        when:
        def plan = world.planner().plan(world.facts())

        then:
        plan.steps().size() == 10_000
        clock.currentThreadCpuTime - start < 2_000_000_000L
    }
}
