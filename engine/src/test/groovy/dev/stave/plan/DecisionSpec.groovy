package dev.stave.plan

import static dev.stave.model.OnChange.REPLACE
import static dev.stave.model.OnChange.REVISION
import static dev.stave.plan.PlanWorld.digest
import static dev.stave.plan.PlanWorld.files
import static dev.stave.plan.PlanWorld.mirror

import dev.stave.model.ImageName
import dev.stave.model.OnChange
import spock.lang.Specification

/** The list of decisions about one image, row by row. */
class DecisionSpec extends Specification {
    /** Declares web/app in its old form where a spec speaks of what was, else as it is now. */
    static PlanWorld app(Map<String, Object> said = [:]) {
        new PlanWorld().image(said + [version: said.containsKey('version') ? said.version : '1.0'], 'web/app')
    }

    /** The same image with other content. */
    static PlanWorld changed(Map<String, Object> said = [:], PlanWorld world) {
        world.image(said + [version: said.containsKey('version') ? said.version : '1.0'], 'web/app', files('other/'))
    }

    def "#why: #word #tag"() {
        given:
        def step = world.step('web/app')

        expect:
        [step.word(), step.tag().orElse(null), step.about().reasons()] == [word, tag, reasons]

        where:
        why | world || word | tag | reasons
        // (a)
        'lock and registry agree' | app().released('web/app') || 'keep' | '1.0' | []
        'lock and registry agree on a revision' | app().released('web/app', tag: '1.0-s2', base: '1.0') || 'keep' | '1.0-s2' | []
        'lock and registry agree, the version is known after the build only' | app(version: null).released('web/app') || 'keep' | '1.0' | []
        'the gate is another one' | app().released('web/app', gate: '9') || 'regate' | '1.0' | ['gate changed']
        // (b)
        'the tag is gone' | app().locked('web/app') || 'restore' | '1.0' | ['tag 1.0 is missing from the registry']
        'the tag of a revision is gone' | app().tagged('web/app', digest: '7', fingerprint: '7').locked('web/app', tag: '1.0-s1', base: '1.0') || 'restore' | '1.0-s1' | ['tag 1.0-s1 is missing from the registry']
        'the tag is gone, and its image too' | app().locked('web/app').tap { lost << digest('a') } || 'build' | '1.0' | ['tag 1.0 is missing from the registry', 'its image is neither there nor in the store']
        // (c)
        'the tag was moved, and may be' | app(onChange: REPLACE).locked('web/app').tagged('web/app', digest: '7', by: 'nobody') || 'restore' | '1.0' | ['tag 1.0 was moved by someone else']
        // the version alone changed
        'another version of the same bytes' | app(version: '2.0').released('web/app') || 'restore' | '2.0' | ['version changed: 1.0 -> 2.0']
        'another version of the same bytes, tagged so already' | app(version: '2.0').released('web/app').tagged('web/app', tag: '2.0') || 'adopt' | '2.0' | ['tag 2.0 already names an image of this content']
        'another version of the same bytes, its tag taken by an older image of ours' | app(version: '2.0').released('web/app').tagged('web/app', tag: '2.0', digest: '7', fingerprint: '7') || 'restore' | '2.0-s1' | ['version changed: 1.0 -> 2.0']
        'another version of the same bytes, which are gone' | app(version: '2.0').released('web/app').tap { lost << digest('a') } || 'build' | '2.0' | ['version changed: 1.0 -> 2.0', 'its image is neither there nor in the store']
        'a version whose tag is mapped' | app(version: '2.0+1').released('web/app', tag: '2.0_1') || 'keep' | '2.0_1' | []
        // (d)
        'the lock is lost' | app().tagged('web/app') || 'adopt' | '1.0' | ['tag 1.0 already names an image of this content']
        'the lock is lost, a revision is what counts' | app().tagged('web/app', fingerprint: '7').tagged('web/app', tag: '1.0-s1', digest: 'b') || 'adopt' | '1.0-s1' | ['tag 1.0-s1 already names an image of this content']
        'the stack was reverted' | changed(app().tagged('web/app')).locked('web/app', tag: '1.0-s1', base: '1.0', digest: 'b').tagged('web/app', tag: '1.0-s1', digest: 'b').image('web/app', version: '1.0') || 'adopt' | '1.0' | ['tag 1.0 already names an image of this content']
        'another machine released this change' | changed(app().released('web/app')).tagged('web/app', tag: '1.0-s1', digest: 'b') || 'adopt' | '1.0-s1' | ['tag 1.0-s1 already names an image of this content']
        'another machine released this change, version known after the build' | changed(app(version: null).released('web/app'), version: null).tagged('web/app', tag: '1.0-s1', digest: 'b') || 'adopt' | '1.0-s1' | ['tag 1.0-s1 already names an image of this content']
        // (e)
        'nothing was ever released' | app() || 'build' | '1.0' | ['never built']
        'nothing was ever released, and the version is not known' | app(version: null) || 'build' | null | ['never built']
        'the content changed' | changed(app().released('web/app')) || 'build' | '1.0-s1' | ['its declaration or inputs changed']
        'the content changed again' | changed(app().tagged('web/app').released('web/app', tag: '1.0-s1', base: '1.0', digest: 'b')) || 'build' | '1.0-s2' | ['its declaration or inputs changed']
        'content and version changed' | changed(app().released('web/app'), version: '2.0') || 'build' | '2.0' | ['version changed: 1.0 -> 2.0']
        'the content changed, and the tag may move' | changed(app().released('web/app'), onChange: REPLACE) || 'build' | '1.0' | ['its declaration or inputs changed']
        'the content changed, version known after the build' | changed(app(version: null).released('web/app'), version: null) || 'build' | null | ['its declaration or inputs changed']
        // foreign tags
        'a foreign tag, revisions wanted' | app(onChange: REVISION).tagged('web/app', by: 'nobody') || 'build' | '1.0-s1' | ['never built']
        'a foreign tag, which may move' | app(onChange: REPLACE).tagged('web/app', by: 'nobody') || 'build' | '1.0' | ['never built']
        'a revision beside a foreign tag, the wish no longer written' | app().tagged('web/app', by: 'nobody', digest: '7').released('web/app', tag: '1.0-s1', base: '1.0') || 'keep' | '1.0-s1' | []
        'changed again beside a foreign tag' | changed(app().tagged('web/app', by: 'nobody', digest: '7').released('web/app', tag: '1.0-s1', base: '1.0')) || 'build' | '1.0-s2' | ['its declaration or inputs changed']
        // by force
        'a rebuild was asked for' | app().released('web/app').tap { selection = Selection.ALL.forced(Selection.Rebuild.IMAGES) } || 'build' | null | ['a rebuild was asked for']
        'a rebuild of what never was' | app().tap { selection = Selection.ALL.forced(Selection.Rebuild.IMAGES) } || 'build' | '1.0' | ['a rebuild was asked for']
        // built before
        'it stands in the store since a build' | app().inStore('web/app') || 'publish' | '1.0' | ['never built']
        'it stands in the store since a build, version known since' | app(version: null).inStore('web/app', base: '3.1') || 'publish' | '3.1' | ['never built']
        'it stands in the store, but of other content' | app().inStore('web/app', fingerprint: '7') || 'build' | '1.0' | ['never built']
        'the tag and its image are gone, but the store has its like' | app().locked('web/app').inStore('web/app').tap { lost << digest('a') } || 'publish' | '1.0' | ['tag 1.0 is missing from the registry', 'its image is neither there nor in the store']
    }

