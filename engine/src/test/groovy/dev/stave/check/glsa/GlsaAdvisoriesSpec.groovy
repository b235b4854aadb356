package dev.stave.check.glsa

import static dev.stave.model.ScanPolicy.Severity.CRITICAL

import dev.stave.check.AcceptedFindings
import dev.stave.check.AcceptedFindings.Accepted
import dev.stave.check.PlatformScan.Failed
import dev.stave.check.PlatformScan.Seen
import dev.stave.check.ScanReport
import dev.stave.check.Verdicts
import dev.stave.docs.Pages
import dev.stave.fixture.Glsas
import dev.stave.fixture.SmallImages
import dev.stave.model.ImageSettings
import dev.stave.model.Platform
import dev.stave.model.ScanPolicy
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import dev.stave.packages.PackageTable
import dev.stave.packages.PortagePackage
import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import spock.lang.Specification
import spock.lang.TempDir

class GlsaAdvisoriesSpec extends Specification {
    static final String FIXED = '<unaffected range="ge">1.3.1</unaffected><vulnerable range="lt">1.3.1</vulnerable>'

    @TempDir Path folder
    LayoutStore store
    Path tree

    void setup() {
        store = new LayoutStore(folder.resolve('store'))
        tree = Files.createDirectories(folder.resolve('tree'))
    }

    def "with #ranges, version #version in slot #slot is found: #found"() {
        given:
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', ranges)

        expect:
        findings(installed('sys-libs/zlib', version, slot)).size() == (found ? 1 : 0)

        where:
        ranges                                                              | version  | slot      || found
        FIXED                                                               | '1.3'    | '0'       || true
        FIXED                                                               | '1.3-r9' | '0/1'     || true
        FIXED                                                               | '1.3.1_rc1' | '0'    || true
        FIXED                                                               | '1.3.1'  | '0'       || false
        FIXED                                                               | '1.10'   | '0'       || false
        '<vulnerable range="le">1.3</vulnerable>'                           | '1.3-r1' | '0'       || false
        '<vulnerable range="le">1.3-r1</vulnerable>'                        | '1.3-r1' | '0'       || true
        '<vulnerable range="gt">1.0</vulnerable>'                           | '1.0'    | '0'       || false
        '<vulnerable range="gt">1.0</vulnerable>'                           | '1.0-r1' | '0'       || true
        '<vulnerable range="eq">1.0</vulnerable>'                           | '1.0'    | '0'       || true
        '<vulnerable range="eq">1.0</vulnerable>'                           | '1.0-r1' | '0'       || false
        '<vulnerable range="eq">1.0*</vulnerable>'                          | '1.0.7'  | '0'       || true
        '<vulnerable range="lt">2</vulnerable><unaffected range="rge">1.0-r3</unaffected>' | '1.0-r3' | '0' || false
        '<vulnerable range="lt">2</vulnerable><unaffected range="rge">1.0-r3</unaffected>' | '1.0-r2' | '0' || true
        '<vulnerable range="lt">2</vulnerable><unaffected range="rge">1.0-r3</unaffected>' | '1.1'    | '0' || true
        '<vulnerable range="rlt">1.0-r3</vulnerable>'                       | '0.9'    | '0'       || false
        '<vulnerable range="rlt">1.0-r3</vulnerable>'                       | '1.0'    | '0'       || true
        '<vulnerable range="rle">1.0-r3</vulnerable>'                       | '1.0-r3' | '0'       || true
        '<vulnerable range="rgt">1.0-r3</vulnerable>'                       | '1.0-r4' | '0'       || true
        '<vulnerable range="lt" slot="3">3.5</vulnerable>'                  | '3.1'    | '3'       || true
        '<vulnerable range="lt" slot="3">3.5</vulnerable>'                  | '2.1'    | '2'       || false
        '<vulnerable range="lt" slot="3">3.5</vulnerable>'                  | '3.1'    | '3/3.1'   || true
        '<vulnerable range="lt" slot="*">3.5</vulnerable>'                  | '2.1'    | '2'       || true
        '<vulnerable range="lt">4</vulnerable><unaffected range="ge" slot="3">3.9</unaffected>' | '3.9.1' | '3' || false
        '<vulnerable range="lt">4</vulnerable><unaffected range="ge" slot="3">3.9</unaffected>' | '3.9.1' | '2' || true
    }

    def "the finding names the advisory, the fix of the installed slot, and the vulnerabilities"() {
        given:
        Glsas.write(tree, '202611-04', 'dev-lang/python', '<unaffected range="ge" slot="3.11">3.11.9</unaffected>' +
            '<unaffected range="ge" slot="3.12">3.12.4_p1</unaffected><vulnerable range="lt">3.12.4_p1</vulnerable>',
            cves: ['CVE-2026-1111', 'CVE-2026-22222'])

        expect:
        findings(installed('dev-lang/python', '3.12.1', '3.12')) ==
            [new ScanReport.Finding('GLSA-202611-04', 'dev-lang/python', '3.12.1', '3.12.4_p1', CRITICAL, ['CVE-2026-1111', 'CVE-2026-22222'])]
    }

