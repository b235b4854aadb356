package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import spock.lang.Specification
import spock.lang.TempDir

/** {@code stave graph} on a stack that has every reason why one thing needs another. */
class GraphSpec extends Specification {
    static final String STACK = '''
        section 'web'
        release '2026.11'
        builder('glibc')   { stage3 flavour: 'amd64-hardened', date: '20261115T164556Z' }
        builder('musl')    { stage3 flavour: 'amd64-musl', date: '20261115T164556Z' }
        builder('musl-go') { from 'musl'; configureBuilder 'emerge dev-lang/go' }
        image('base')   { rootfs { builder 'musl'; packages 'sys-apps/busybox' } }
        image('go')     { from 'base'; rootfs { builder 'musl-go'; packages 'dev-lang/go' } }
        image('api')    { from 'go'; requires 'site'; rootfs { packages 'www-apps/api' } }
        image('tools')  { script 'tools/build.sh', in: 'base' }
        image('site')   { dockerfile 'site/Dockerfile' }
        image('proxy')  { mirror 'docker.io/library/nginx:1.27.3' }
    '''

    @TempDir Path temp
    StackFolder shop

    def setup() {
        shop = new StackFolder(temp)
            .script('tools/build.sh', 'true')
            .file('site/Dockerfile', 'FROM web/base\nCOPY --from=web/proxy /etc /etc\n')
            .groovy(STACK)
    }

    def "the text is a tree, in which each thing stands once and says what else it needs"() {
        when:
        def shown = shop.stave('graph')

        then:
        shown.exit == 0
        shown.err == ''
        shown.out == '''\
            builder musl  (stage3 amd64-musl 20261115T164556Z)
            ├── builder musl-go
            └── web/base  (rootfs)
                ├── web/go  (rootfs; builder musl-go)
                │   └── web/api  (rootfs; requires web/site)
                ├── web/site  (dockerfile; its Dockerfile names web/proxy)
                └── web/tools  (script)
            web/proxy  (mirror)
            '''.stripIndent()
    }

    def "an image goes on with the builder of the nearest one below that comes from Portage"() {
        given:
        shop.file('between/Dockerfile', 'FROM ${BASE}\n').groovy(STACK + '''
            image('between') { from 'base'; dockerfile 'between/Dockerfile' }
            image('upper')   { from 'between'; rootfs { packages 'app-misc/hello' } }
        ''')

        expect:
        shop.stave('graph', 'upper', '--with-requires').out == '''\
            builder musl  (stage3 amd64-musl 20261115T164556Z)
            └── web/base  (rootfs)
                └── web/between  (dockerfile)
                    └── web/upper  (rootfs)
            '''.stripIndent()
    }

    def "builders can be left out"() {
        expect:
        shop.stave('graph', '--no-builders', 'go', 'base').out == 'web/base  (rootfs)\n└── web/go  (rootfs)\n'
    }

    def "a selection is drawn with what it needs only where that is asked for"() {
        expect:
        shop.stave('graph', *words).out.readLines()*.replaceAll(/[│├└─ ]*(builder )?([a-z\\/-]+).*/, '$2') == drawn

        where:
        words                                   | drawn
        ['@leaves']                             | ['web/api', 'web/tools']
        ['web/s*']                              | ['web/site']
        ['go']                                  | ['musl', 'musl-go', 'web/go']
        ['go', '--with-requires']               | ['musl', 'musl-go', 'web/base', 'web/go']
        ['/^web.[gp]/', '--exclude', 'proxy']   | ['musl', 'musl-go', 'web/go']
    }

