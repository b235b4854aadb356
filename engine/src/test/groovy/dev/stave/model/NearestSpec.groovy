package dev.stave.model

import spock.lang.Specification

class NearestSpec extends Specification {
    def "'#word' among #known is most likely #near"() {
        expect:
        Nearest.to(word, known).orElse(null) == near

        where:
        word     | known                  || near
        'busybx' | ['busybox', 'nginx']   || 'busybox'
        'ngnix'  | ['busybox', 'nginx']   || 'nginx'
        'failon' | ['failOn']             || 'failOn'
        'crit'   | ['critical', 'low']    || 'critical'
        'nam'    | ['from', 'test']       || null
        'b'      | ['a', 'c']             || 'a'
        'tests'  | ['rest', 'test']       || 'test'
        'x'      | []                     || null
    }
}
