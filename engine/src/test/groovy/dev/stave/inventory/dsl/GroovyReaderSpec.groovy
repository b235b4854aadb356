package dev.stave.inventory.dsl

import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

class GroovyReaderSpec extends Specification {
    @TempDir
    Path folder

    StackText stack

    def setup() {
        stack = new StackText(folder)
    }

    def "the stack of the documentation fills the nesting of its YAML form"() {
        when:
        def values = stack.values(getClass().getResource('/stacks/shop/stack.groovy').text)

        then:
        values.subMap('stack', 'registry', 'section', 'platforms', 'release') ==
            [stack: 'shop', registry: 'registry.lan:5000', section: 'web', platforms: ['linux/amd64'], release: '2026.11']
        values.hosts == ['registry.lan:5000': [ca: 'lan-ca.pem', requestsPerSecond: 'NUMBER 50']]
        values.software == [
            hydra         : [version: 'v2.3.0', latest: [githubRelease: 'ory/hydra']],
            'oauth2-proxy': [version: 'v7.10.0', latest: [registryTags: 'quay.io/oauth2-proxy/oauth2-proxy']]]
        values.scan == [failOn: 'critical', ignoreUnfixed: 'TRUTH true', unscannable: 'fail', ignoreFile: 'accepted.yaml']
        values.builders == [
            musl     : [stage3: [flavour: 'amd64-musl-hardened', date: '20261115T164556Z'], portage: [snapshot: '20261115'],
                        makeConf: [USE: '-X -gtk', MAKEOPTS: '-j4'], overlays: [local: [path: 'overlay']]],
            'musl-go': [from: 'musl', configureBuilder: 'emerge dev-lang/go']]
        values.images == [
            busybox: [rootfs: [builder: 'musl', packages: ['sys-apps/busybox'], useFlags: ['sys-apps/busybox': ['+static', '-pam']],
                               finishRootfs: 'ln -s usr/lib "$ROOT/lib"; "$ROOT/bin/busybox" --install "$ROOT/bin"'],
                      command: 'sh', test: ['busybox', '--help']],
            nginx  : [from: 'busybox', rootfs: [packages: ['www-servers/nginx'], hooks: ['nginx/build.sh']],
                      entrypoint: ['nginx', '-g', 'daemon off;'], ports: ['NUMBER 80']],
            api    : [from: 'busybox', dockerfile: [file: 'api/Dockerfile', context: 'api', args: [MODE: 'prod']],
                      version: [fromFile: 'api/VERSION']],
            tools  : [script: 'tools/build.sh', version: '1.4.0'],
            config : [files: [[copy: 'etc/', to: '/etc/app']], version: '12'],
            redis  : [mirror: 'docker.io/library/redis:7.4.1', platforms: ['linux/amd64', 'linux/arm64']],
            hydra  : [section: 'auth', mirror: 'docker.io/oryd/hydra']]
    }

    def "#text is read as #setting"() {
        expect:
        stack.values("stack('s') { image('i') { $text } }").images.i == setting

        where:
        text                                                         | setting
        "test 'a', 'b'"                                              | [test: ['a', 'b']]
        "test 'a b', entrypoint: true, shell: true"                  | [test: [[command: 'a b', entrypoint: 'TRUTH true', shell: 'TRUTH true']]]
        "test 'a'; testScript 'F'; testLabel 'L'"                    | [test: [[command: 'a'], [script: 'F'], [label: 'L']]]
        "healthy within: '30s', streak: 5"                           | [test: [[healthy: [within: '30s', streak: 'NUMBER 5']]]]
        "version 'T', unchecked: true"                               | [version: [value: 'T', unchecked: 'TRUTH true']]
        "version fromLabel('L')"                                     | [version: [fromLabel: 'L']]
        "version fromPackage('P'), unchecked: true"                  | [version: [fromPackage: 'P', unchecked: 'TRUTH true']]
        "version fromCommand('nginx -v', ~/nginx\\/(\\S+)/)"         | [version: [fromCommand: ['nginx -v', 'nginx/(\\S+)']]]
        "version fromCommand(['nginx', '-v'], 'x')"                  | [version: [fromCommand: [['nginx', '-v'], 'x']]]
        "dockerfile 'F', secrets: [id: secret('N')], cache: true"    | [dockerfile: [file: 'F', secrets: [id: [secret: 'N']], cache: 'TRUTH true']]
        "script 'F', in: 'IMAGE', inputs: ['g/**']"                  | [script: [file: 'F', in: 'IMAGE', inputs: ['g/**']]]
        "files { copy 'P', to: 'Q', mode: '0755', owner: '0:0' }"    | [files: [[copy: 'P', to: 'Q', mode: '0755', owner: '0:0']]]
        "requires 'a', 'b'; requires(['c', 'd'])"                    | [requires: ['a', 'b', 'c', 'd']]
        "ports 80, '53/udp'; ports([443])"                           | [ports: ['NUMBER 80', '53/udp', 'NUMBER 443']]
        "env A: 'a'; env([B: env('UNSET', 'b')])"                    | [env: [A: 'a', B: 'b']]
        "labels a: 1; user 1000; workdir '/w'; volumes '/v'"         | [labels: [a: 'NUMBER 1'], user: 'NUMBER 1000', workdir: '/w', volumes: ['/v']]
        "stopSignal 'SIGTERM'; healthcheck 'a', 'b', interval: '5s'" | [stopSignal: 'SIGTERM', healthcheck: [command: ['a', 'b'], interval: '5s']]
        "command 'sh -c x'; entrypoint(['a b'])"                     | [command: 'sh -c x', entrypoint: ['a b']]
        "scan 'off'; layers 'packages'; compression 'zstd'"          | [scan: 'off', layers: 'packages', compression: 'zstd']
        "def v = 17; version \"\$v.10\""                             | [version: '17.10']
        "version 17.10"                                              | [version: 'NUMBER 17.10']
        "['user', 'workdir'].each { \"\$it\"('x') }"                     | [user: 'x', workdir: 'x']
        "version null"                                               | [version: null]
    }

