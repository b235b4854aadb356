package dev.stave.check.trivy

import dev.stave.check.AcceptedFindings
import dev.stave.check.AcceptedFindings.Accepted
import dev.stave.check.Advisories
import dev.stave.check.Advisories.Advice
import dev.stave.check.PlatformScan
import dev.stave.check.ScanReport
import dev.stave.check.Scanner
import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.SmallImages
import dev.stave.fixture.TrivyDatabase
import dev.stave.model.ImageSettings
import dev.stave.model.Platform
import dev.stave.model.ScanPolicy
import dev.stave.model.ScanPolicy.Severity
import dev.stave.model.ScanPolicy.Tolerance
import dev.stave.oci.StoredImage
import dev.stave.oci.layout.LayoutStore
import dev.stave.process.Command
import dev.stave.process.LocalProcessRunner
import dev.stave.process.ProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** With a real Trivy (STAVE_TRIVY, else PATH) and a real registry. */
@Tag('real')
class TrivyScannerSpec extends Specification {
    static final Instant NOW = Instant.parse('2026-11-20T12:00:00Z')
    static final Map<String, Object> CLEAN = SmallImages.DEBIAN + ['var/lib/dpkg/status': SmallImages.stanza('openssl', '3.0.15-1~deb12u1')]

    static final ScanReport.Finding GLSA =
        new ScanReport.Finding('GLSA-202611-01', 'sys-libs/zlib', '1.3', '1.3.1', Severity.CRITICAL, ['CVE-2026-1111'])

    @Shared @TempDir Path shared
    @Shared @AutoCleanup('shutdownNow') ExecutorService threads = Executors.newCachedThreadPool()
    @Shared @AutoCleanup DockerRegistry registry
    @Shared LayoutStore store
    @TempDir Path folder
    Instant now = NOW
    List<Command> commands = new CopyOnWriteArrayList<>()
    Advisories advisories = Advisories.NONE

    def setupSpec() {
        registry = DockerRegistry.withPassword(shared.resolve('registry'), 'stave', 's3cret')
        store = new LayoutStore(shared.resolve('store'))
        TrivyDatabase.write(shared.resolve('database'))
    }

    def "a Debian with a critical finding is refused, each platform seen"() {
        given:
        def arm = SmallImages.make(store, [CLEAN], ImageSettings.NONE, Platform.parse('linux/arm64'))
        def image = pushed('debian', SmallImages.make(store, [SmallImages.DEBIAN]), arm)

        when:
        def report = scan(scanner(), image, 'debian', policy())

        then:
        report.verdict().word() == 'refused'
        report.reason() == '1 critical finding, CVE-2024-5535 in openssl 3.0.13-1~deb12u1 (fixed in 3.0.15-1~deb12u1)'
        !report.allowed()
        report.scanner() ==~ /Trivy \d+\.\d+\.\d+, database of 2026-11-20 06:00 UTC/
    }

    def "an image whose packages have no findings passes, and a second look needs no scan"() {
        given:
        def image = pushed('clean', SmallImages.make(store, [CLEAN]))

        expect:
        scan(scanner(), image, 'clean', policy()).reason() == 'no critical findings'
        scans() == 1

        and:
        scan(scanner(), image, 'clean', policy()).verdict().word() == 'passed'
        scans() == 1

        when: 'the database is another'
        TrivyDatabase.write(folder.resolve('newer'), NOW, NOW + Duration.ofDays(1))
        scan(scanner(), image, 'clean', policy('newer'))

        then:
        scans() == 2
        folder.resolve("reports/${image.digest().hex()}").toFile().list().toList().size() == 1
    }

    def "an accepted finding lets the image pass until its day"() {
        given:
        def image = pushed('accepted', SmallImages.make(store, [SmallImages.DEBIAN]))
        def accepted = new AcceptedFindings([new Accepted('CVE-2024-5535', 'openssl', 'no TLS server in it', LocalDate.of(2026, 11, 20))])
        Files.writeString(folder.resolve('accepted.yaml'), 'read by the port')

        expect:
        scan(scanner { accepted }, image, 'accepted', policy(shared.resolve('database').toString(), 'accepted.yaml')).reason() ==
            'no critical findings; CVE-2024-5535 is accepted until 2026-11-20'
    }

    def "an image of one opaque file is unscannable"() {
        given:
        def image = pushed('opaque', SmallImages.make(store, [['app.bin': 'opaque']]))

        expect:
        scan(scanner(), image, 'opaque', policy()).verdict().word() == 'unscannable'
    }

