package dev.stave.cli

import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.TrivyDatabase
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** What has not passed is never tagged: real tests in a real engine, real scans by Trivy. */
@Tag('real')
class GatesSpec extends Specification {
    @TempDir Path temp
    @AutoCleanup DockerRegistry registry
    StackFolder shop
    String scan

    def setup() {
        registry = DockerRegistry.start(temp.resolve('registry'))
        Path database = temp.resolve('trivy')
        TrivyDatabase.write(database, Instant.now() - Duration.ofHours(1), Instant.now() + Duration.ofHours(5))
        scan = "scan { failOn 'critical'; unscannable 'allow'; database '$database' }"
        shop = new StackFolder(temp).withAllPrograms()
            .with('STAVE_TRIVY', System.getenv('STAVE_TRIVY') ?: 'trivy')
            .file('a.txt', 'a\n')
            .file('debian/etc/os-release', 'ID=debian\nVERSION_ID="12"\n')
            .file('debian/etc/debian_version', '12.5\n')
            .file('debian/var/lib/dpkg/status', 'Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nSource: openssl\nVersion: 3.0.13-1~deb12u1\n\n')
            .script('busybox.sh', 'mkdir "$STAVE_ROOTFS/bin"; cp "$(command -v busybox)" "$STAVE_ROOTFS/bin/busybox"; ln -s busybox "$STAVE_ROOTFS/bin/sh"')
    }

    def "a scanner that cannot judge refuses nothing: the run failed, and why is told in full once"() {
        given:
        shop.groovy("""
            image('one') { files { copy 'a.txt', to: '/a' }; version '1' }
            image('two') { files { copy 'a.txt', to: '/b' }; version '1' }
        """, "scan { database '127.0.0.1:9/trivy-db:2'; noDatabase '$tolerance' }")

        when:
        def run = shop.stave('apply', '-j', '1')

        then:
        run.exit == exit
        run.err.count('there is no vulnerability database, and Trivy could not download 127.0.0.1:9/trivy-db:2') == inFull
        run.err.contains('warning: two: notScanned: for the same reason as one; the policy allows it') == (exit == 0)

        where:
        tolerance || exit | inFull
        'warn'    || 0    | 1
        'fail'    || 1    | 2
    }

    def "a refused scan writes no tag, and others are released"() {
        given:
        String blocks = """
            registry '$registry.host'
            image('vulnerable') { files { copy 'debian/', to: '/' }; version '1', unchecked: true }
            image('child')      { from 'vulnerable'; files { copy 'a.txt', to: '/a' }; version '1', unchecked: true }
        """
        shop.groovy(blocks, scan)

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 3
        run.outcomes == [vulnerable: 'refused', child: 'blocked']
        run.json.images.vulnerable.message.startsWith("image 'vulnerable': the scan says refused: ")
        run.json.images.vulnerable.message.contains('CVE-2024-5535')
        registry.digest('vulnerable', '1') == null
        shop.lock == [:]

        when: 'the finding is accepted, with a reason and an end'
        shop.file('accepted.yaml', "- {id: CVE-2024-5535, reason: not reachable, until: ${Instant.now().plus(Duration.ofDays(9)).toString().take(10)}}\n")
            .groovy(blocks, scan.replace(' }', "; ignoreFile 'accepted.yaml' }"))
        def again = shop.stave('apply', '--json')

        then:
        again.exit == 0
        again.outcomes == [vulnerable: 'released', child: 'released']
        again.json.images.vulnerable.verdict == 'passed'
    }

    def "a changed policy builds nothing and lets what was released pass its gates again; a refusal leaves the tag"() {
        given:
        String blocks = """
            registry '$registry.host'
            image('vulnerable') { files { copy 'debian/', to: '/' }; version '1', unchecked: true }
        """
        shop.groovy(blocks)
        shop.stave('apply')
        String released = registry.digest('vulnerable', '1')

        when:
        shop.groovy(blocks, scan)
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 3
        run.json.images.vulnerable.action == 'regate'
        run.json.images.vulnerable.message.endsWith("; $registry.host/vulnerable:1 stays as it was released")
        registry.digest('vulnerable', '1') == released

        when:
        shop.file('accepted.yaml', "- {id: CVE-2024-5535, reason: not reachable, until: ${Instant.now().plus(Duration.ofDays(9)).toString().take(10)}}\n")
            .groovy(blocks, scan.replace(' }', "; ignoreFile 'accepted.yaml' }"))
        def lenient = shop.stave('apply', '--json')

        then:
        lenient.exit == 0
        lenient.outcomes == [vulnerable: 'locked']
        registry.digest('vulnerable', '1') == released
    }

    def "a failing test writes no tag; when only the test is changed nothing is built again"() {
        given:
        String blocks = """
            registry '$registry.host'
            image('box') { script 'busybox.sh'; version '1', unchecked: true; test 'busybox', 'WORD' }
        """
        shop.groovy(blocks.replace('WORD', 'false'))

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 3
        run.outcomes == [box: 'refused']
        registry.digest('box', '1') == null

        when:
        shop.groovy(blocks.replace('WORD', 'true'))
        def passed = shop.stave('apply', '--json')

        then:
        passed.exit == 0
        passed.outcomes == [box: 'released']

        when:
        shop.groovy(blocks.replace('WORD', 'uname'))
        def again = shop.stave('apply', '--json')

        then:
        again.exit == 0
        again.json.images.box.action == 'regate'
        again.outcomes == [box: 'locked']
    }
}
