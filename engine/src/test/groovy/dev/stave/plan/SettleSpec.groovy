package dev.stave.plan

import static dev.stave.model.OnChange.REPLACE
import static dev.stave.model.OnChange.REVISION
import static dev.stave.plan.PlanWorld.configs
import static dev.stave.plan.PlanWorld.digest
import static dev.stave.plan.PlanWorld.mirror

import dev.stave.model.ImageName
import spock.lang.Specification

/** Under which tag an image is released that was made: digest d with config d unless a row says otherwise. */
class SettleSpec extends Specification {
    static PlanWorld app(Map<String, Object> said = [:]) {
        new PlanWorld().image([version: '1.0'] + said, 'app')
    }

    def "#why: #tag is written"() {
        expect:
        world.settle([:], 'app') == new Settlement.Write(tag, '1.0', moves)

        where:
        why | world || tag | moves
        'nothing is there' | app() || '1.0' | false
        'the bytes changed' | app().released('app', fingerprint: '7') || '1.0-s1' | false
        'the bytes changed twice' | app().tagged('app', digest: '6', fingerprint: '6').released('app', tag: '1.0-s1', base: '1.0', fingerprint: '7') || '1.0-s2' | false
        'the bytes changed, and the tag may move' | app(onChange: REPLACE).released('app', fingerprint: '7') || '1.0' | true
        'nothing is there, and the tag may move' | app(onChange: REPLACE) || '1.0' | false
        'a foreign tag, revisions wanted' | app(onChange: REVISION).tagged('app', by: 'nobody') || '1.0-s1' | false
        'a foreign tag, which may move' | app(onChange: REPLACE).tagged('app', by: 'nobody') || '1.0' | true
        'the tag is gone' | app().locked('app') || '1.0' | false
        'moved by someone else, which may be' | app(onChange: REPLACE).locked('app').tagged('app', digest: '7', by: 'nobody') || '1.0' | true
        'an older revision was deleted' | app().tagged('app', tag: '1.0-s1', digest: '6', fingerprint: '6').locked('app', tag: '1.0-s1', base: '1.0', digest: '6', fingerprint: '6') || '1.0' | false
        'another version was released before' | app().released('app', tag: '0.9') || '1.0' | false
        'made again by force from the same content' | app().tagged('app').tap { selection = Selection.ALL.forced(Selection.Rebuild.IMAGES) } || '1.0-s1' | false
    }

    def "#why: #tag stays"() {
        expect:
        world.settle(made, 'app') == new Settlement.Existing(tag, '1.0', digest(kept), configs(config))

        where:
        why | world | made || tag | kept | config
        'the same configurations as the lock' | app().released('app', fingerprint: '7', config: 'd') | [:] || '1.0' | 'a' | 'd'
        'the same configurations as the lock, the tag may move' | app(onChange: REPLACE).released('app', fingerprint: '7', config: 'd') | [:] || '1.0' | 'a' | 'd'
        'the same configurations, by force' | app().released('app', config: 'd').tap { selection = Selection.ALL.forced(Selection.Rebuild.IMAGES) } | [:] || '1.0' | 'a' | 'd'
        'the same configurations as a revision' | app().released('app', tag: '1.0-s1', base: '1.0', config: 'd', fingerprint: '6').tagged('app', digest: '7', fingerprint: '7', config: '7') | [:] || '1.0-s1' | 'a' | 'd'
        'the same configurations as in the registry, the lock is lost' | app().tagged('app', config: 'd', fingerprint: '7') | [:] || '1.0' | 'a' | 'd'
        'the same bytes as in the registry' | app().tagged('app', digest: 'd', by: 'nobody', config: 'd') | [:] || '1.0' | 'd' | 'd'
        'made from the same content elsewhere, meanwhile' | app().tagged('app', config: '5') | [:] || '1.0' | 'a' | '5'
    }

    def "a mirror keeps bytes: equal configurations in another manifest are another image"() {
        given:
        def world = new PlanWorld().image('app', mirror('redis:1.0'), version: '1.0')
        world.released('app', config: 'd', digest: '7')

        expect:
        world.settle('app') == new Settlement.Write('1.0-s1', '1.0', false)
        world.settle('app', digest: '7') == new Settlement.Existing('1.0', '1.0', digest('7'), configs('d'))
    }

    def "refused after the build, #why"() {
        expect:
        world.settle('app').step().message() == message

        where:
        why | world || message
        'a foreign tag' | app(version: null).tagged('app', by: 'nobody', digest: '7') || "image 'app': tag 1.0 exists and was not made by Stave (777777777777)"
        'moved by someone else' | app().locked('app').tagged('app', by: 'nobody', digest: '7') || "image 'app': tag 1.0 was moved by someone else: the lock says aaaaaaaaaaaa, the registry 777777777777"
        'nobody can say' | app().tap { broken = 'registry.lan does not answer' } || "image 'app': registry.lan does not answer"
    }

    def "what was answered about an image's tags before its build is forgotten, and nothing else"() {
        given:
        def kept = [(new Question.Head('other', '1.0')): new Answer.TagAbsent(), (new Question.Resolve('debian:12')): new Answer.Resolved(digest('1'))]
        def facts = app().facts().withAnswers(kept + [(new Question.Head('app', '1.0')): new Answer.TagAbsent(), (new Question.Released('app', '1.0')): new Answer.TagAbsent()])

        expect:
        facts.forgettingTags(ImageName.parse('app')).answers() == kept
    }
}