    def "a JAR is judged with the Java database, and only then is it needed"() {
        given:
        def image = pushed('jar', SmallImages.make(store, [['app.jar': log4j()]]))

        expect:
        scan(scanner(), image, 'jar', policy()).reason() ==
            '1 critical finding, CVE-2021-44228 in org.apache.logging.log4j:log4j-core 2.14.1 (fixed in 2.15.0)'

        when:
        TrivyDatabase.writeVulnerabilities(folder.resolve('half'), NOW, NOW + Duration.ofDays(1))
        def report = scan(scanner(), image, 'jar', policy('half'))

        then:
        report.verdict().word() == 'scanFailed'
        report.reason() == "there is no Java database in ${folder.resolve('half')}, it should hold java-db/trivy-java.db and java-db/metadata.json"
    }

    def "an image that is not there is a scan that failed, and the password is in no message and no argument"() {
        given:
        def image = SmallImages.whole(store, SmallImages.make(store, [CLEAN, [x: 'y']]))

        when:
        def report = scan(scanner(), image, 'nowhere', policy())

        then:
        report.verdict().word() == 'scanFailed'
        report.reason().startsWith('Trivy failed: ')
        report.reason().contains(registry.host)
        !report.reason().contains('s3cret')
        commands.every { !it.argv().any { it.contains('s3cret') } }
    }

    def "a platform that is not what the image says it is is a scan that failed"() {
        given:
        def amd = SmallImages.make(store, [CLEAN])
        def claimed = new dev.stave.oci.PlatformImage(Platform.parse('linux/arm64'), amd.manifest(), amd.config(), amd.layers(), amd.diffIds())
        def image = pushed('claimed', claimed)

        expect:
        scan(scanner(), image, 'claimed', policy()).reason() == 'Trivy scanned an image for linux/amd64 instead of linux/arm64'
    }

    def "a database that is too old counts as none: #word where the policy says #tolerance"() {
        given:
        now = Instant.parse('2026-11-27T00:00:00Z')
        def image = pushed('old', SmallImages.make(store, [CLEAN]))

        when:
        def report = scan(scanner(), image, 'old', policy(shared.resolve('database').toString(), null, tolerance))

        then:
        report.verdict().word() == word
        report.allowed() == allowed
        report.reason() == 'the vulnerability database is too old: it was made on 2026-11-20 06:00 UTC'

        where:
        tolerance      | word         | allowed
        Tolerance.FAIL | 'scanFailed' | false
        Tolerance.WARN | 'notScanned' | true
    }

    def "a database is downloaded once from a repository, and again when it is due"() {
        given:
        def plain = DockerRegistry.start(folder.resolve('plain'))
        pushDatabase(plain, 'aqua/trivy-db', '2', 'db', 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip')
        pushDatabase(plain, 'aqua/trivy-java-db', '1', 'java-db', 'application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip')
        def image = pushed('remote', SmallImages.make(store, [SmallImages.DEBIAN, ['app.jar': log4j()]]))
        def policy = policy("$plain.host/aqua/trivy-db:2")

        expect: 'the first scan fetches both'
        scan(scanner(), image, 'remote', policy).reason() ==
            '2 critical findings, CVE-2021-44228 in org.apache.logging.log4j:log4j-core 2.14.1 (fixed in 2.15.0) first'
        downloads() == 2

        when: 'another run, another image'
        def second = pushed('remote2', SmallImages.make(store, [CLEAN]))
        def passed = scan(scanner(), second, 'remote2', policy)

        then:
        passed.verdict().word() == 'passed'
        downloads() == 2

        when: 'it is due, and the registry is gone'
        plain.close()
        now = Instant.parse('2026-11-22T00:00:00Z')
        def third = pushed('remote3', SmallImages.make(store, [CLEAN, [z: 'z']]))
        def late = scan(scanner(), third, 'remote3', policy)

        then: 'the one at hand still serves, for some days'
        late.verdict().word() == 'passed'
        downloads() == 3

        when:
        now = Instant.parse('2026-11-27T00:00:00Z')
        def old = scan(scanner(), third, 'remote3', policy)

        then:
        old.reason() == 'the vulnerability database is too old: it was made on 2026-11-20 06:00 UTC'
        folder.resolve('cache/trivy').toFile().list().toList().every { !it.startsWith('work-') }

        cleanup:
        plain?.close()
    }

    def "scanners that start at once download a database once"() {
        given:
        def plain = DockerRegistry.start(folder.resolve('plain'))
        pushDatabase(plain, 'aqua/trivy-db', '2', 'db', 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip')
        def image = pushed('together', SmallImages.make(store, [SmallImages.DEBIAN]))
        def scanners = (1..4).collect { scanner() }

        when:
        def verdicts = scanners.collect { one -> threads.submit({ scan(one, image, 'together', policy("$plain.host/aqua/trivy-db:2")) } as Callable) }*.get()

        then:
        verdicts*.verdict()*.word() == ['refused'] * 4
        downloads() == 1

        cleanup:
        plain?.close()
    }

    def "where there is no database and none can be had, the reason says what Trivy said"() {
        given:
        def image = pushed('none', SmallImages.make(store, [CLEAN]))

        when:
        def report = scan(scanner(), image, 'none', policy("$registry.host/no/trivy-db:2"))

        then:
        report.verdict().word() == 'scanFailed'
        report.reason().startsWith("there is no vulnerability database, and Trivy could not download $registry.host/no/trivy-db:2: ")
    }

    def "a damaged database is a scan that failed, in one line"() {
        given:
        def image = pushed('damaged', SmallImages.make(store, [SmallImages.DEBIAN]))
        def damaged = TrivyDatabase.write(folder.resolve('damaged'))
        def file = damaged.resolve('db/trivy.db')
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9000))

        when:
        def report = scan(scanner(), image, 'damaged', policy('damaged'))

        then:
        report.verdict().word() == 'scanFailed'
        report.reason().startsWith('Trivy failed: Trivy crashed, its database may be damaged: panic: ')
        report.reason().readLines().size() == 1
    }

