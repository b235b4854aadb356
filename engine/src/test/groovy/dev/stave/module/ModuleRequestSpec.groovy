package dev.stave.module

import dev.stave.model.UsageException
import dev.stave.plan.Selection
import spock.lang.Specification

/** What a request may say, and in which words another one is refused. */
class ModuleRequestSpec extends Specification {
    def "a request is read with all that it says"() {
        when:
        def request = ModuleRequest.parse('''{"protocol":1,"verb":"mirror","check":true,"diff":true,"events":"/tmp/e",
            "params":{"stack":"/srv/stack.yaml","lock":"/srv/l.lock.json","vars":{"v":"17.10"},"images":["web/"],"exclude":["a"],
            "withRequires":true,"rebuild":"parents","locked":true,"push":true,"jobs":4,"scan":"off","engine":"podman"}}''')

        then:
        request.verb() == Verb.MIRROR
        request.check()
        request.diff()
        request.events() == '/tmp/e'
        with(request.params()) {
            stack() == '/srv/stack.yaml'
            lock() == '/srv/l.lock.json'
            variables() == [v: '17.10']
            selection() == new Selection(['web/'], ['a'], true, Selection.Rebuild.PARENTS)
            locked()
            push()
            jobs() == 4
            scans() == 'off'
            engine() == 'podman'
        }
    }

    def "what is absent or null has its default"() {
        when:
        def request = ModuleRequest.parse('{"protocol":1,"verb":"apply","events":null,"params":{"stack":"s","lock":null,"jobs":null}}')

        then:
        !request.check()
        request.events() == null
        request.params().lock() == null
        request.params().selection() == Selection.ALL
        request.params().jobs() == 0
        request.params().engine() == 'auto'
        request.params().scans() == 'policy'
    }

    def "refused: #text"() {
        when:
        ModuleRequest.parse(text)

        then:
        def e = thrown(UsageException)
        e.what() == what
        e.hint() == hint

        where:
        text                                                 || what | hint
        '{"protocol":2,"verb":"apply","later":1}'            || 'the collection speaks protocol 2 and this engine protocol 1' | 'upgrade Stave on this host (role stave.images.engine)'
        '{"protocol":0,"verb":"apply"}'                      || 'the collection speaks protocol 0 and this engine protocol 1' | 'upgrade the collection stave.images on the controller'
        '{"protocol":1,"verb":"aply"}'                       || "the engine has no verb 'aply', did you mean 'apply'?" | 'upgrade Stave on this host (role stave.images.engine)'
        '{"protocol":1,"verb":"apply","chek":true}'          || "the request has no 'chek', did you mean 'check'?" | 'collection and engine are of different versions: upgrade the older one'
        '{"protocol":1,"verb":"apply","params":{"job":1}}'   || "params has no 'job', did you mean 'jobs'?" | 'collection and engine are of different versions: upgrade the older one'
        '{"protocol":1,"verb":"apply","params":{"jobs":"4"}}' || "params: 'jobs' must be a number" | ''
        '{"protocol":1,"verb":"apply","params":{"vars":{"v":17.1}}}' || "params: 'vars' must be a map of texts" | ''
        '{"protocol":1,"verb":"apply","params":{"rebuild":"all"}}' || "params: rebuild is one of none, images, parents, builders, not 'all'" | ''
        '{"protocol":1,"verb":"apply","params":{"scan":"never"}}' || "params: scan is policy or off, not 'never'" | ''
        '[]'                                                 || 'the request is no JSON object' | 'send one on standard input'
        ''                                                   || 'the request is no JSON object' | 'send one on standard input'
    }

    def "an answer says what was asked for, and holds the result as it is"() {
        expect:
        new ModuleAnswer(true, '', ['careful'], new StackDiff('a: -\n', 'a: b\n', '/l'), '{\n  "exit" : 0\n}\n').json('1.2') ==
            '{"protocol":1,"engine":"1.2","changed":true,"failed":false,"msg":"","warnings":["careful"],' +
            '"diff":{"before":"a: -\\n","after":"a: b\\n","before_header":"/l","after_header":"/l"},"result":{\n  "exit" : 0\n}}\n'
        ModuleAnswer.failed(new UsageException('this is wrong', 'do that'), false, []).json('1.2') ==
            '{"protocol":1,"engine":"1.2","changed":false,"failed":true,"msg":"this is wrong; do that","warnings":[],"diff":null,"result":null}\n'
    }
}
