package dev.stave.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** One request in, one answer out, and the same result as the command line's. */
class ModuleCommandSpec extends Specification {
    static final String STACK = '''
        registry 'oci:../registry'
        section 'web'
        println 'a stack may print'
        image('app') { files { copy 'app/', to: '/etc/grüße' }; version '2.0' }
        image('other') { files { copy 'other.txt', to: '/other.txt' }; version '1.0' }
    '''

    @TempDir Path temp
    StackFolder shop
    Map params

    def setup() {
        shop = new StackFolder(temp).file('app/app.conf', 'port=1\n').file('other.txt', 'other\n').groovy(STACK)
        params = [stack: shop.folder.resolve('stack.groovy').toString()]
    }

    Map ask(Map request) {
        new ObjectMapper().readValue(raw(request), Map)
    }

    String raw(Map request) {
        def out = new ByteArrayOutputStream()
        def err = new ByteArrayOutputStream()
        def input = new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes([protocol: 1, params: params] + request))
        def edge = new Edge(new Environment(new TreeMap<>(shop.environment), temp, temp), input, new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'))
        assert Main.run(edge, 'module') == 0
        out.toString(StandardCharsets.UTF_8)
    }

    def "check mode is the plan, and the run then does what it showed"() {
        when:
        def planned = ask(verb: 'apply', check: true, diff: true)

        then:
        planned.changed
        !planned.failed
        planned.diff.before == 'web/app: -\nweb/other: -\n'
        planned.diff.after == 'web/app: oci:../registry:web/app:2.0@(digest known after build)\nweb/other: oci:../registry:web/other:1.0@(digest known after build)\n'
        planned.result.steps*.action == ['build', 'build']
        shop.lock == [:]

        when:
        def done = ask(verb: 'apply', diff: true)

        then:
        done.changed
        done.result.images*.value.outcome == ['released', 'released']
        done.diff.after == "web/app: oci:../registry:web/app:2.0@${shop.lock['web/app'].digest}\nweb/other: oci:../registry:web/other:1.0@${shop.lock['web/other'].digest}\n"

        when:
        def again = ask(verb: 'apply', diff: true)

        then:
        !again.changed
        again.diff.before == again.diff.after
        !ask(verb: 'apply', check: true).changed
    }

    def "the result is what the command line prints with --json, byte for byte"() {
        given:
        shop.stave('apply')

        expect:
        raw(verb: 'apply', check: true).contains('"result":' + shop.stave('plan', '--json').out.stripTrailing() + '}\n')
        without(raw(verb: 'apply')).contains(without(shop.stave('apply', '--json').out))
    }

