package dev.stave.inventory

import dev.stave.fixture.WrongStacks
import dev.stave.inventory.yaml.YamlReader
import dev.stave.model.BuildHooks
import dev.stave.model.Destination
import dev.stave.model.ImageName
import dev.stave.model.ImageRef
import dev.stave.model.ImageTest
import dev.stave.model.Inventory
import dev.stave.model.MirrorFrom
import dev.stave.model.OnChange
import dev.stave.model.PackageChoice
import dev.stave.model.Platform
import dev.stave.model.ScanPolicy
import dev.stave.model.Software
import dev.stave.model.Source
import dev.stave.model.StackException
import dev.stave.model.UsageException
import dev.stave.model.VersionRule
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class InventoryLoaderSpec extends Specification {
    @TempDir
    Path folder

    @Shared
    def loader = new InventoryLoader([new YamlReader()])

    @Shared
    Path shop = Path.of(WrongStacks.getResource('/stacks/shop').toURI())

    def "the stack of the design is read whole"() {
        when:
        def inventory = loader.load(shop.resolve('stack.yaml'), 'stack.yaml', LoadOptions.of(Surroundings.NONE))

        then:
        inventory.file() == 'stack.yaml'
        inventory.stack() == 'shop'
        inventory.destination() == new Destination.InRegistry('registry.lan:5000')
        !inventory.together()
        inventory.hosts()*.value.collect { [it.host(), it.ca(), it.requestsPerSecond(), it.insecure()] } == [['registry.lan:5000', 'lan-ca.pem', 50, false]]
        inventory.software() == [
            hydra: new Software('hydra', 'v2.3.0', new Software.Upstream('githubRelease', 'ory/hydra')),
            'oauth2-proxy': new Software('oauth2-proxy', 'v7.10.0', new Software.Upstream('registryTags', 'quay.io/oauth2-proxy/oauth2-proxy'))]
        inventory.images().keySet()*.toString() == ['auth/hydra', 'web/api', 'web/busybox', 'web/config', 'web/nginx', 'web/redis', 'web/tools']
        inventory.certificates() == []
        inventory.builderRepository() == null
    }

    def "its builders are read with what each says"() {
        expect:
        with(loader.load(shop.resolve('stack.yaml'), 'stack.yaml', LoadOptions.of(Surroundings.NONE)).builders()) {
            it.keySet() as List == ['musl', 'musl-go']
            it.musl.from() == null
            it.musl.origin().line() == 13
            it.musl.stage3() == [date: '20261115T164556Z', flavour: 'amd64-musl-hardened']
            it.musl.portage() == [snapshot: '20261115']
            it.musl.makeConf() == [MAKEOPTS: '-j4', USE: '-X -gtk']
            it.musl.overlays() == [local: [path: 'overlay']]
            it.'musl-go'.from() == 'musl'
            it.'musl-go'.configureBuilder() == 'emerge dev-lang/go'
        }
    }

    def "its images are read with every default resolved: #name"() {
        given:
        def image = loader.load(shop.resolve('stack.yaml'), 'stack.yaml', LoadOptions.of(Surroundings.NONE))
            .image(ImageName.parse(name))

        expect:
        image.origin().line() == line
        image.source() == source
        image.parent()?.toString() == parent
        image.platforms()*.toString() == platforms
        image.version() == version
        image.folder() == imageFolder
        image.onChange() == OnChange.DEFAULT
        image.scan() == new ScanPolicy(false, ScanPolicy.Severity.CRITICAL, true, ScanPolicy.Tolerance.FAIL, ScanPolicy.Tolerance.FAIL, 'accepted.yaml', null)
        [image.layers(), image.compression()] == ['one', 'gzip']

        where:
        name          | line | parent        | platforms
        'web/busybox' | 20   | null          | ['linux/amd64']
        'web/nginx'   | 28   | 'web/busybox' | ['linux/amd64']
        'web/api'     | 33   | 'web/busybox' | ['linux/amd64']
        'web/tools'   | 37   | null          | ['linux/amd64']
        'web/config'  | 38   | null          | ['linux/amd64']
        'web/redis'   | 41   | null          | ['linux/amd64', 'linux/arm64']
        'auth/hydra'  | 42   | null          | []
        source = [
            'web/busybox': Source.Rootfs.of('musl', new PackageChoice(['sys-apps/busybox'], sorted('sys-apps/busybox': ['+static', '-pam']), sorted([:]), sorted([:]), [], []))
                .with(new BuildHooks(sorted(finishRootfs: 'ln -s usr/lib "$ROOT/lib"; "$ROOT/bin/busybox" --install "$ROOT/bin"'), [], null, 'stave')),
            'web/nginx': Source.Rootfs.of(null, PackageChoice.of(['www-servers/nginx'])).with(new BuildHooks(sorted([:]), ['nginx/build.sh'], null, 'stave')),
            'web/api': new Source.Dockerfile('api/Dockerfile', 'api', sorted(MODE: 'prod'), null, sorted([:]), false),
            'web/tools': new Source.Script('tools/build.sh', null, [], sorted([:])),
            'web/config': new Source.Files([new Source.Copy('etc', '/etc/app', null, '0:0')]),
            'web/redis': new Source.Mirror(new MirrorFrom.InRegistry(ImageRef.parse('docker.io/library/redis:7.4.1'))),
            'auth/hydra': new Source.Mirror(new MirrorFrom.InRegistry(ImageRef.parse('docker.io/oryd/hydra:v2.3.0'))),
        ][name]
        version = [
            'web/busybox': new VersionRule.FromPackage(['sys-apps/busybox'], false, '2026.11'),
            'web/nginx': new VersionRule.FromPackage(['www-servers/nginx'], false, '2026.11'),
            'web/api': new VersionRule.Known('2.1.0', 'api/VERSION', false),
            'web/tools': new VersionRule.Known('1.4.0', 'version', false),
            'web/config': new VersionRule.Known('12', 'version', false),
            'web/redis': new VersionRule.Known('7.4.1', 'mirror', false),
            'auth/hydra': new VersionRule.Known('v2.3.0', 'software hydra', false),
        ][name]
        imageFolder = ['web/nginx': 'nginx', 'web/api': 'api', 'web/tools': 'tools'][name]
    }

    def "the configuration and the tests of an image are read"() {
        when:
        def image = load('''
            stack: s
            images:
              x:
                script: {file: build.sh, in: base, inputs: [src/**], secrets: {TOKEN: {secret: NPM}}}
                version: {value: "2.1", unchecked: true}
                requires: base
                entrypoint: /init
                command: [run, all of it]
                ports: [80, 53/udp]
                env: {DEBUG: true, EMPTY: "", YEAR: 2026.10}
                labels: {a.b: c}
                user: 1000
                workdir: /srv
                volumes: /data
                stopSignal: SIGQUIT
                healthcheck: {command: [wget, -q, localhost], interval: 5s, startPeriod: 1m}
                test:
                  - {command: [run, --version], entrypoint: true}
                  - {command: run | grep 1, shell: true}
                  - {script: build.sh}
                  - {label: test}
                  - {healthy: {within: 1m, streak: 3}}
                scan: off
                onChange: replace
                compression: zstd
              base: {mirror: "docker.io/library/debian:12.8"}
            '''.stripIndent()).image(ImageName.parse('x'))

        then:
        image.source() == new Source.Script('build.sh', ImageName.parse('base'), ['src/**'], sorted(TOKEN: 'NPM'))
        image.version() == new VersionRule.Known('2.1', 'version', true)
        image.requires()*.toString() == ['base']
        with(image.settings()) {
            entrypoint() == ['/init']
            command() == ['run', 'all of it']
            ports() == ['80', '53/udp']
            env() == [DEBUG: 'true', EMPTY: '', YEAR: '2026.10']
            labels() == ['a.b': 'c']
            user() == '1000'
            workdir() == '/srv'
            volumes() == ['/data']
            stopSignal() == 'SIGQUIT'
            healthcheck().command() == ['wget', '-q', 'localhost']
            healthcheck().interval() == Duration.ofSeconds(5)
            healthcheck().timeout() == Duration.ofSeconds(30)
            healthcheck().startPeriod() == Duration.ofMinutes(1)
            healthcheck().retries() == 3
        }
        image.tests() == [
            new ImageTest.Run(['run', '--version'], true, false),
            new ImageTest.Run(['run | grep 1'], false, true),
            new ImageTest.Script('build.sh'),
            new ImageTest.Label('test'),
            new ImageTest.Healthy(Duration.ofMinutes(1), 3)]
        image.scan().off()
        image.onChange() == OnChange.REPLACE
        image.compression() == 'zstd'
        image.folder() == null
    }

    def "an image's version comes from #where_: #image"() {
        expect:
        load("stack: s\n$stack\nbuilders: {b: {stage3: {flavour: amd64}}}\nimages:\n  nginx: $image")
            .image(ImageName.parse('nginx')).version() == rule

        where:
        where_              | stack                               | image                                                                            || rule
        'what is written'   | 'software: {nginx: {version: "2"}}' | '{script: build.sh, version: 1.10}'                                              || new VersionRule.Known('1.10', 'version', false)
        'software'          | 'software: {nginx: {version: "2"}}' | '{script: build.sh}'                                                             || new VersionRule.Known('2', 'software nginx', false)
        'the source'        | 'release: "9"'                      | '{mirror: "nginx:1.27.2"}'                                                       || new VersionRule.Known('1.27.2', 'mirror', false)
        'what latest is'    | ''                                  | '{mirror: "nginx:latest"}'                                                       || new VersionRule.LatestOf(ImageRef.parse('nginx:latest'))
        'the release'       | 'release: "9"'                      | "{mirror: 'nginx@sha256:${'0' * 64}'}"                                           || new VersionRule.Known('9', 'release', false)
        'a layout'          | ''                                  | '{mirror: "oci:images:web/nginx:1.27.2"}'                                        || new VersionRule.Known('1.27.2', 'mirror', false)
        'the only package'  | ''                                  | '{rootfs: {packages: "=www-servers/nginx-1.27.2-r1:mainline[http2]"}}'           || new VersionRule.FromPackage(['www-servers/nginx:mainline'], false, '')
        'its own package'   | ''                                  | '{rootfs: {packages: [app-misc/jq, www-servers/nginx]}}'                         || new VersionRule.FromPackage(['www-servers/nginx'], false, '')
        'a likely package'  | 'release: "9"'                      | '{dockerfile: Dockerfile}'                                                       || new VersionRule.FromPackage(['nginx'], false, '9')
        'a named package'   | 'release: "9"'                      | '{dockerfile: Dockerfile, version: {fromPackage: nginx-core}}'                   || new VersionRule.FromPackage(['nginx-core'], true, '')
        'a label'           | ''                                  | '{dockerfile: Dockerfile, version: {fromLabel: v}}'                              || new VersionRule.FromLabel('v')
        'a command'         | ''                                  | '{dockerfile: Dockerfile, version: {fromCommand: [nginx -v, "nginx/([^ ]+)"]}}'  || new VersionRule.FromCommand(['nginx', '-v'], 'nginx/([^ ]+)')
        'a command of words' | ''                                 | '{dockerfile: Dockerfile, version: {fromCommand: [[sh, -c, nginx -v], ".+"]}}'   || new VersionRule.FromCommand(['sh', '-c', 'nginx -v'], '.+')
        'the release too'   | 'release: "9"'                      | '{files: {copy: build.sh, to: /bin/}}'                                           || new VersionRule.Known('9', 'release', false)
    }

    def "settings of the stack hold for images, unless the image says more"() {
        when:
        def images = load('''
            images:
              first: {script: build.sh}
              second: {script: build.sh, scan: {failOn: low}, onChange: revision, platforms: linux/arm64}
              third: {script: build.sh, scan: off, section: ""}
            section: web
            platforms: [linux/arm64, linux/amd64]
            release: "1"
            scan: {failOn: high, noDatabase: warn}
            onChange: replace
            publish: together
            stack: s
            '''.stripIndent()).images()

        then:
        images.keySet()*.toString() == ['third', 'web/first', 'web/second']
        images.values()*.onChange() == [OnChange.REPLACE, OnChange.REPLACE, OnChange.REVISION]
        images.values()*.platforms()*.toString() == ['[linux/amd64, linux/arm64]', '[linux/amd64, linux/arm64]', '[linux/arm64]']
        images.values().collect { it.scan().off() } == [true, false, false]
        images.values().drop(1).collect { it.scan().failOn().word() + ' ' + it.scan().noDatabase().word() } == ['high warn', 'low warn']
    }

    def "texts of a YAML stack know software, the environment and variables, and leave the shell's alone"() {
        given:
        def around = new Surroundings(new TreeMap([USER: 'me']), new TreeMap([mode: 'dev']))

        expect:
        load('''
            stack: s
            vars: {mode: prod, port: 8080, greeting: "hello ${env.USER}"}
            software: {x: {version: "1.${vars.port}"}}
            images:
              x:
                script: build.sh
                ports: ["${vars.port}"]
                env: {A: "${software.x.version}", B: "${vars.mode}", C: "${vars.greeting}", D: "${HOME:-x} $USER", E: "$${env.USER}"}
            '''.stripIndent(), around).image(ImageName.parse('x')).settings().with { [env(), ports()] } ==
            [[A: '1.8080', B: 'dev', C: 'hello me', D: '${HOME:-x} $USER', E: '${env.USER}'], ['8080']]
    }

    def "anchors and merge keys are values like any other"() {
        expect:
        load('''
            stack: s
            images:
              a: &common
                script: build.sh
                version: "1"
                env: &env {A: "1", B: "2"}
              b:
                <<: *common
                version: "2"
                env: {<<: *env, B: "3"}
            '''.stripIndent()).image(ImageName.parse('b')).with { [version().version(), settings().env()] } == ['2', [A: '1', B: '3']]
    }

    def "without a registry images go to a folder beside the stack, and an empty stack is a stack"() {
        expect:
        load('stack: s').destination() == new Destination.InLayout('images')
        load('stack: s\nregistry: oci:out/images').destination() == new Destination.InLayout('out/images')
        load('stack: s\nregistry: registry.lan/team/shop').destination() == new Destination.InRegistry('registry.lan/team/shop')
        load('stack: s').images().isEmpty()
    }

    def "a file that is no stack file is refused: #name"() {
        given:
        Files.writeString(folder.resolve('stack.txt'), 'stack: s')

        when:
        loader.load(folder.resolve(name), name, LoadOptions.of(Surroundings.NONE))

        then:
        def e = thrown(UsageException)
        [e.what(), e.hint()] == told

        where:
        name         || told
        'stack.txt'  || ['stack.txt: its name does not say which form it has', 'a stack file ends in .groovy, .yaml or .yml']
        'other.yaml' || ['other.yaml: there is no such file', 'name the stack file with -f FILE']
    }

    private Inventory load(String text, Surroundings around = Surroundings.NONE) {
        Files.writeString(folder.resolve('stack.yaml'), text)
        Files.writeString(folder.resolve('build.sh'), '#!/bin/sh\n')
        Files.writeString(folder.resolve('Dockerfile'), 'FROM scratch\n')
        loader.load(folder.resolve('stack.yaml'), 'stack.yaml', LoadOptions.of(around))
    }

    private static SortedMap sorted(Map map) {
        new TreeMap(map)
    }
}
