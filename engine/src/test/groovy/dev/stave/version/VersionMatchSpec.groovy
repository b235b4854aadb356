package dev.stave.version

import dev.stave.model.Platform
import spock.lang.Specification

class VersionMatchSpec extends Specification {
    def "declared #declared and found #found agree: #agree"() {
        expect:
        VersionMatch.agree(declared, found) == agree

        where:
        declared           | found              || agree
        '1.22.1'           | '1.22.1'           || true
        '1.22'             | '1.22.1-9'         || true
        '1.2'              | '1.22.1-9'         || false
        '1.36.1'           | '1.36.1-r3'        || true
        '1.36.1-r3'        | '1.36.1-r3'        || true
        '1.36.1-r3'        | '1.36.1-r30'       || false
        'v2.3.0'           | '2.3.0'            || true
        '2.3.0'            | 'V2.3.0'           || true
        'vim'              | 'im'               || false
        '1.22.1-9_deb12u2' | '1.22.1-9+deb12u2' || true
        '7.4.1-alpine3.20' | '7.4.1'            || true
        '7.4.1'            | '7.4'              || false
        '1.1.1'            | '1.1.1w'           || false
        '1.24'             | '1.22'             || false
        'RC1'              | 'rc1'              || true
    }

    def "platforms agree on #versions"() {
        expect:
        PlatformVersions.agreed(new TreeMap(versions.collectEntries { [Platform.parse(it.key), it.value] })) == agreed

        where:
        versions                                    || agreed
        ['linux/amd64': '1.2']                      || '1.2'
        ['linux/amd64': '1.2', 'linux/arm64': '1.2'] || '1.2'
    }

    def "platforms that differ are refused, each with its version"() {
        when:
        PlatformVersions.agreed(new TreeMap([(Platform.parse('linux/arm64')): '1.22.1-8', (Platform.parse('linux/amd64')): '1.22.1-9']))

        then:
        def refused = thrown(VersionException)
        refused.what() == 'its platforms hold different versions: 1.22.1-9 on linux/amd64, 1.22.1-8 on linux/arm64'
        refused.hint() == 'build all platforms from the same packages, or declare the version in the stack'
    }
}