    def "loops, functions, variables and closures that are kept are normal Groovy"() {
        expect:
        stack.values('''#!/usr/bin/env -S stave run
            def web(String name) {
                image(name) { common(); mirror "docker.io/library/$name" }
            }
            def common() { section 'web' }
            tags = ['1', '2']
            def quiet = { scan 'off' }
            stack('s') {
                def names = ['a', 'b']
                names.each { web it }
                for (t in tags) { image("c$t") { quiet(); version t } }
                image('d') { names.each { requires it } }
                image('e', quiet)
                if (names.size() > 1) { release 'many' }
            }
        ''') == [stack: 's', images: [
            a : [section: 'web', mirror: 'docker.io/library/a'], b: [section: 'web', mirror: 'docker.io/library/b'],
            c1: [scan: 'off', version: '1'], c2: [scan: 'off', version: '2'],
            d : [requires: ['a', 'b']], e: [scan: 'off']], release: 'many']
    }

    def "two sections may hold images of one short name"() {
        expect:
        stack.values("stack('s') { image('a') { version '1' }; image('a') { section 'x'; version '2' } }").images ==
            [a: [version: '1'], 'x/a': [section: 'x', version: '2']]
    }

    def "every value keeps the line that it is written on"() {
        when:
        def lines = StackText.lines(stack.read('''stack('s') {
            host 'h',
                ca: 'x',
                connections: 3
            image('i') {
                rootfs {
                    packages 'a',
                        'b', 'c',
                        'd'
                    useFlags 'a',
                        '+x'
                }
                env([
                    A: 'a',
                    B: 'b'])
                version(
                    fromFile('V'))
            }
        }''').root())

        then:
        lines.subMap('stack', 'hosts.h', 'hosts.h.ca', 'hosts.h.connections') == [stack: 1, 'hosts.h': 2, 'hosts.h.ca': 3, 'hosts.h.connections': 4]
        lines['images.i'] == 5
        (0..3).collect { lines["images.i.rootfs.packages.$it".toString()] } == [7, 8, 8, 9]
        lines['images.i.rootfs.useFlags.a.0'] == 11
        lines['images.i.env.A'] == 14
        lines['images.i.env.B'] == 15
        lines['images.i.version'] == 17
    }

    def "what a stack prints goes to the narration"() {
        when:
        stack.read('''
            println 'one'
            stack('s') { print 'two'; [3].each { println it }; printf('%s%n', 'four') }
        ''')

        then:
        stack.narration.toString() == 'one\ntwo3\nfour\n'
    }

    def "environment, variables, files and listings are there through functions"() {
        given:
        stack.environment = [CI: 'yes']
        stack.variables = [tag: '1.2']
        Files.createDirectories(folder.resolve('d/e'))
        Files.writeString(folder.resolve('d/b.txt'), 'text of b')
        Files.writeString(folder.resolve('d/e/a.txt'), '')

        expect:
        stack.values('''stack('s') {
            image('i') {
                labels ci: env('CI'), no: env('NO', 'none'), tag: vars('tag'), other: vars('other', null),
                    file: file('d/b.txt'), absent: file('absent', '-')
                requires glob('d/*.txt'), glob('**/a.txt'), glob('nowhere/*')
            }
        }''').images.i == [
            labels  : [ci: 'yes', no: 'none', tag: '1.2', other: null, file: 'text of b', absent: '-'],
            requires: ['d/b.txt', 'd/e/a.txt']]
    }

    def "what is not there is told for each place, and reading goes on"() {
        expect:
        stack.problems('''stack('s') {
            release env('NO')
            section vars('NOT')
            registry file('none/such')
        }''') == [
            "stack.groovy:2: stack: environment variable 'NO' is not set; set it, or write a default: env('NO', '…')",
            "stack.groovy:3: stack: variable 'NOT' is not given; give --var NOT=…, or write a default: vars('NOT', '…')",
            "stack.groovy:4: stack: there is no file 'none/such'"]
    }

    def "a file of another form is left to other readers"() {
        expect:
        new GroovyReader(null, System.err).reads(name) == mine

        where:
        name           | mine
        'stack.groovy' | true
        'stack.yaml'   | false
    }

    def "a hundred images are read"() {
        given:
        def images = (0..<100).collect { "image('app$it') { from 'base'; rootfs { packages 'dev-libs/x$it' }; version '1.$it' }" }

        when:
        def values = stack.values("stack('s') {\n${images.join('\n')}\n}")

        then:
        values.images.size() == 100
        values.images.app99 == [from: 'base', rootfs: [packages: ['dev-libs/x99']], version: '1.99']
    }
}