    def "refused, #why: #message"() {
        given:
        def step = world.step('web/app')

        expect:
        [step.cause(), step.message(), step.hint()] == [cause, message, hint]

        where:
        why | world || cause | message | hint
        'moved' | app().locked('web/app').tagged('web/app', digest: '7', by: 'nobody') || Step.Cause.MOVED | "image 'web/app': tag 1.0 was moved by someone else: the lock says aaaaaaaaaaaa, the registry 777777777777" | "'stave lock --adopt web/app' takes over what it names now; onChange 'replace' moves it back"
        'moved, though the same content' | app().locked('web/app').tagged('web/app', digest: '7') || Step.Cause.MOVED | "image 'web/app': tag 1.0 was moved by someone else: the lock says aaaaaaaaaaaa, the registry 777777777777" | "'stave lock --adopt web/app' takes over what it names now; onChange 'replace' moves it back"
        'moved, and the content changed' | changed(app().locked('web/app').tagged('web/app', digest: '7', by: 'nobody')) || Step.Cause.MOVED | "image 'web/app': tag 1.0 was moved by someone else: the lock says aaaaaaaaaaaa, the registry 777777777777" | "'stave lock --adopt web/app' takes over what it names now; onChange 'replace' moves it back"
        'moved, revisions wanted' | app(onChange: REVISION).locked('web/app').tagged('web/app', digest: '7', by: 'nobody') || Step.Cause.MOVED | "image 'web/app': tag 1.0 was moved by someone else: the lock says aaaaaaaaaaaa, the registry 777777777777" | "'stave lock --adopt web/app' takes over what it names now; onChange 'replace' moves it back"
        'foreign' | app().tagged('web/app', by: 'nobody', digest: '7') || Step.Cause.FOREIGN | "image 'web/app': tag 1.0 exists and was not made by Stave (777777777777)" | "'stave lock --adopt web/app' takes it over; onChange 'revision' writes 1.0-s1 beside it; onChange 'replace' moves it"
        'foreign, the version before was ours' | changed(app().released('web/app'), version: '2.0').tagged('web/app', tag: '2.0', by: 'nobody', digest: '7') || Step.Cause.FOREIGN | "image 'web/app': tag 2.0 exists and was not made by Stave (777777777777)" | "'stave lock --adopt web/app' takes it over; onChange 'revision' writes 2.0-s1 beside it; onChange 'replace' moves it"
        'foreign, by force' | app().tagged('web/app', by: 'nobody', digest: '7').tap { selection = Selection.ALL.forced(Selection.Rebuild.IMAGES) } || Step.Cause.FOREIGN | "image 'web/app': tag 1.0 exists and was not made by Stave (777777777777)" | "'stave lock --adopt web/app' takes it over; onChange 'revision' writes 1.0-s1 beside it; onChange 'replace' moves it"
        'no tag' | app(version: 'v 1') || Step.Cause.UNKNOWN | "image 'web/app': version 'v 1' cannot become a tag: a tag cannot hold ' '" | "write a version of letters, digits, '_', '.' and '-'"
        'latest is never written' | app(version: 'latest') || Step.Cause.UNKNOWN | "image 'web/app': 'latest' is no version, and Stave never writes it as a tag" | "write a version of letters, digits, '_', '.' and '-'"
        'nobody can say' | app().released('web/app').tap { broken = 'registry.lan:5000 does not answer' } || Step.Cause.UNKNOWN | "image 'web/app': registry.lan:5000 does not answer" | 'nothing was done for it; run again once that is mended'
    }

