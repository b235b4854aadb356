package dev.stave.check.container

import dev.stave.check.GateException
import dev.stave.check.NoTester
import dev.stave.container.ContainerEngine
import dev.stave.container.ContainerResult
import dev.stave.container.ContainerRun
import dev.stave.container.ContainerRun.Mount
import dev.stave.container.EngineInfo
import dev.stave.container.EngineInfo.Ability
import dev.stave.container.Owner
import dev.stave.fixture.Images
import dev.stave.fixture.SmallImages
import dev.stave.model.ImageSettings
import dev.stave.model.ImageSettings.Healthcheck
import dev.stave.model.ImageSpec
import dev.stave.model.ImageTest
import dev.stave.model.Platform
import dev.stave.model.StackException
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

class ContainerTesterSpec extends Specification {
    static final Owner OWNER = new Owner('run', 1, 2)
    static final AMD64 = Platform.parse('linux/amd64')
    static final ARM64 = Platform.parse('linux/arm64')

    @TempDir Path folder
    ContainerResult result = new ContainerResult(0, false, '')
    List<String> printed = []
    List<ContainerRun> runs = []
    List<String> log = []
    Set<Ability> abilities = [Ability.ISOLATED_RUN]
    ContainerEngine engine = Stub {
        info() >> { new EngineInfo('podman', '4.3.1', '/run/podman.sock', AMD64, abilities) }
        load(_, _, _) >> { args -> "localhost/stave/${args[0]}:cafe".toString() }
        run(_, _) >> { ContainerRun run, lines ->
            runs << run
            printed.each { lines.accept(it) }
            result
        }
    }

    def "test #test runs without network and with limits: #command"() {
        when:
        runTests(image([test]))

        then:
        with(runs.first()) {
            it.image() == 'localhost/stave/web/nginx:cafe'
            it.entrypoint() == entrypoint
            it.command() == command
            it.mounts() == []
            !it.network()
            it.memoryBytes() == 1L << 30
            it.processes() == 512
            it.timeout() == Duration.ofMinutes(5)
            it.probe() == null
            it.owner() == OWNER
        }

        where:
        test                                           || entrypoint | command
        new ImageTest.Run(['nginx', '-t'], false, false) || []       | ['nginx', '-t']
        new ImageTest.Run(['-t'], true, false)           || null     | ['-t']
        new ImageTest.Run(['a && b'], false, true)       || []       | ['sh', '-c', 'a && b']
        new ImageTest.Label('dev.stave.test')            || []       | ['sh', '-c', 'nginx -t']
    }

    def "a script #file of the image's folder #imageFolder runs as #inside"() {
        given:
        Files.createDirectories(folder.resolve('nginx/tests'))
        Files.writeString(folder.resolve('nginx/tests/a.sh'), 'true')
        Files.writeString(folder.resolve('b.sh'), 'true')

        when:
        runTests(image([new ImageTest.Script(file)], imageFolder))

        then:
        runs.first().command() == ['sh', inside]
        runs.first().mounts() == [new Mount(folder.resolve(source), target, false)]

        where:
        file               | imageFolder || inside               | source  | target
        'nginx/tests/a.sh' | 'nginx'     || '/config/tests/a.sh' | 'nginx' | '/config'
        'b.sh'             | 'nginx'     || '/config/b.sh'       | 'b.sh'  | '/config/b.sh'
        'b.sh'             | null        || '/config/b.sh'       | 'b.sh'  | '/config/b.sh'
    }

    def "a health check is asked inside the image's own process"() {
        when:
        runTests(image([new ImageTest.Healthy(Duration.ofSeconds(20), 5)]))

        then:
        with(runs.first()) {
            it.entrypoint() == null
            it.command() == []
            it.timeout() == Duration.ofSeconds(20)
            it.probe().command() == ['wget', '-q', 'localhost']
            it.probe().streak() == 5
            it.probe().timeout() == Duration.ofSeconds(20)
        }
    }

