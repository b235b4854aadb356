package dev.stave.packages

import spock.lang.Specification

class PortageVersionSpec extends Specification {
    def "#lesser is older than #greater"() {
        expect:
        PortageVersion.parse(lesser) < PortageVersion.parse(greater)
        PortageVersion.parse(greater) > PortageVersion.parse(lesser)

        where:
        lesser             | greater
        '1.0'              | '1.0.1'
        '1.0'              | '1.0.0'
        '9'                | '10'
        '1.9'              | '1.10'
        '1.05'             | '1.1'
        '1.01'             | '1.1'
        '1.001'            | '1.01'
        '1.09'             | '1.2'
        '1.1'              | '1.10'
        '1.2'              | '01.10'
        '1.0_alpha'        | '1.0_beta'
        '1.0_beta'         | '1.0_pre'
        '1.0_pre'          | '1.0_rc'
        '1.0_rc'           | '1.0'
        '1.0'              | '1.0_p'
        '1.0_p'            | '1.0_p1'
        '1.0_alpha9'       | '1.0_alpha10'
        '1.0_rc1'          | '1.0_rc1_p1'
        '1.0_rc1_alpha'    | '1.0_rc1'
        '1.0_p1_rc1'       | '1.0_p1'
        '1.0_p9'           | '1.0_p20241109'
        '1.0a'             | '1.0b'
        '1.0'              | '1.0a'
        '1.0b'             | '1.0.1'
        '1.0z'             | '1.1'
        '1.0a_rc1'         | '1.0a'
        '1.0'              | '1.0-r1'
        '1.0-r9'           | '1.0-r10'
        '1.0_rc1-r5'       | '1.0'
        '1.0-r99'          | '1.0_p1'
        '1.0-r1'           | '1.0-r2'
        '3.9999999999'     | '3.10000000000'
        '20241121999999998' | '20241121999999999999999999999'
        '1.36.1'           | '1.36.1-r3'
        '6.9_p20160730_p1' | '6.9_p20160730_p2'
    }

    def "#one and #other are the same version"() {
        expect:
        PortageVersion.parse(one) <=> PortageVersion.parse(other) == 0

        where:
        one       | other
        '1.0'     | '1.0-r0'
        '1.0'     | '1.0-r000'
        '1.0-r1'  | '1.0-r01'
        '01.5'    | '1.5'
        '1.010'   | '1.01'
        '1.0'     | '1.00'
        '1.0_p'   | '1.0_p0'
        '1_alpha' | '1_alpha0'
    }

    def "'#text' is no version"() {
        expect:
        PortageVersion.tryParse(text).empty

        where:
        text << ['', 'a', '1.', '.1', '1..2', '1.0A', '1.0ab', '1.0_foo', '1.0_', '1.0-1', '1.0-r', '1.0-r1-r2', '1.0 ', 'v1.0', '1.0+git']
    }

    def "what is no version is told where one must be"() {
        when:
        PortageVersion.parse('v1.0')

        then:
        def refused = thrown(IllegalArgumentException)
        refused.message == "'v1.0' is no version"
    }
}