    def "with --locked, #why: #message"() {
        given:
        world.mode = Mode.APPLY.asLocked()
        def step = world.step('web/app')

        expect:
        [step.word(), step.word() == 'refuse' ? step.message() : null] == [word, message]

        where:
        why | world || word | message
        'what is done stays done' | app().released('web/app') || 'keep' | null
        'a tag may be put back' | app().locked('web/app') || 'restore' | null
        'nothing is built' | changed(app().released('web/app')) || 'refuse' | "image 'web/app' would be built, and --locked forbids every change of the lock: its declaration or inputs changed"
        'nothing is adopted' | app().tagged('web/app') || 'refuse' | "image 'web/app' would be adopted, and --locked forbids every change of the lock: tag 1.0 already names an image of this content"
        'no gate is run again' | app().released('web/app', gate: '9') || 'refuse' | "image 'web/app' would be tested and scanned again, and --locked forbids every change of the lock: gate changed"
        'no new version is tagged' | app(version: '2.0').released('web/app') || 'refuse' | "image 'web/app' would be tagged 2.0, and --locked forbids every change of the lock: version changed: 1.0 -> 2.0"
    }

    def "with build, #why: #word"() {
        given:
        world.mode = Mode.BUILD
        def step = world.step('web/app')

        expect:
        [step.word(), step.tag().orElse(null), step.about().reasons()] == [word, null, reasons]
        world.asked == []

        where:
        why | world || word | reasons
        'nothing was ever built' | app() || 'build' | ['never built']
        'what the store has stays' | app().inStore('web/app') || 'keep' | []
        'what the store has of other content is built again' | app().inStore('web/app', fingerprint: '7') || 'build' | ['its declaration or inputs changed']
        'what the store has and another gate' | app().inStore('web/app', gate: '7') || 'regate' | ['gate changed']
        'what was released, but is not in the store' | app().released('web/app') || 'build' | ['not in the store']
    }