    def "impact '#impact' is #severity"() {
        given:
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', FIXED, impact: impact)

        expect:
        findings(installed('sys-libs/zlib', '1.3'))*.severity()*.word() == [severity]

        where:
        impact    || severity
        'high'    || 'critical'
        'normal'  || 'high'
        'medium'  || 'high'
        'low'     || 'medium'
        'minimal' || 'low'
        ''        || 'unknown'
        'strange' || 'unknown'
    }

    def "the page on gates lists what each impact counts as"() {
        given:
        def page = Files.readString(Pages.top().resolve('docs/gates.md'))

        when:
        def rows = page.readLines().findResults { it =~ /^\| (`\w+`(?:, `\w+`)*) \| (low|medium|high|critical) \|$/ }.findAll { it.matches() }
        def listed = rows.collectEntries { row -> (row[0][1] =~ /\w+/).collect { it }.collectEntries { [it, row[0][2]] } }

        then:
        listed == GlsaReader.SEVERITIES.collectEntries { [it.key, it.value.word()] }
    }

    def "an advisory for #arch counts on #platform: #counts"() {
        given:
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', FIXED, arch: arch)

        expect:
        findings(installed('sys-libs/zlib', '1.3'), platform).size() == (counts ? 1 : 0)

        where:
        arch          | platform        || counts
        '*'           | 'linux/arm64'   || true
        'amd64 x86'   | 'linux/amd64'   || true
        'amd64 x86'   | 'linux/386'     || true
        'amd64 x86'   | 'linux/arm64'   || false
        'ppc64'       | 'linux/ppc64le' || true
    }

    def "what is not about ebuilds, other packages, and what a hook installed is not found"() {
        given:
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', FIXED, type: 'infrastructure')
        Glsas.write(tree, '202611-02', 'sys-libs/zlib-ng', FIXED)
        Glsas.write(tree, '202611-03', 'manual/tool', '<vulnerable range="lt">9</vulnerable>')

        expect:
        look(new PackageTable([installed('sys-libs/zlib', '1.3'), new PortagePackage('manual/tool', '1.0', '', '', [], '', true)])).scan() ==
            new Seen(SmallImages.AMD64, 'gentoo', false, ['portage'], [])
    }

    def "of an advisory in several trees the latest revision counts"() {
        given:
        def newer = folder.resolve('newer')
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', FIXED)
        Glsas.write(newer, '202611-01', 'sys-libs/zlib', '<vulnerable range="lt">1.0</vulnerable>', count: 2)
        Glsas.write(newer, '202611-07', 'sys-libs/other', FIXED)

        when:
        def advice = new GlsaAdvisories(store, { [tree, newer] }).look(image(new PackageTable([installed('sys-libs/zlib', '1.3')]))).get()

        then:
        (advice.scan() as Seen).findings() == []
        advice.source() == '2 Gentoo advisories up to GLSA-202611-07'
    }

    def "an image that says nothing of Portage's packages is not looked at, nor is a tree asked for"() {
        expect:
        new GlsaAdvisories(store, { throw new IllegalStateException() }).look(image(table)).empty

        where:
        table << [null, PackageTable.EMPTY, new PackageTable([new PortagePackage('manual/tool', '1.0', '', '', [], '', true)])]
    }

    def "packages of Portage without advisories are unscannable, with them they are judged"() {
        given:
        def table = new PackageTable([installed('sys-libs/zlib', '1.3')])
        def nothing = new Seen(SmallImages.AMD64, '', false, [], [])

        expect:
        with(verdicts().judge([look(table).scan(), nothing])) {
            it.verdict().word() == 'unscannable'
            it.reason() == 'packages of Portage, but no Gentoo advisories to look for them in'
        }

        when:
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', FIXED)

        then:
        with(verdicts().judge([look(table).scan(), nothing])) {
            it.verdict().word() == 'refused'
            it.reason() == '1 critical finding, GLSA-202611-01 in sys-libs/zlib 1.3 (fixed in 1.3.1)'
        }
        with(verdicts().judge([look(new PackageTable([installed('sys-libs/zlib', '1.3.1')])).scan(), nothing])) {
            it.verdict().word() == 'passed'
            it.reason() == 'no critical findings'
        }
    }