    def "exit code #code, timed out #late: #message"() {
        given:
        result = new ContainerResult(code, late, '')
        printed = lines

        when:
        runTests(image([test]))

        then:
        def refused = thrown(GateException)
        refused.what() == message
        refused.hint() == hint
        log == lines

        where:
        test | code | late | lines || message | hint
        NGINX | 1 | false | ['a', 'b'] || "image 'web/nginx': test 'nginx -t' failed with exit code 1\n  a\n  b" | "a test runs without network; its whole output is in the image's log"
        NGINX | 127 | false | [] || "image 'web/nginx': test 'nginx -t' failed with exit code 127" | 'a test runs without a shell and without the entrypoint, unless shell: true or entrypoint: true; is its program in the image?'
        NGINX | 137 | false | [] || "image 'web/nginx': test 'nginx -t' failed with exit code 137" | 'a test may use 1024 MiB of memory; was it ended for using more?'
        NGINX | 137 | true | [] || "image 'web/nginx': test 'nginx -t' did not end within 5 minutes" | "a test runs without network; its whole output is in the image's log"
        LABEL | 2 | false | [] || "image 'web/nginx': test of label 'dev.stave.test' failed with exit code 2" | "a test runs without network; its whole output is in the image's log"
        HEALTHY | 7 | true | [] || "image 'web/nginx': not healthy within 30 seconds: its health check 'wget -q localhost' last failed with exit code 7" | "look at the image's log, or give it more time with 'within'"
        HEALTHY | 0 | true | [] || "image 'web/nginx': not healthy within 30 seconds: its health check 'wget -q localhost' did not succeed 2 times in a row" | "look at the image's log, or give it more time with 'within'"
        HEALTHY | 124 | true | [] || "image 'web/nginx': not healthy within 30 seconds: its health check 'wget -q localhost' did not answer in time" | "look at the image's log, or give it more time with 'within'"
        HEALTHY | -1 | true | [] || "image 'web/nginx': not healthy within 30 seconds: its health check was never started" | "look at the image's log, or give it more time with 'within'"
        HEALTHY | -1 | false | ['x'] || "image 'web/nginx': its container ended with exit code 0 before it was healthy\n  x" | "look at the image's log, or give it more time with 'within'"
    }

    static final NGINX = new ImageTest.Run(['nginx', '-t'], false, false)
    static final LABEL = new ImageTest.Label('dev.stave.test')
    static final HEALTHY = new ImageTest.Healthy(Duration.ofSeconds(30), 2)

    def "only the last ten lines are in the message, and the first failing test ends it"() {
        given:
        result = new ContainerResult(1, false, '')
        printed = (1..20).collect { "line $it".toString() }

        when:
        runTests(image([NGINX, LABEL]))

        then:
        def refused = thrown(GateException)
        refused.what().readLines().tail() == (11..20).collect { "  line $it".toString() }
        log.size() == 20
        runs.size() == 1
    }

    def "a test that the image cannot have is refused: #message"() {
        when:
        runTests(image([test]), ImageSettings.NONE)

        then:
        def refused = thrown(expected)
        refused.what() == message

        where:
        test                                   || expected       | message
        LABEL                                  || GateException  | "image 'web/nginx': its label 'dev.stave.test', which should hold a test, is not set"
        HEALTHY                                || GateException  | "image 'web/nginx' has no health check that its test could wait for"
        new ImageTest.Script('nginx/none.sh')  || StackException | "stack.groovy:7: image 'web/nginx': test script 'nginx/none.sh' does not exist, its path is relative to the stack file"
    }

    def "with the abilities #able and platforms #platforms: #complaints"() {
        given:
        abilities = able

        expect:
        tester().complaints(image([NGINX]), platforms) == complaints
        tester().complaints(image([]), platforms) == []

        where:
        able                                      | platforms                      || complaints
        [Ability.ISOLATED_RUN] as Set             | [AMD64]                        || []
        [Ability.ISOLATED_RUN] as Set             | [Platform.parse('linux/386')]  || []
        [Ability.ISOLATED_RUN] as Set             | [AMD64, ARM64]                 || ["image 'web/nginx': its tests for linux/arm64 cannot run on linux/amd64: register an emulator (binfmt), or leave that platform out"]
        [Ability.ISOLATED_RUN, Ability.EMULATION] as Set | [AMD64, ARM64]          || []
        [] as Set                                 | [AMD64]                        || ["image 'web/nginx': a test needs Docker or Podman; podman 4.3.1 cannot isolate one on this host"]
    }

    def "without an engine only images with tests are complained of"() {
        expect:
        new NoTester().complaints(image([]), [AMD64]) == []
        new NoTester().complaints(image([NGINX]), [AMD64]) == ["image 'web/nginx': a test needs Docker or Podman, and neither was found"]
    }

    private ContainerTester tester() {
        new ContainerTester(engine, new LayoutStore(folder.resolve('store')), TestLimits.DEFAULT)
    }

    private void runTests(ImageSpec image, ImageSettings settings = settings()) {
        def built = SmallImages.make(new LayoutStore(folder.resolve('store')), [['a': 'b']], settings)
        tester().test(image, built, folder, OWNER, { log << it })
    }

    private static ImageSettings settings() {
        def check = new Healthcheck(['wget', '-q', 'localhost'], Duration.ofSeconds(30), Duration.ofSeconds(3), Duration.ZERO, 3)
        new ImageSettings(null, ['nginx'], [], new TreeMap<>(), new TreeMap<>(['dev.stave.test': 'nginx -t']), null, null, [], null, check)
    }

    private static ImageSpec image(List<ImageTest> tests, String imageFolder = null) {
        Images.image('web/nginx', Images.files([:]), tests: tests, folder: imageFolder)
    }
}
