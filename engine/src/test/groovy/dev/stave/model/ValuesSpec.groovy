package dev.stave.model

import spock.lang.Specification

class ValuesSpec extends Specification {
    static final Digest ONE = Digest.of('1'.bytes)
    static final Digest TWO = Digest.of('2'.bytes)

    def "#a and #b are the same value: #same"() {
        expect:
        a.equals(b) == same
        b.equals(a) == same
        !same || a.hashCode() == b.hashCode()
        !a.equals(null)

        where:
        a                          | b                          || same
        new ImageName('web', 'a')  | ImageName.parse('web/a')   || true
        new ImageName('web', 'a')  | new ImageName('', 'a')     || false
        new ImageName('web', 'a')  | new ImageName('web', 'b')  || false
        new ImageName('', 'web/a') | new ImageName('web', 'a')  || false
        ONE                        | Digest.parse(ONE as String) || true
        ONE                        | TWO                        || false
        new Fingerprint(ONE)       | Fingerprint.parse("$ONE")  || true
        new Fingerprint(ONE)       | new Fingerprint(TWO)       || false
        new Fingerprint(ONE)       | ONE                        || false
    }
}