    def "dot has a line for each thing and each need"() {
        expect:
        shop.stave('graph', '--as', 'dot', 'go', '--with-requires').out == '''\
            digraph "shop" {
                rankdir=LR;
                node [shape=box, style=rounded];
                "builder musl" [label="builder musl\\nstage3 amd64-musl 20261115T164556Z", style=dashed];
                "builder musl-go" [label="builder musl-go", style=dashed];
                "web/base" [label="web/base\\nrootfs"];
                "web/go" [label="web/go\\nrootfs"];
                "builder musl" -> "builder musl-go";
                "builder musl" -> "web/base" [style=dashed, label=builder];
                "builder musl-go" -> "web/go" [style=dashed, label=builder];
                "web/base" -> "web/go";
            }
            '''.stripIndent()
    }

    def "mermaid has a line for each thing and each need"() {
        expect:
        shop.stave('graph', '--as', 'mermaid', 'tools', 'base').out == '''\
            flowchart LR
                n1(["builder musl<br/>stage3 amd64-musl 20261115T164556Z"])
                n2["web/base<br/>rootfs"]
                n3["web/tools<br/>script"]
                n1 -. builder .-> n2
                n2 -. in .-> n3
            '''.stripIndent()
    }

    def "the picture holds each thing once, in the column of its depth, and nothing lies on another"() {
        when:
        def svg = parsed(shop.stave('graph', '--as', 'svg').out)
        def boxes = elements(svg, 'rect').collect { box -> ['x', 'y', 'width'].collect { box.getAttribute(it).toInteger() } }

        then:
        elements(svg, 'text')*.textContent.findAll { it.contains('/') || it.startsWith('builder') } ==
            ['builder musl', 'builder musl-go', 'web/base', 'web/go', 'web/proxy', 'web/site', 'web/api', 'web/tools']
        elements(svg, 'path').findAll { it.getAttribute('d').contains('C') }.size() == 9
        boxes*.toString().toUnique().size() == boxes.size()
        boxes.every { x, y, width -> x > 0 && y > 0 && x + width < svg.getAttribute('width').toInteger() && y + 38 < svg.getAttribute('height').toInteger() }
        boxes*.first().toUnique().size() == 4
    }

    def "the same stack gives the same drawing as #form"() {
        when:
        def once = shop.stave('graph', '--as', form).out

        then:
        once == shop.stave('graph', '--as', form).out

        where:
        form << ['text', 'dot', 'mermaid', 'svg']
    }

    def "JSON has nodes and edges"() {
        when:
        def json = shop.stave('graph', '--json', 'api', 'go', 'site').json

        then:
        json.stack == 'shop'
        json.nodes*.id == ['builder musl', 'builder musl-go', 'web/go', 'web/site', 'web/api']
        json.nodes*.kind == ['builder', 'builder', 'image', 'image', 'image']
        json.edges.collect { "$it.from -> $it.to ($it.reason)" as String } == [
            'builder musl -> builder musl-go (from)', 'builder musl-go -> web/go (builder)',
            'web/go -> web/api (from)', 'web/site -> web/api (requires)']
    }

    def "it can be written to a file"() {
        when:
        def shown = shop.stave('graph', '--as', 'svg', '--output', 'graph.svg')

        then:
        shown.exit == 0
        shown.out == ''
        Files.readString(shop.folder.resolve('graph.svg')).startsWith('<svg ')
    }

    def "#words is refused in a sentence"() {
        when:
        def shown = shop.stave('graph', *words)

        then:
        shown.exit == 2
        shown.err.readLines().first() == message

        where:
        words              | message
        ['nginx']          | "stave: no image matches 'nginx'"
        ['--as', 'png']    | "stave: Invalid value for option '--as': expected one of [TEXT, DOT, MERMAID, SVG] (case-insensitive) but was 'png'"
    }

    def "a stack without images has an empty graph"() {
        given:
        shop.groovy('')

        expect:
        shop.stave('graph').out == '\n'
        shop.stave('graph', '--as', 'svg').out.startsWith('<svg ')
    }

    private static parsed(String svg) {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes('UTF-8'))).documentElement
    }

    private static List elements(svg, String name) {
        def found = svg.getElementsByTagName(name)
        (0..<found.length).collect { found.item(it) }
    }
}
