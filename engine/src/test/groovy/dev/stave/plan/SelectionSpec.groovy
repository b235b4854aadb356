package dev.stave.plan

import dev.stave.model.ImageName
import dev.stave.model.UsageException
import spock.lang.Specification

class SelectionSpec extends Specification {
    /** web/nginx and web/api need base/musl; auth/api stands alone; web/deep/x too. */
    static final SortedMap<ImageName, List<ImageName>> NEEDS = new TreeMap<>([
        'base/musl': [], 'web/nginx': ['base/musl'], 'web/api': ['base/musl'], 'auth/api': [], 'web/deep/x': [], 'redis': [],
    ].collectEntries { name, needs -> [(ImageName.parse(name)): needs.collect { ImageName.parse(it) }] })

    static List<String> names(Selection selection) {
        selection.images(NEEDS)*.toString()
    }

    def "'#pattern' selects #selected"() {
        expect:
        names(Selection.of(pattern)) == selected

        where:
        pattern       || selected
        'nginx'       || ['web/nginx']
        'redis'       || ['redis']
        'web/api'     || ['web/api']
        'web/'        || ['web/api', 'web/deep/x', 'web/nginx']
        'web/deep/'   || ['web/deep/x']
        '*api'        || ['auth/api', 'web/api']
        'web/*'       || ['web/api', 'web/nginx']
        'web/**'      || ['web/api', 'web/deep/x', 'web/nginx']
        'web/?pi'     || ['web/api']
        '/^web.*i/'   || ['web/api', 'web/nginx']
        '@leaves'     || ['auth/api', 'redis', 'web/api', 'web/deep/x', 'web/nginx']
    }

    def "nothing said selects all, several patterns what any selects"() {
        expect:
        names(Selection.ALL) == NEEDS.keySet()*.toString()
        names(Selection.of('redis', 'nginx')) == ['redis', 'web/nginx']
    }

    def "excludes take away, after all that is needed was added"() {
        expect:
        names(Selection.of('web/').except('deep/x'.with { 'web/deep/x' }, 'nginx')) == ['web/api']
        names(Selection.of('nginx').requires()) == ['base/musl', 'web/nginx']
        names(Selection.of('nginx').requires().except('base/')) == ['web/nginx']
    }

    def "'#pattern' is refused: #message"() {
        when:
        names(selection)

        then:
        def e = thrown(UsageException)
        [e.what(), e.hint()] == [message, hint]

        where:
        pattern    | selection                          || message                                                          | hint
        'ngnix'    | Selection.of('ngnix')              || "no image matches 'ngnix', did you mean 'nginx'?"                 | "'stave plan --json' lists the images of the stack"
        'web/ngin' | Selection.of('web/ngin')           || "no image matches 'web/ngin', did you mean 'web/nginx'?"          | "'stave plan --json' lists the images of the stack"
        'wep/'     | Selection.of('wep/')               || "no image matches 'wep/', did you mean 'web/'?"                   | "'stave plan --json' lists the images of the stack"
        'postgres' | Selection.of('postgres')           || "no image matches 'postgres'"                                     | "'stave plan --json' lists the images of the stack"
        'q*'       | Selection.of('q*')                 || "no image matches 'q*'"                                           | "'stave plan --json' lists the images of the stack"
        '/(/'      | Selection.of('/(/')                || "'/(/' is not a regular expression: Unclosed group"              | 'between slashes stands a regular expression, without them a glob'
        'api'      | Selection.of('api')                || "'api' is the name of several images: auth/api, web/api"          | 'write section/name'
        'exclude'  | Selection.of('nginx').except('rdis') || "no image matches 'rdis', did you mean 'redis'?"                | "'stave plan --json' lists the images of the stack"
        'all'      | Selection.of('nginx').except('*x') || 'nothing is left of the selection'                              | 'exclude less'
    }
}