    def "an advisory is accepted by its own id, or by all of its vulnerabilities: #ids accept it: #reason"() {
        given:
        Glsas.write(tree, '202611-01', 'sys-libs/zlib', FIXED, cves: ['CVE-2026-1111', 'CVE-2026-22222'])
        def accepted = new AcceptedFindings(ids.collect { id, day -> new Accepted(id, 'sys-libs/zlib', 'not reachable', LocalDate.parse(day)) })

        expect:
        verdicts(accepted).judge([look(new PackageTable([installed('sys-libs/zlib', '1.3')])).scan()]).reason() == reason

        where:
        ids                                                        || reason
        ['GLSA-202611-01': '2026-12-01']                           || 'no critical findings; GLSA-202611-01 is accepted until 2026-12-01'
        ['CVE-2026-1111': '2026-12-01', 'CVE-2026-22222': '2026-12-02'] || 'no critical findings; CVE-2026-1111 is accepted until 2026-12-01; CVE-2026-22222 is accepted until 2026-12-02'
        ['CVE-2026-1111': '2026-12-01']                            || '1 critical finding, GLSA-202611-01 in sys-libs/zlib 1.3 (fixed in 1.3.1)'
        ['CVE-2026-1111': '2026-12-01', 'CVE-2026-22222': '2026-11-01'] || '1 critical finding, GLSA-202611-01 in sys-libs/zlib 1.3 (fixed in 1.3.1); CVE-2026-22222 was accepted until 2026-11-01 only'
        ['GLSA-202611-01': '2026-11-01']                           || '1 critical finding, GLSA-202611-01 in sys-libs/zlib 1.3 (fixed in 1.3.1); GLSA-202611-01 was accepted until 2026-11-01 only'
    }

    def "an advisory that cannot be read fails the scan: #why"() {
        given:
        Files.createDirectories(tree.resolve('metadata/glsa'))
        Files.writeString(tree.resolve('metadata/glsa/glsa-202611-01.xml'), xml)

        expect:
        look(new PackageTable([installed('sys-libs/zlib', '1.3')])).scan() ==
            new Failed(SmallImages.AMD64, "the advisory glsa-202611-01.xml cannot be read: $why".toString())

        where:
        xml                                                                       || why
        '<glsa id="202611-01"><product'                                           || 'line 1 is not valid XML'
        '<html/>'                                                                 || 'it is no advisory'
        Glsas.xml('202611-01', 'a/b', '<vulnerable range="lt">one</vulnerable>')  || "it has the range 'lt one', which says nothing"
        Glsas.xml('202611-01', 'a/b', '<vulnerable range="xx">1</vulnerable>')    || "it has the range 'xx 1', which says nothing"
    }

    def "no entity is read from anywhere: #text"() {
        given:
        def secret = Files.writeString(folder.resolve('secret'), '9.9')
        def asked = new ServerSocket(0, 1, InetAddress.loopbackAddress)
        asked.soTimeout = 200
        Files.createDirectories(tree.resolve('metadata/glsa'))
        Files.writeString(tree.resolve('metadata/glsa/glsa-202611-01.xml'),
            Glsas.xml('202611-01', 'sys-libs/zlib', text).replaceFirst('<!DOCTYPE[^>]*>',
                "<!DOCTYPE glsa SYSTEM \"http://127.0.0.1:${asked.localPort}/glsa.dtd\" [<!ENTITY x SYSTEM \"${secret.toUri()}\"><!ENTITY y \"9.9\">]>"))

        expect:
        look(new PackageTable([installed('sys-libs/zlib', '1.3')])).scan() instanceof Failed

        when:
        asked.accept()

        then: 'nobody came for the document type'
        thrown(SocketTimeoutException)

        cleanup:
        asked?.close()

        where:
        text << ['<vulnerable range="lt">&x;</vulnerable>', '<vulnerable range="lt">&y;</vulnerable>', '<vulnerable range="lt">2</vulnerable> &x;']
    }

    def "a broken label fails the scan and is no empty list"() {
        expect:
        new GlsaAdvisories(store, { [tree] }).look(image('broken')).get().scan() ==
            new Failed(SmallImages.AMD64, 'its label dev.stave.packages is no list of packages that Stave wrote')
    }

    private List<ScanReport.Finding> findings(PortagePackage one, String platform = 'linux/amd64') {
        (look(new PackageTable([one]), platform).scan() as Seen).findings()
    }

    private look(PackageTable table, String platform = 'linux/amd64') {
        new GlsaAdvisories(store, { [tree] }).look(image(table, platform)).get()
    }

    private PlatformImage image(Object table, String platform = 'linux/amd64') {
        def label = table instanceof PackageTable ? table.label() : table
        def labels = new TreeMap<>(label == null ? [:] : ['dev.stave.packages': label])
        SmallImages.make(store, [['a': 'b']], new ImageSettings(null, null, [], new TreeMap<>(), labels, null, null, [], null, null), Platform.parse(platform))
    }

    private static Verdicts verdicts(AcceptedFindings accepted = AcceptedFindings.NONE) {
        new Verdicts(ScanPolicy.DEFAULT, accepted, LocalDate.parse('2026-11-21'), 'Trivy')
    }

    private static PortagePackage installed(String name, String version, String slot = '0') {
        new PortagePackage(name, version, slot, 'gentoo', [], '', false)
    }
}