    def "offline, #why: #word #tag, and the plan says what it took for granted"() {
        given:
        world.offline = true
        def step = world.step('web/app')

        expect:
        [step.word(), step.tag().orElse(null), step.about().assumed()] == [word, tag, assumed]

        where:
        why | world || word | tag | assumed
        'what the lock says is taken to be so' | app().locked('web/app') || 'keep' | '1.0' | ['tag 1.0 names what the lock says']
        'a change is built beside it' | changed(app().locked('web/app')) || 'build' | '1.0-s1' | ['tag 1.0 names what the lock says', 'tag 1.0-s1 is free']
        'a change beside a revision' | changed(app().locked('web/app', tag: '1.0-s1', base: '1.0')) || 'build' | '1.0-s2' | ['tag 1.0 is one of ours', 'tag 1.0-s1 names what the lock says', 'tag 1.0-s2 is free']
        'a first build takes the first tag' | app() || 'build' | '1.0' | ['tag 1.0 is free']
        'another version of the same bytes' | app(version: '2.0').locked('web/app') || 'restore' | '2.0' | ['tag 2.0 is free', 'aaaaaaaaaaaa is still in the registry']
    }

    def "a mirror, #why: #word #tag"() {
        given:
        def step = world.step('web/redis')

        expect:
        [step.word(), step.tag().orElse(null), step.about().reasons()] == [word, tag, reasons]

        where:
        why | world || word | tag | reasons
        'never copied' | redis() || 'copy' | '7.4.1' | ['never copied']
        'copied' | redis().released('web/redis', tag: '7.4.1', digest: '1', pins: PINNED) || 'keep' | '7.4.1' | []
        'the source moved, and nobody looks' | redis('2').released('web/redis', tag: '7.4.1', digest: '1', pins: PINNED) || 'keep' | '7.4.1' | []
        'the source moved, and pins may' | redis('2').released('web/redis', tag: '7.4.1', digest: '1', pins: PINNED).tap { mode = Mode.APPLY.updating([ImageName.parse('web/redis')] as Set) } || 'copy' | '7.4.1-s1' | ['docker.io/library/redis:7.4.1 moved: 111111111111 -> 222222222222']
        'the lock is lost' | redis().tagged('web/redis', tag: '7.4.1', digest: '1') || 'adopt' | '7.4.1' | ["tag 7.4.1 already names the source's image"]
        'another source tag of the same digest' | other(redis().released('web/redis', tag: '7.4.1', digest: '1', pins: PINNED), '1') || 'restore' | '7.4.2' | ['version changed: 7.4.1 -> 7.4.2']
        'another source tag' | other(redis().released('web/redis', tag: '7.4.1', digest: '1', pins: PINNED), '2') || 'copy' | '7.4.2' | ['version changed: 7.4.1 -> 7.4.2']
        'a choice of platforms that the tag has already' | chosen().tagged('web/redis', tag: '7.4.1', digest: '3') || 'adopt' | '7.4.1' | ["tag 7.4.1 already names the source's image"]
        'latest is resolved to a version' | latest() || 'copy' | '7.4.3' | ['never copied']
        'latest is pinned with its version' | latest('9.9').released('web/redis', tag: '7.4.3', digest: '1', pins: ['docker.io/library/redis:latest': "sha256:${'1' * 64}".toString(), 'docker.io/library/redis:latest version': '7.4.3']) || 'keep' | '7.4.3' | []
        'the source is a digest' | new PlanWorld().image('web/redis', mirror("redis@sha256:${'1' * 64}"), version: '7').released('web/redis', tag: '7', digest: '1') || 'keep' | '7' | []
    }

    static final Map<String, String> PINNED = ['docker.io/library/redis:7.4.1': "sha256:${'1' * 64}".toString()]

    static PlanWorld redis(String now = '1', String version = '7.4.1') {
        new PlanWorld().image('web/redis', mirror("redis:$version"), version: version).tap { outside["docker.io/library/redis:$version".toString()] = digest(now) }
    }

    /** The stack now asks for the next version. */
    static PlanWorld other(PlanWorld world, String now) {
        world.image('web/redis', mirror('redis:7.4.2'), version: '7.4.2').tap { outside['docker.io/library/redis:7.4.2'] = digest(now) }
    }

