package dev.stave.imports

import dev.stave.inventory.InventoryLoader
import dev.stave.inventory.LoadOptions
import dev.stave.inventory.Surroundings
import dev.stave.inventory.dsl.GroovyReader
import dev.stave.inventory.yaml.YamlReader
import dev.stave.model.Inventory
import dev.stave.model.Origin
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What is written in either form is read again as it was meant. */
class StackFormSpec extends Specification {
    static final Map<String, StackForm> FORMS = ['stack.groovy': new GroovyForm(), 'stack.yaml': new YamlForm()]

    @TempDir Path folder

    def "a text comes back as it was: #text.inspect()"() {
        expect:
        FORMS.keySet().collect { read(it, imported([labels: Value.of([a: text])])).images().values().first().settings().labels() } == [[a: text], [a: text]]

        where:
        text << [
            'plain', '', ' ', 'two words', "it's", '"quoted"', 'back\\slash', 'a\\nb', '$HOME', '${HOME}', '$${HOME}', '$$${x}', '${env.HOME}',
            '${software.x.version}', '{{ x }}', '# no comment', 'a: b', '- a', '[a]', '{a}', 'true', 'no', 'null', '~', '17.10', '0755', '1e3', 'é ü 漢',
            'a\nb', 'a\nb\n', 'a\nb\n\n', '\na', '\n', '  a\nb', 'a  \nb', 'a\n\n  b\n', "'''", "a'\n'''b'", 'a\tb\n\tc', "ends with '", "x\n'", 'a\r\nb', '\u0001', 'if [ "$A" ]; then\n  echo \'$A\'\nfi\n',
            '*star', '&and', '!bang', '%percent', '@at', '`tick`', 'a\\', '\\', 'a #b', '#!/bin/sh\nx', 'trailing:', '=', '<<', '>', '|', '---', 'a\n---\nb',
        ]
    }

    def "every setting that importers write comes back in both forms alike"() {
        given:
        ['h/build.sh', 'h/Dockerfile.template', 's/build.sh', 't.sh', 'etc/a', 'overlay/a', 'patches/a'].each {
            Files.createDirectories(folder.resolve(it).parent)
            Files.writeString(folder.resolve(it), 'FROM scratch\n')
        }
        def images = [
            base   : settings([
                rootfs     : settings([
                    builder: 'b', packages: ['a/b', '=c/d-1.2:3::own'], useFlags: settings(['a/b': ['+x', '-y']]), keywords: settings(['a/b': ['~amd64']]),
                    mask   : ['e/f'], hooks: ['h/build.sh'], dialect: 'kubler', env: settings([BOB_A: '1', B: '2']), configureBuilder: 'emerge x\n',
                    add    : [settings([git: 'https://example.org/x.git', ref: 'v1', to: '/x'])], keepHeaders: Value.truth(true),
                ]),
                test       : [settings([script: 't.sh']), settings([command: ['a', 'b c'], entrypoint: Value.truth(true)]), settings([healthy: settings([within: '30s', streak: Value.number(5)])])],
                entrypoint : ['a', '-b'], command: ['c d'], ports: ['80', '53/udp'], env: settings([A: 'x y']), labels: settings(['org.x/y': 'z']), user: 'nobody', workdir: '/srv',
                volumes    : ['/data'], stopSignal: 'SIGTERM', healthcheck: settings([command: ['/bin/sh', '-c', 'x || exit 1'], interval: '60s', retries: Value.number(2)]),
                version    : settings([value: '1.2', unchecked: Value.truth(true)]),
            ]),
            site   : settings([section: 'web', from: 'base', files: [settings([copy: 'etc/', to: '/etc/x', mode: '0600']), settings([copy: 't.sh', to: '/t'])], version: '3']),
            tool   : settings([script: settings([file: 's/build.sh', inputs: ['s/**', 't.sh']]), requires: ['site'], version: settings([fromPackage: 'busybox']), test: ['true']]),
            redis  : settings([mirror: 'docker.io/library/redis:7.4.1', platforms: ['linux/amd64']]),
        ]
        def stack = [
            registry: 'registry.lan:5000', section: 'own', release: '2026', certificates: ['etc'],
            hosts   : settings(['docker.io': settings([auth: settings([username: 'me', password: settings([secret: 'PW'])])])]),
            software: settings([redis: settings([version: '7.4.1', latest: settings([registryTags: 'docker.io/library/redis'])])]),
            builders: settings([
                b: settings([stage3: settings([flavour: 'amd64-musl', date: '20261115T164556Z']), portage: settings([snapshot: '20261115']), makeConf: settings([USE: '-X']),
                    overlays: settings([own: settings([path: 'overlay'])]), capabilities: ['SYS_PTRACE'], chost: 'x86_64-gentoo-linux-musl', finishRootfs: 'rm x']),
                c: settings([from: 'b', hooks: ['h/build.sh'], dialect: 'kubler']),
            ]),
            images  : settings(images),
        ]
        def imported = new Imported('why', 'shop', settings(stack), [])

        when:
        def inventories = FORMS.keySet().collect { read(it, imported) }

        then:
        inventories*.images()*.keySet()*.toString() == ['[own/base, own/redis, own/tool, web/site]'] * 2
        inventories*.images()*.values()*.collect { it.source().toString() + it.settings() + it.tests() + it.version() }*.toString().toUnique().size() == 1
        inventories*.builders()*.values()*.collect { it.toString().replaceAll(/origin=[^,]*,/, '') }*.toString().toUnique().size() == 1
        inventories*.hosts()*.toString().toUnique().size() == 1
        inventories*.software()*.toString().toUnique().size() == 1
    }

