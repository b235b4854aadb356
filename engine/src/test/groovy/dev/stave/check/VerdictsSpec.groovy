package dev.stave.check

import static dev.stave.model.ScanPolicy.Severity.CRITICAL
import static dev.stave.model.ScanPolicy.Severity.HIGH
import static dev.stave.model.ScanPolicy.Severity.LOW
import static dev.stave.model.ScanPolicy.Severity.MEDIUM
import static dev.stave.model.ScanPolicy.Severity.UNKNOWN
import static dev.stave.model.ScanPolicy.Tolerance.ALLOW
import static dev.stave.model.ScanPolicy.Tolerance.FAIL
import static dev.stave.model.ScanPolicy.Tolerance.WARN

import dev.stave.check.AcceptedFindings.Accepted
import dev.stave.check.ScanReport.Finding
import dev.stave.model.Platform
import dev.stave.model.ScanPolicy
import java.time.LocalDate
import spock.lang.Specification

class VerdictsSpec extends Specification {
    static final TODAY = LocalDate.of(2026, 11, 21)
    static final AMD64 = Platform.parse('linux/amd64')
    static final ARM64 = Platform.parse('linux/arm64')
    static final OPENSSL = new Finding('CVE-2024-5535', 'openssl', '3.0.13', '3.0.15', CRITICAL)
    static final ZLIB = new Finding('CVE-2023-45853', 'zlib1g', '1.2.13', '', CRITICAL)
    static final CURL = new Finding('CVE-2024-2398', 'curl', '7.88.1', '7.88.2', HIGH)
    static final BASH = new Finding('CVE-2022-3715', 'bash', '5.2', '', MEDIUM)

    def "findings #found fail on #failOn (unfixed ignored: #ignoreUnfixed): #reason"() {
        expect:
        with(judge(policy(failOn, ignoreUnfixed), AcceptedFindings.NONE, seen(AMD64, found))) {
            it.verdict().word() == word
            it.reason() == reason
            it.allowed() == (word == 'passed')
            it.findings() == counting
            it.scanner() == 'Trivy 0.76.0'
        }

        where:
        failOn   | ignoreUnfixed | found                 || word      | counting              | reason
        CRITICAL | false         | []                    || 'passed'  | []                    | 'no critical findings'
        HIGH     | false         | [BASH]                || 'passed'  | []                    | 'no findings that are high or worse'
        UNKNOWN  | false         | []                    || 'passed'  | []                    | 'no findings'
        CRITICAL | false         | [CURL, BASH]          || 'passed'  | []                    | 'no critical findings'
        CRITICAL | false         | [OPENSSL]             || 'refused' | [OPENSSL]             | '1 critical finding, CVE-2024-5535 in openssl 3.0.13 (fixed in 3.0.15)'
        CRITICAL | false         | [CURL, ZLIB, OPENSSL] || 'refused' | [OPENSSL, ZLIB]       | '2 critical findings, CVE-2024-5535 in openssl 3.0.13 (fixed in 3.0.15) first'
        CRITICAL | false         | [ZLIB]                || 'refused' | [ZLIB]                | '1 critical finding, CVE-2023-45853 in zlib1g 1.2.13 (not fixed)'
        CRITICAL | true          | [ZLIB]                || 'passed'  | []                    | 'no critical findings'
        HIGH     | false         | [BASH, CURL, OPENSSL] || 'refused' | [OPENSSL, CURL]       | '1 critical and 1 high findings, CVE-2024-5535 in openssl 3.0.13 (fixed in 3.0.15) first'
        LOW      | true          | [BASH, CURL]          || 'refused' | [CURL]                | '1 high finding, CVE-2024-2398 in curl 7.88.1 (fixed in 7.88.2)'
    }

    def "a finding accepted in #packageName until #until #outcome"() {
        given:
        def accepted = new AcceptedFindings([new Accepted('CVE-2024-5535', packageName, 'not reachable', LocalDate.parse(until))])

        expect:
        judge(policy(CRITICAL), accepted, seen(AMD64, [OPENSSL])).reason() == reason

        where:
        packageName | until        || reason
        null        | '2026-11-21' || 'no critical findings; CVE-2024-5535 is accepted until 2026-11-21'
        'openssl'   | '2027-01-01' || 'no critical findings; CVE-2024-5535 is accepted until 2027-01-01'
        'libssl3'   | '2027-01-01' || '1 critical finding, CVE-2024-5535 in openssl 3.0.13 (fixed in 3.0.15)'
        null        | '2026-11-20' || '1 critical finding, CVE-2024-5535 in openssl 3.0.13 (fixed in 3.0.15); CVE-2024-5535 was accepted until 2026-11-20 only'
        outcome = reason.startsWith('no') ? 'does not count' : 'counts'
    }