    private static String without(String json) {
        json.replaceAll(/(?s),\s*"run" : \{.*/, '')
    }

    def "a stack in the wrong is a failed answer with all its problems"() {
        given:
        shop.groovy(STACK.replace("image('other') {", "image('other') { from 'ap';"))

        when:
        def answer = ask(verb: 'apply')

        then:
        answer.failed
        !answer.changed
        answer.result == null
        answer.msg.startsWith("${params.stack}:")
        answer.msg.endsWith("image 'other': unknown parent 'ap', did you mean 'app'?")
    }

    def "what was done is told where something failed"() {
        given:
        shop.groovy(STACK + "\nimage('broken') { script 'broken.sh'; version '1' }\n").script('broken.sh', 'echo no luck; exit 3')

        when:
        def answer = ask(verb: 'apply')

        then:
        answer.failed
        answer.changed
        answer.msg.startsWith("image 'web/broken': ")
        answer.msg.contains('no luck')
        answer.result.exit == 4
        answer.result.images['web/app'].outcome == 'released'
        Files.readString(Path.of(answer.result.run.images['web/broken'].log)).contains('no luck')
    }

    def "#verb with a named lock leaves the stack's folder alone"() {
        given:
        params.lock = temp.resolve('state/shop.lock.json').toString()

        when:
        def answer = ask(verb: verb)

        then:
        answer.changed
        shop.lockFile == null
        Files.exists(temp.resolve('state/shop.lock.json')) == isLocked

        where:
        verb    || isLocked
        'apply' || true
        'build' || false
    }

    def "build reports a change when an image is another one than before"() {
        expect:
        ask(verb: 'build').changed
        !ask(verb: 'build').changed

        when:
        params.rebuild = 'images'

        then:
        !ask(verb: 'build').changed
    }

    def "a build with nothing to pin writes no lock, counts as no change the second time, and is kept by cleaning"() {
        given:
        shop.groovy("platforms 'linux/amd64'\n" + STACK)

        expect:
        ask(verb: 'build').changed
        shop.lockFile == null
        !ask(verb: 'build').changed
        ask(verb: 'clean').result.unreadable == []
        ask(verb: 'build').result.images*.value.outcome == ['unchanged', 'unchanged']

        when:
        Files.delete(shop.folder.resolve('stack.groovy'))

        then:
        ask(verb: 'clean').result.unreadable == ["${params.stack}.lock.json"]
    }

    def "events go to a file while the run goes on"() {
        when:
        ask(verb: 'apply', events: temp.resolve('events').toString())

        then:
        Files.readAllLines(temp.resolve('events')).collect { new ObjectMapper().readValue(it, Map).event }.with { it.first() == 'runStarted' && it.last() == 'runEnded' }
    }

    def "scan off needs a stack that says so"() {
        given:
        params.scan = 'off'

        expect:
        !ask(verb: 'apply').failed

        when:
        shop.groovy(STACK, 'scan { }')

        then:
        ask(verb: 'apply').msg == "scan: off was asked for, and the stack has these scanned: web/app, web/other; write scan 'off' in the stack, or leave scan: policy"
    }

    def "removing takes away the tags that the lock names, and says so before"() {
        given:
        ask(verb: 'apply')
        params.images = ['other']

        when:
        def planned = ask(verb: 'remove', check: true, diff: true)

        then:
        planned.changed
        planned.result.steps*.image == ['web/other']
        planned.diff.after == 'web/other: -\n'
        shop.lock.keySet() == ['web/app', 'web/other'] as Set

        when:
        def done = ask(verb: 'remove', diff: true)

        then:
        done.changed
        done.result.images['web/other'].outcome == 'removed'
        done.diff == planned.diff
        shop.lock.keySet() == ['web/app'] as Set
        !Files.readString(temp.resolve('registry/index.json')).contains('web/other')
        !ask(verb: 'remove').changed
        !ask(verb: 'remove', check: true).changed
    }

    def "a tag that somebody moved is not ours to remove"() {
        given:
        ask(verb: 'apply')
        def before = shop.lock['web/other'].digest
        def index = temp.resolve('registry/index.json')
        Files.writeString(index, Files.readString(index).replace(before, shop.lock['web/app'].digest))
        params.images = ['other']

        when:
        def answer = ask(verb: 'remove')

        then:
        answer.failed
        !answer.changed
        answer.msg.startsWith("image 'web/other': tag 1.0 was moved by someone else: the lock says ")
        answer.msg.endsWith("it is not ours to delete; 'stave lock --adopt other' takes over what it names now")
    }

    def "cleaning says what it would free, frees it, and has nothing to do then"() {
        given:
        ask(verb: 'apply')
        params.all = true
        ask(verb: 'remove')
        params = [:]

        when:
        def planned = ask(verb: 'clean', check: true)
        def done = ask(verb: 'clean')

        then:
        planned.changed
        done.changed
        done.result.freedBytes > 0
        done.result == planned.result
        !ask(verb: 'clean').changed
    }

    def "a request without its stack says so"() {
        given:
        params = [:]

        expect:
        ask(verb: 'apply').msg == 'params: no stack was named; name a stack file'
    }
}