    def "configuration lying about changes nothing"() {
        given:
        def home = Files.createDirectories(folder.resolve('home'))
        def here = Files.createDirectories(folder.resolve('here'))
        [home, here].each {
            Files.writeString(it.resolve('.trivyignore'), 'CVE-2024-5535\n')
            Files.writeString(it.resolve('trivy.yaml'), 'severity: [LOW]\n')
        }
        def image = pushed('ambient', SmallImages.make(store, [SmallImages.DEBIAN]))
        def runner = new LocalProcessRunner(threads, System.getenv() + [HOME: home.toString(), TRIVY_SEVERITY: 'LOW', TRIVY_IGNOREFILE: home.resolve('.trivyignore').toString()])

        expect:
        scan(scanner(runner) { AcceptedFindings.NONE }, image, 'ambient', policy()).verdict().word() == 'refused'
    }

    def "an image in which Trivy knows nothing is judged by the advisories about its packages"() {
        given:
        def image = pushed('rootfs', SmallImages.make(store, [['etc/app.conf': 'x']]))
        advisories = { one -> Optional.of(new Advice(new PlatformScan.Seen(one.platform(), 'gentoo', false, ['portage'], findings), '7 Gentoo advisories')) }

        when:
        def report = scan(scanner(), image, 'rootfs', policy)

        then:
        report.verdict().word() == verdict
        report.reason().replace(folder.toString(), 'HERE') == reason
        report.scanner() ==~ scannedBy

        where:
        findings | policy            || verdict      | scannedBy                                                              | reason
        []       | policy()          || 'passed'     | /Trivy .*, database of 2026-11-20 06:00 UTC, 7 Gentoo advisories/      | 'no critical findings'
        [GLSA]   | policy()          || 'refused'    | /Trivy .*, database of 2026-11-20 06:00 UTC, 7 Gentoo advisories/      | '1 critical finding, GLSA-202611-01 in sys-libs/zlib 1.3 (fixed in 1.3.1)'
        [GLSA]   | policy('./nothing', null, Tolerance.WARN) || 'refused'    | /Trivy .*, 7 Gentoo advisories/                                        | '1 critical finding, GLSA-202611-01 in sys-libs/zlib 1.3 (fixed in 1.3.1)'
        []       | policy('./nothing', null, Tolerance.WARN) || 'notScanned' | /Trivy .*, 7 Gentoo advisories/                                        | 'there is no vulnerability database in HERE/nothing, it should hold db/trivy.db and db/metadata.json'
    }