    def "an image in which Trivy knows nothing is unscannable, and allowed #allowed where the policy says #tolerance"() {
        when:
        def report = judge(policy(CRITICAL, false, tolerance), AcceptedFindings.NONE, unseen(AMD64))

        then:
        report.verdict().word() == 'unscannable'
        report.allowed() == allowed
        report.reason() == 'nothing in it that Trivy knows, neither an operating system nor packages of a language'

        where:
        tolerance | allowed
        FAIL      | false
        WARN      | true
        ALLOW     | true
    }

    def "the worst platform decides: #reason"() {
        expect:
        with(new Verdicts(policy(CRITICAL), AcceptedFindings.NONE, TODAY, 'Trivy 0.76.0').judge(scans)) {
            it.verdict().word() == word
            it.reason() == reason
        }

        where:
        scans                                                                         || word          | reason
        [seen(AMD64, []), seen(ARM64, [])]                                            || 'passed'      | 'no critical findings'
        [seen(AMD64, [ZLIB]), seen(ARM64, [ZLIB])]                                    || 'refused'     | '1 critical finding, CVE-2023-45853 in zlib1g 1.2.13 (not fixed)'
        [seen(AMD64, []), unseen(ARM64)]                                              || 'unscannable' | 'linux/arm64: nothing in it that Trivy knows, neither an operating system nor packages of a language'
        [unseen(AMD64), new PlatformScan.Failed(ARM64, 'Trivy failed: no space')]      || 'scanFailed'  | 'linux/arm64: Trivy failed: no space'
        [seen(AMD64, [ZLIB]), new PlatformScan.Failed(ARM64, 'Trivy failed: no space')] || 'refused'    | '1 critical finding, CVE-2023-45853 in zlib1g 1.2.13 (not fixed); linux/arm64: Trivy failed: no space'
    }

    def "what a scan did not see is said: #reason"() {
        expect:
        judge(policy(CRITICAL), AcceptedFindings.NONE, scan).reason() == reason

        where:
        scan                                                          || reason
        new PlatformScan.Seen(AMD64, '', false, ['gobinary'], [])     || 'no critical findings; seen were only its packages of kind gobinary'
        new PlatformScan.Seen(AMD64, 'debian 8', true, ['debian'], []) || 'no critical findings; debian 8 gets no more fixes, so findings may be missing'
        new PlatformScan.Seen(AMD64, 'debian 12.5', false, [], [])    || 'debian 12.5, but no packages in it that Trivy knows'
    }

    def "without a database the image is #word where the policy says #tolerance"() {
        when:
        def report = new Verdicts(new ScanPolicy(false, CRITICAL, false, FAIL, tolerance, null, null), AcceptedFindings.NONE, TODAY, 'Trivy')
            .withoutDatabase('there is no vulnerability database')

        then:
        report.verdict().word() == word
        report.allowed() == allowed
        report.reason() == 'there is no vulnerability database'

        where:
        tolerance | word         | allowed
        FAIL      | 'scanFailed' | false
        WARN      | 'notScanned' | true
        ALLOW     | 'notScanned' | true
    }

    def "without Trivy a wanted scan is a complaint, and no scan is none"() {
        expect:
        new NoScanner().complaints(ScanPolicy.DEFAULT, null) ==
            ["a scan is wanted but Trivy is not installed: install Trivy, set STAVE_TRIVY to its path, or write scan 'off'"]
        new NoScanner().complaints(ScanPolicy.OFF, null) == []
        new NoScanner().scan(null, null, ScanPolicy.DEFAULT, null).verdict().word() == 'scanFailed'
        with(new NoScanner().scan(null, null, ScanPolicy.OFF, null)) {
            it.verdict().word() == 'notScanned'
            it.allowed()
            it.reason() == 'scan is off'
        }
    }

    private static ScanReport judge(ScanPolicy policy, AcceptedFindings accepted, PlatformScan scan) {
        new Verdicts(policy, accepted, TODAY, 'Trivy 0.76.0').judge([scan])
    }

    private static ScanPolicy policy(failOn, ignoreUnfixed = false, unscannable = FAIL) {
        new ScanPolicy(false, failOn, ignoreUnfixed, unscannable, FAIL, null, null)
    }

    private static PlatformScan seen(Platform platform, List<Finding> findings) {
        new PlatformScan.Seen(platform, 'debian 12.5', false, ['debian'], findings)
    }

    private static PlatformScan unseen(Platform platform) {
        new PlatformScan.Seen(platform, '', false, [], [])
    }
}
