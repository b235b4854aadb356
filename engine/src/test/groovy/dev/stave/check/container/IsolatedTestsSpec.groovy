package dev.stave.check.container

import dev.stave.check.GateException
import dev.stave.container.Owner
import dev.stave.fixture.Engines
import dev.stave.fixture.Images
import dev.stave.model.ImageSettings
import dev.stave.model.ImageSettings.Healthcheck
import dev.stave.model.ImageTest
import dev.stave.model.ImageTest.Healthy
import dev.stave.model.ImageTest.Label
import dev.stave.model.ImageTest.Run
import dev.stave.model.ImageTest.Script
import dev.stave.oci.ImageAssembler
import dev.stave.oci.ImageConfig
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import dev.stave.version.packages.PackageVersionReader
import dev.stave.model.VersionRule.FromCommand
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir
import spock.lang.Timeout

/** Every form of a test, in real engines. */
@Tag('real')
@Timeout(60)
class IsolatedTestsSpec extends Specification {
    static final List<String> KINDS = ['docker', 'podman', 'buildah']
    static final String SERVER = 'trap "exit 0" TERM; sleep 1; touch /tmp/ready; sleep 50 & wait'

    @Shared @TempDir Path shared
    @Shared @AutoCleanup Engines engines
    @Shared LayoutStore store
    @Shared PlatformImage image
    @TempDir Path folder
    Owner ours = Owner.current("spec${UUID.randomUUID().toString().take(8)}")
    List<String> log = Collections.synchronizedList([])

    def setupSpec() {
        engines = new Engines(shared.resolve('e'))
        store = new LayoutStore(shared.resolve('store'))
        image = withSettings(['sh', '-c', SERVER], ['test', '-f', '/tmp/ready'])
    }

    def cleanup() {
        KINDS.each { engines[it].removeOwned(ours) }
    }

    def "#kind: #test passes"() {
        given:
        Files.createDirectories(folder.resolve('web'))
        Files.writeString(folder.resolve('web/test.sh'), 'cat /config/expected && test "$(cat /config/expected)" = yes && ! touch /config/new')
        Files.writeString(folder.resolve('web/expected'), 'yes')

        when:
        runTests(kind, image, test)

        then:
        notThrown(GateException)
        printed.every { log.contains(it) }

        where:
        [kind, test, printed] << [KINDS, [
            [new Run(['echo', 'a  b'], false, false), ['a  b']],
            [new Run(['echo one && echo $((1+1))'], false, true), ['one', '2']],
            [new Run(['test $(ip -o link | wc -l) = 1'], false, true), []],
            [new Script('web/test.sh'), ['yes']],
            [new Label('dev.stave.test'), ['from the label']],
            [new Healthy(Duration.ofSeconds(30), 2), []],
        ]].combinations().collect { [it[0], it[1][0], it[1][1]] }
    }

    def "#kind: #test fails: #message"() {
        when:
        runTests(kind, image, test)

        then:
        def refused = thrown(GateException)
        refused.what().readLines().first() == "image 'web/nginx': $message"

        where:
        [kind, test, message] << [KINDS, [
            [new Run(['sh', '-c', 'echo why; exit 3'], false, false), "test 'sh -c echo why; exit 3' failed with exit code 3"],
            [new Run(['no-such-program'], false, false), "test 'no-such-program' failed with exit code 127"],
        ]].combinations().collect { [it[0], it[1][0], it[1][1]] }
    }

    def "#kind: an image that is never healthy, or that ends, is refused"() {
        when:
        runTests(kind, withSettings(['sh', '-c', 'sleep 50'], ['false']), new Healthy(Duration.ofSeconds(3), 1))

        then:
        def late = thrown(GateException)
        late.what().readLines().first() == "image 'web/nginx': not healthy within 3 seconds: its health check 'false' last failed with exit code 1"

        when:
        runTests(kind, withSettings(['sh', '-c', 'exit 7'], ['false']), new Healthy(Duration.ofSeconds(20), 1))

        then:
        def ended = thrown(GateException)
        ended.what().readLines().first() == "image 'web/nginx': its container ended with exit code 7 before it was healthy"

        where:
        kind << KINDS
    }

    def "#kind: a test that does not end is ended"() {
        when:
        new ContainerTester(engines[kind], store, new TestLimits(Duration.ofSeconds(2), 1L << 30, 512))
            .test(Images.image('web/nginx', Images.files([:]), tests: [new Run(['sleep', '50'], false, false)]), image, folder, ours, { log << it })

        then:
        def refused = thrown(GateException)
        refused.what().readLines().first() == "image 'web/nginx': test 'sleep 50' did not end within 2 seconds"

        where:
        kind << KINDS
    }

    def "#kind: a version is what a command prints to stderr"() {
        expect:
        new PackageVersionReader(store, engines[kind]).read(new FromCommand(['sh', '-c', 'echo nginx version: nginx/1.22.1 >&2'], /nginx\/(\S+)/), image, ours, { log << it }) == '1.22.1'

        where:
        kind << KINDS
    }

    private void runTests(String kind, PlatformImage built, ImageTest test) {
        def spec = Images.image('web/nginx', Images.files([:]), tests: [test], folder: 'web')
        def tester = new ContainerTester(engines[kind], store, TestLimits.DEFAULT)
        assert tester.complaints(spec, [built.platform()]) == []
        tester.test(spec, built, folder, ours, { log << it })
    }

    private PlatformImage withSettings(List<String> command, List<String> check) {
        def base = Engines.busybox(store)
        def healthcheck = new Healthcheck(check, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, 3)
        def settings = new ImageSettings(null, command, [], new TreeMap<>(), new TreeMap<>(['dev.stave.test': 'echo from the label']), null, null, [], null, healthcheck)
        new ImageAssembler(store).image(ImageConfig.of(base, store).with(settings), base.layers(), new TreeMap<>())
    }
}