    static PlanWorld chosen() {
        new PlanWorld().image('web/redis', mirror('redis:7.4.1'), version: '7.4.1', platforms: [PlanWorld.AMD64]).tap {
            outside['docker.io/library/redis:7.4.1'] = digest('1')
            outside["docker.io/library/redis:7.4.1 linux/amd64"] = digest('3')
        }
    }

    static PlanWorld latest(String version = '7.4.3') {
        def source = mirror('redis:latest')
        new PlanWorld().image('web/redis', source, rule: new dev.stave.model.VersionRule.LatestOf(source.from().reference())).tap {
            outside['docker.io/library/redis:latest'] = digest('1')
            latest['docker.io/library/redis:latest'] = version
        }
    }

    def "a tag that is put back says of which version it is"() {
        expect:
        app(version: '2.0').released('web/app').tagged('web/app', tag: '2.0', digest: '7', fingerprint: '7').step('web/app').base() == '2.0'
        app().tagged('web/app', digest: '7', fingerprint: '7').locked('web/app', tag: '1.0-s1', base: '1.0').step('web/app').base() == '1.0'
    }

    def "a mirror's foreign tag names its source: #message"() {
        expect:
        redis().tagged('web/redis', tag: '7.4.1', digest: '7').step('web/redis').message() == message

        where:
        message = "image 'web/redis': tag 7.4.1 exists and names another image than docker.io/library/redis:7.4.1 (777777777777)"
    }

    def "what the lock does not say is read from the tag first: pins, then the fingerprint made from them"() {
        given:
        def pinned = ['debian:12': "sha256:${'1' * 64}".toString()]
        def world = new PlanWorld().image('web/api', PlanWorld.dockerfile(), version: '1.0').reads('web/api', references: ['debian:12'])
        world.outside['debian:12'] = digest('2')
        world.tagged('web/api', pins: pinned)

        expect:
        world.step('web/api').word() == 'adopt'
        world.step('web/api').basis().pins() == new TreeMap<>(pinned)
        !world.asked.any { it instanceof Question.Resolve }
    }

    def "a build after the lock was lost takes the pins of the tag, not what the references stand for today"() {
        given:
        def pinned = ['debian:12': "sha256:${'1' * 64}".toString()]
        def world = new PlanWorld().image('web/api', PlanWorld.dockerfile(), version: '1.0').reads('web/api', references: ['debian:12'])
        world.outside['debian:12'] = digest('2')
        world.tagged('web/api', pins: pinned, fingerprint: '7')
        def step = world.step('web/api')

        expect:
        [step.word(), step.tag().get(), step.basis().pins()] == ['build', '1.0-s1', new TreeMap<>(pinned)]
    }

    def "what is not pinned is resolved once, and a reference that nobody asks for any more is forgotten"() {
        given:
        def world = new PlanWorld().image('web/api', PlanWorld.dockerfile(), version: '1.0').reads('web/api', references: ['debian:13'])
        world.outside['debian:13'] = digest('2')
        world.locked('web/api', pins: ['debian:12': 'x', 'git https://x/y main': 'abc'], fingerprint: '7').tagged('web/api')

        expect:
        world.step('web/api').basis().pins() == new TreeMap<>(['debian:13': "sha256:${'2' * 64}".toString(), 'git https://x/y main': 'abc'])
        world.asked.count { it instanceof Question.Resolve } == 1
    }

    def "unset platforms are those that the lock has pinned, whatever this host is"() {
        given:
        def world = new PlanWorld().image('web/app', version: '1.0', platforms: [PlanWorld.ARM64]).released('web/app')
        def entry = world.lock[ImageName.parse('web/app')]
        world.lock[ImageName.parse('web/app')] = new dev.stave.model.LockEntry(
            entry.digest(), entry.fingerprint(), entry.gate(), entry.pins(), new TreeMap<>([(PlanWorld.ARM64): digest('c')]), entry.repository(), entry.tag(), entry.base())
        def spec = world.images[ImageName.parse('web/app')]
        world.images[spec.name()] = new dev.stave.model.ImageSpec(
            spec.name(), spec.origin(), spec.source(), null, [], [], spec.version(), spec.settings(), [], spec.scan(), OnChange.DEFAULT, 'one', 'gzip', null)

        expect:
        world.step('web/app').word() == 'keep'
    }
}
