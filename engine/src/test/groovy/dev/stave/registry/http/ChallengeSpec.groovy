package dev.stave.registry.http

import spock.lang.Specification

class ChallengeSpec extends Specification {
    def "#header is read"() {
        expect:
        Challenge.parse(header).collect { [it.scheme(), new TreeMap<>(it.parameters())] } == challenges

        where:
        header                                                   || challenges
        'Basic realm="a, b"'                                     || [['basic', [realm: 'a, b']]]
        'Basic'                                                  || [['basic', [:]]]
        'Bearer realm="https://a/t",service=s,scope="x:y:z w"'   || [['bearer', [realm: 'https://a/t', service: 's', scope: 'x:y:z w']]]
        'BEARER  Scope = "s" ,REALM="r"'                         || [['bearer', [realm: 'r', scope: 's']]]
        'Negotiate, Basic realm=r'                               || [['negotiate', [:]], ['basic', [realm: 'r']]]
        'Basic realm="say \\"hi\\"", Bearer realm="r"'           || [['basic', [realm: 'say "hi"']], ['bearer', [realm: 'r']]]
        ''                                                       || []
        '=='                                                     || []
    }
}
