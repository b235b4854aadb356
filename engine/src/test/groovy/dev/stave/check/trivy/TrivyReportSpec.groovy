package dev.stave.check.trivy

import dev.stave.check.PlatformScan
import dev.stave.check.ScanReport.Finding
import dev.stave.model.Platform
import dev.stave.model.ScanPolicy.Severity
import spock.lang.Specification

class TrivyReportSpec extends Specification {
    static final AMD64 = Platform.parse('linux/amd64')
    static final CONFIG = '"ImageConfig": {"os": "linux", "architecture": "amd64"}'

    def "findings and packages of a report are read"() {
        when:
        def scan = read("""{"SchemaVersion": 2, "Metadata": {$CONFIG, "OS": {"Family": "debian", "Name": "12.5", "EOSL": true}}, "Results": [
            {"Class": "os-pkgs", "Type": "debian", "Packages": [{}], "Vulnerabilities": [
              {"VulnerabilityID": "CVE-1", "PkgName": "openssl", "InstalledVersion": "3.0.13", "FixedVersion": "3.0.15", "Severity": "CRITICAL"},
              {"VulnerabilityID": "CVE-2", "PkgName": "zlib1g", "InstalledVersion": "1.2", "Severity": "STRANGE"}]},
            {"Class": "lang-pkgs", "Type": "gobinary", "Packages": [{}]},
            {"Class": "lang-pkgs", "Type": "jar"},
            {"Class": "secret", "Type": "x", "Packages": [{}]}]}""")

        then:
        scan == new PlatformScan.Seen(AMD64, 'debian 12.5', true, ['debian', 'gobinary'], [
            new Finding('CVE-1', 'openssl', '3.0.13', '3.0.15', Severity.CRITICAL),
            new Finding('CVE-2', 'zlib1g', '1.2', '', Severity.UNKNOWN)])
    }

    def "a report without results, and with the system #os, has seen nothing"() {
        expect:
        read("""{"SchemaVersion": 2, "Metadata": {$CONFIG$os}}""") == new PlatformScan.Seen(AMD64, '', false, [], [])

        where:
        os << ['', ', "OS": {"Family": "none", "Name": ""}']
    }

    def "#report is a failure: #why"() {
        expect:
        read(report) == new PlatformScan.Failed(AMD64, why)

        where:
        report                                                                                           || why
        ''                                                                                               || "Trivy's report has the schema of nothing, known is 2"
        'Error'                                                                                          || "Trivy's report is no JSON"
        '{"SchemaVersion": 3}'                                                                           || "Trivy's report has the schema 3, known is 2"
        '{"SchemaVersion": 2, "Metadata": {"ImageConfig": {"os": "linux", "architecture": "arm64"}}}'    || 'Trivy scanned an image for linux/arm64 instead of linux/amd64'
        '{"SchemaVersion": 2}'                                                                           || 'Trivy scanned an image for / instead of linux/amd64'
    }

    private static PlatformScan read(String json) {
        TrivyReport.read(AMD64, json.getBytes('UTF-8'))
    }
}
