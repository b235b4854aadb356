package dev.stave.plan

import static dev.stave.plan.PlanWorld.AMD64
import static dev.stave.plan.PlanWorld.ARM64
import static dev.stave.plan.PlanWorld.digest
import static dev.stave.plan.PlanWorld.dockerfile
import static dev.stave.plan.PlanWorld.files
import static dev.stave.plan.PlanWorld.mirror
import static dev.stave.plan.PlanWorld.rootfs
import static dev.stave.plan.PlanWorld.script

import dev.stave.model.ImageName
import dev.stave.model.ImageSettings
import dev.stave.model.ImageTest
import dev.stave.model.InputFile
import dev.stave.model.ScanPolicy
import dev.stave.model.Source
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

/** What counts in the content fingerprint, and what counts in the gate's. */
class FingerprintSpec extends Specification {
    static final ImageSettings PLAIN = ImageSettings.NONE

    static ImageSettings settings(Map<String, Object> said) {
        new ImageSettings(
            said.entrypoint as List, said.command as List, (said.ports ?: []) as List, new TreeMap<>((said.env ?: [:]) as Map), new TreeMap<>((said.labels ?: [:]) as Map),
            said.user as String, said.workdir as String, (said.volumes ?: []) as List, said.stopSignal as String, said.healthcheck as ImageSettings.Healthcheck)
    }

    static PlanWorld app(Map<String, Object> said, Source source) {
        new PlanWorld().image([version: '1'] + said, 'web/app', source)
    }

    static PlanWorld app(Map<String, Object> said = [:]) {
        app(said, files())
    }

    static PlanWorld app(Source source) {
        app([:], source)
    }

    static Source docker(Map<String, Object> said) {
        new Source.Dockerfile('api/Dockerfile', 'api', new TreeMap<>(), said.target as String, new TreeMap<>((said.secrets ?: [:]) as Map), said.cache as boolean)
    }

    static InputFile file(boolean executable, String letter) {
        InputFile.file('etc/a', executable, digest(letter))
    }

    static PlanWorld with(PlanWorld world, List<InputFile> files) {
        world.inputs[ImageName.parse('web/app')] = new Inputs(files, [], new TreeMap<>(), [], [])
        world
    }

    def "#what counts in the content"() {
        expect:
        one.now('web/app').fingerprint() != other.now('web/app').fingerprint()

        where:
        what | one | other
        'the source kind' | app() | app(script())
        'what is copied' | app(files('a')) | app(files('b'))
        "a file's content" | with(app(), [file(false, '1')]) | with(app(), [file(false, '2')])
        "a file's exec bit" | with(app(), [file(false, '1')]) | with(app(), [file(true, '1')])
        "a file's name" | with(app(), [file(false, '1')]) | with(app(), [InputFile.file('etc/b', false, digest('1'))])
        'where a link points' | with(app(), [InputFile.link('etc/a', 'x')]) | with(app(), [InputFile.link('etc/a', 'y')])
        'a link or a file' | with(app(), [InputFile.link('etc/a', 'x')]) | with(app(), [file(false, '1')])
        'an empty folder' | with(app(), []) | with(app(), [InputFile.folder('etc/a')])
        'a build argument' | app(dockerfile(MODE: 'prod')) | app(dockerfile(MODE: 'dev'))
        'the target stage' | app(docker([:])) | app(docker(target: 'x'))
        'a secret by its name' | app(docker(secrets: [id: 'A'])) | app(docker(secrets: [id: 'B']))
        'the entrypoint' | app(settings: settings(entrypoint: ['a'])) | app(settings: settings(entrypoint: ['b']))
        'an entrypoint that is empty' | app(settings: PLAIN) | app(settings: settings(entrypoint: []))
        'where a word ends' | app(settings: settings(command: ['a b'])) | app(settings: settings(command: ['a', 'b']))
        'a variable' | app(settings: settings(env: [A: '1'])) | app(settings: settings(env: [A: '2']))
        'a label' | app(settings: settings(labels: [A: '1'])) | app(settings: settings(labels: [A: '2']))
        'a label is no variable' | app(settings: settings(labels: [A: '1'])) | app(settings: settings(env: [A: '1']))
        'the user' | app(settings: PLAIN) | app(settings: settings(user: '1'))
        'the working folder' | app(settings: PLAIN) | app(settings: settings(workdir: '/x'))
        'a port' | app(settings: PLAIN) | app(settings: settings(ports: ['80']))
        'a volume' | app(settings: PLAIN) | app(settings: settings(volumes: ['/x']))
        'the stop signal' | app(settings: PLAIN) | app(settings: settings(stopSignal: 'INT'))
        'the health check' | app(settings: PLAIN) | app(settings: settings(healthcheck: new ImageSettings.Healthcheck(['a'], Duration.ZERO, Duration.ZERO, Duration.ZERO, 1)))
        'the platforms' | app(platforms: [AMD64]) | app(platforms: [AMD64, ARM64])
        'which platform' | app(platforms: [AMD64]) | app(platforms: [ARM64])
        'the compression' | app() | app(compression: 'zstd')
        'SOURCE_DATE_EPOCH' | app() | app().tap { mode = Mode.APPLY.at(Instant.ofEpochSecond(1)) }
        "the version that a script sees" | app(script()) | app(version: '2', script())
        'packages' | app(rootfs(packages: ['a'])) | app(rootfs(packages: ['b']))
        'a hook' | app(rootfs(hooks: [finishRootfs: 'a'])) | app(rootfs(hooks: [finishRootfs: 'b']))
        "the builder's stage3" | app(rootfs()).builder('musl', stage3: [date: '1']) | app(rootfs()).builder('musl', stage3: [date: '2'])
        "the builder's make.conf" | app(rootfs()).builder('musl', makeConf: [USE: '1']) | app(rootfs()).builder('musl', makeConf: [USE: '2'])
        "what the builder's builder installs" | app(rootfs(builder: 'go')).builder('musl').builder('go', from: 'musl') | app(rootfs(builder: 'go')).builder('musl', configureBuilder: 'x').builder('go', from: 'musl')
        "a file of the builder's overlay" | app(rootfs()).builder('musl') | app(rootfs()).builder('musl').tap { builderFiles['musl'] = [file(false, '1')] }
        "a parent's packages, by the builder it leaves behind" | child(rootfs(packages: ['a'])) | child(rootfs(packages: ['b']))
    }