    def "what keeps this host from scanning is told before anything runs: #complaint"() {
        given:
        def settings = TrivySettings.of(Path.of(program), folder.resolve('cache'), folder.resolve('reports'))
        def scanner = new TrivyScanner(settings, new LocalProcessRunner(threads, System.getenv()), { AcceptedFindings.NONE }, { now }, Advisories.NONE)

        expect:
        scanner.complaints(policy, folder)*.replace(folder.toString(), 'HERE') == complaint

        where:
        program       | policy                     || complaint
        trivy()       | ScanPolicy.DEFAULT         || []
        trivy()       | policy('./nothing')        || ['there is no vulnerability database in HERE/nothing, it should hold db/trivy.db and db/metadata.json']
        '/bin/false'  | ScanPolicy.DEFAULT         || ["Trivy at /bin/false cannot be used: 'trivy version' failed: Trivy ended with exit code 1"]
        '/bin/false'  | ScanPolicy.OFF             || []
        '/bin/echo'   | ScanPolicy.DEFAULT         || ["Trivy at /bin/echo cannot be used: 'trivy version' did not answer in JSON"]
    }

    def "a scan that takes too long is ended by force"() {
        given:
        def image = pushed('slow', SmallImages.make(store, [CLEAN]))
        def silent = new ServerSocket(0, 50, InetAddress.loopbackAddress)
        def settings = TrivySettings.of(Path.of(trivy()), folder.resolve('cache'), folder.resolve('reports')).within(Duration.ofSeconds(2))
        def scanner = new TrivyScanner(settings, new LocalProcessRunner(threads, System.getenv()), { AcceptedFindings.NONE }, { now }, Advisories.NONE)

        expect:
        scanner.scan(image, new Scanner.Quarantine("127.0.0.1:$silent.localPort", 'slow', 'stave', 's3cret'), policy(), folder).reason() ==
            'Trivy failed: Trivy did not end within 2 seconds'

        cleanup:
        silent.close()
    }

    private TrivyScanner scanner(ProcessRunner runner = counting(), AcceptedFindings.Reader reader = { AcceptedFindings.NONE }) {
        def settings = TrivySettings.of(Path.of(trivy()), folder.resolve('cache'), folder.resolve('reports'))
        new TrivyScanner(settings, runner, reader, { now } as InstantSource, advisories)
    }

    private TrivyScanner scanner(Closure<AcceptedFindings> reader) {
        scanner(counting(), reader as AcceptedFindings.Reader)
    }

    private ProcessRunner counting() {
        def real = new LocalProcessRunner(threads, System.getenv())
        Stub(ProcessRunner) {
            run(_ as Command) >> { Command command ->
                commands << command
                real.run(command)
            }
        }
    }

    private int scans() {
        commands.count { it.argv().contains('--image-src') } as int
    }

    private int downloads() {
        commands.count { it.argv().any { it.endsWith('db-only') } } as int
    }

    private ScanReport scan(TrivyScanner scanner, StoredImage image, String repository, ScanPolicy policy) {
        scanner.scan(image, new Scanner.Quarantine(registry.host, repository, 'stave', 's3cret'), policy, folder)
    }

    private StoredImage pushed(String repository, dev.stave.oci.PlatformImage... platforms) {
        def image = SmallImages.whole(store, platforms)
        SmallImages.push(store, image, registry.host, repository, 'stave:s3cret')
        image
    }

    private void pushDatabase(DockerRegistry to, String repository, String tag, String folderName, String mediaType) {
        SmallImages.pushArtifact(to.host, repository, tag, mediaType, 'application/vnd.aquasec.trivy.config.v1+json',
            shared.resolve("database/$folderName").toFile().listFiles().collectEntries { [it.name, it.toPath()] })
    }

    private ScanPolicy policy(String database = shared.resolve('database').toString(), String ignoreFile = null, Tolerance noDatabase = Tolerance.FAIL) {
        new ScanPolicy(false, Severity.CRITICAL, false, Tolerance.FAIL, noDatabase, ignoreFile, database)
    }

    private static byte[] log4j() {
        def bytes = new ByteArrayOutputStream()
        new java.util.zip.ZipOutputStream(bytes).withCloseable { zip ->
            zip.putNextEntry(new java.util.zip.ZipEntry('META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties'))
            zip << 'version=2.14.1\ngroupId=org.apache.logging.log4j\nartifactId=log4j-core\n'.getBytes('UTF-8')
        }
        bytes.toByteArray()
    }

    private static String trivy() {
        System.getenv('STAVE_TRIVY') ?: System.getenv('PATH').split(':').collect { "$it/trivy".toString() }.find { new File(it).canExecute() }
    }
}