    def "references to versions and variables keep their meaning in texts of one line and of several"() {
        given:
        def text = { String end -> new Value.Text([literal('clone '), new Value.Piece(Value.Piece.Kind.SOFTWARE, 'x-y'), literal(" of \${a}'s "), new Value.Piece(Value.Piece.Kind.VARIABLE, 'url'), literal(end)]) }
        def stack = [software: settings(['x-y': settings([version: 'v1.2'])]), vars: settings([url: 'https://example.org']),
                     images  : settings([one: settings([files: [settings([copy: 'f', to: '/f'])], version: '1', labels: settings([a: text(''), b: text('\nnext $1\n')])])])]
        Files.writeString(folder.resolve('f'), '')

        expect:
        FORMS.keySet().every {
            read(it, new Imported('', 's', settings(stack), [])).images().values().first().settings().labels() ==
                [a: "clone v1.2 of \${a}'s https://example.org", b: "clone v1.2 of \${a}'s https://example.org\nnext \$1\n"]
        }
    }

    def "a long list is folded, and the file stays readable"() {
        given:
        def many = (1..40).collect { "category/package-number-$it" as String }

        when:
        def groovy = new GroovyForm().write(imported([labels: settings(many.collectEntries { [it, 'x'] })]))

        then:
        groovy.readLines().every { it.length() <= 130 }
        read('stack.groovy', imported([labels: settings(many.collectEntries { [it, 'x'] })])).images().values().first().settings().labels().size() == 40
    }

    def "what could not be translated stands at the end, sorted by file and line"() {
        given:
        def notes = [new Note(new Origin('b.conf', 2), 'second'), new Note(new Origin('a.conf', 10), 'first of\ntwo lines'), new Note(new Origin('b.conf', 2), 'second')]

        expect:
        new GroovyForm().write(new Imported('From x.', 'shop', settings([section: 'a']), notes)) == '''\
            // From x.
            stack('shop') {
                section 'a'
            }

            // What could not be translated:
            //   a.conf:10: first of two lines
            //   b.conf:2: second
            '''.stripIndent()
        new YamlForm().write(new Imported('From x.', 'shop', settings([section: 'a']), notes)) == '''\
            # From x.
            stack: shop
            section: a

            # What could not be translated:
            #   a.conf:10: first of two lines
            #   b.conf:2: second
            '''.stripIndent()
    }

    private Imported imported(Map image) {
        Files.writeString(folder.resolve('f'), '')
        def all = [files: [settings([copy: 'f', to: '/f'])], version: '1'] + image
        new Imported('', 'shop', settings([images: settings([one: settings(all)])]), [])
    }

    private Inventory read(String name, Imported imported) {
        def file = folder.resolve(name)
        Files.writeString(file, FORMS[name].write(imported))
        new InventoryLoader([new YamlReader(), new GroovyReader(null, System.err)]).load(file, name, LoadOptions.of(Surroundings.NONE))
    }

    private static Value.Piece literal(String text) {
        new Value.Piece(Value.Piece.Kind.LITERAL, text)
    }

    private static Value settings(Map values) {
        new Value.Block(values.collectEntries { key, value -> [key.toString(), of(value)] }, '')
    }

    private static Value of(value) {
        value instanceof Value ? value : value instanceof List ? new Value.Many(value.collect { of(it) }) : Value.of(value.toString())
    }
}