    static PlanWorld child(Source parent) {
        app(parent: 'base', rootfs()).image('base', version: '1', parent).builder('musl')
    }

    def "#what does not count in the content"() {
        expect:
        one.now('web/app').fingerprint() == other.now('web/app').fingerprint()

        where:
        what | one | other
        'nothing changed, so it' | app() | app()
        'the order of files' | with(app(), [file(false, '1'), InputFile.folder('z')]) | with(app(), [InputFile.folder('z'), file(false, '1')])
        'a test' | app() | app(tests: [new ImageTest.Run(['a'], false, false)])
        'the scan policy' | app() | app(scan: ScanPolicy.OFF)
        'onChange' | app() | app(onChange: dev.stave.model.OnChange.REPLACE)
        'the version' | app() | app(version: '2')
        'the version of a Dockerfile' | app(dockerfile()) | app(version: '2', dockerfile())
        "the engine's layer cache" | app(docker([:])) | app(docker(cache: true))
        'requires, but of a rootfs' | app() | app(requires: ['x']).image('x', version: '1')
        'a builder that it is not built in' | app(rootfs(builder: 'musl')).builder('musl') | app(rootfs(builder: 'musl')).builder('musl').builder('other', makeConf: [a: 'b'])
        "what a parent in another builder has" | app(parent: 'base', rootfs(builder: 'glibc')).image('base', version: '1', rootfs(packages: ['a'])).builder('glibc') | app(parent: 'base', rootfs(builder: 'glibc')).image('base', version: '1', rootfs(packages: ['b'])).builder('glibc')
    }

    def "registry and section do not count"() {
        given:
        def one = new PlanWorld().image('web/app', version: '1', source)
        def other = new PlanWorld().image('shop/app', version: '1', source)

        expect:
        one.now('web/app').fingerprint() == other.now('shop/app').fingerprint()

        where:
        source << [files(), script(), dockerfile()]
    }

    def "of a mirror count the source's digest and the choice of platforms alone"() {
        given:
        def pins = ['docker.io/library/redis:7': "sha256:${'1' * 64}".toString()]
        def print = app(mirror('redis:7')).now('web/app', pins).fingerprint()

        expect:
        app(mirror('redis:8')).now('web/app', ['docker.io/library/redis:8': pins.values()[0]]).fingerprint() == print
        app(mirror('redis:7')).now('web/app', ['docker.io/library/redis:7': "sha256:${'2' * 64}".toString()]).fingerprint() != print
        app(platforms: [AMD64], mirror('redis:7')).now('web/app', pins).fingerprint() != print
        app(platforms: [AMD64, ARM64], mirror('redis:7')).now('web/app', pins).fingerprint() == app(platforms: [ARM64, AMD64], mirror('redis:7')).now('web/app', pins).fingerprint()
    }

    def "a platform's own fingerprint stays when another platform comes"() {
        given:
        def one = app(platforms: [AMD64])
        def two = app(platforms: [AMD64, ARM64])
        def name = ImageName.parse('web/app')
        def basis = new Basis(two.now('web/app').fingerprint(), two.now('web/app').gate(), new TreeMap<>(), [AMD64, ARM64])

        expect:
        two.planner().fingerprint(name, basis, AMD64, two.facts()) == one.now('web/app').fingerprint()
        two.planner().fingerprint(name, basis, ARM64, two.facts()) != one.now('web/app').fingerprint()
    }

    def "pins count"() {
        expect:
        app().now('web/app', [a: '1']).fingerprint() != app().now('web/app', [a: '2']).fingerprint()
    }

    def "#what counts in the gate"() {
        expect:
        app().now('web/app').gate() != other.now('web/app').gate()

        where:
        what | other
        'a test' | app(tests: [new ImageTest.Run(['a'], false, false)])
        'the scan policy' | app(scan: ScanPolicy.OFF)
        'a test script' | app().reads('web/app', gateFiles: ['test.sh': '1'])
        'which findings are accepted' | app().reads('web/app', gateFacts: [accepted: 'CVE-1'])
    }

    def "content does not count in the gate"() {
        expect:
        app().now('web/app').gate() == app(version: '2', dockerfile()).now('web/app').gate()
    }

    def "the fingerprints of today's recipes are these; raise a recipe's number when its bytes change, and nothing else"() {
        given:
        def pins = source instanceof Source.Mirror ? ['docker.io/library/redis:7': "sha256:${'1' * 64}".toString()] : [:]

        expect:
        app(source).now('web/app', pins).fingerprint().digest().abbreviated() == print

        where:
        source            || print
        files()           || '5bdf121d6a6d'
        script()          || '7cc9e73200f2'
        dockerfile()      || '2fa6ae4318ca'
        rootfs()          || '62d17fa93d53'
        mirror('redis:7') || 'dc3efbdec324'
    }
}
