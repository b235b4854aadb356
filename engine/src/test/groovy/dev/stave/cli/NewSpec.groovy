package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code stave new}: what it begins is well-formed and can be planned and, where it needs no builder, applied at once. */
class NewSpec extends Specification {
    @TempDir Path temp
    StackFolder shell

    def setup() {
        shell = new StackFolder(temp)
    }

    def "a new stack, and images and builders added to it, plan at once as #form"() {
        given:
        def file = "stack.$form"

        expect:
        shell.stave('new', 'stack', 'shop', '--to', form).out == "wrote $file; see what it does with: stave plan -f $file\n"
        shell.stave('validate').out == "stack 'shop' is well-formed: 1 image\n"

        when:
        def ran = [
            ['image', 'tool'], ['image', 'api', '--from', 'tool', '--as', 'dockerfile'], ['image', 'conf', '--as', 'files'], ['builder', 'bob'],
            ['builder', 'bob-go', '--from', 'bob'], ['image', 'web/nginx', '--builder', 'bob-go'], ['image', 'first'],
        ].collect { shell.stave('new', *it) }

        then:
        ran*.exit == [0] * 7
        shell.stave('validate').out == "stack 'shop' is well-formed: 6 images\n"
        shell.stave('graph').out.replaceAll(/stage3 \w+/, 'stage3 ARCH') == '''\
            builder bob  (stage3 ARCH-openrc)
            ├── builder bob-go
            │   └── web/nginx  (rootfs)
            └── first  (rootfs)
            conf  (files)
            hello  (files)
            tool  (script)
            └── api  (dockerfile)
            '''.stripIndent()
        shell.stave('plan', '--offline', '--json').json.steps.size() == 6

        when:
        def text = Files.readString(shell.folder.resolve(file))
        shell.file(file, form == 'yaml' ? text + 'scan: off\n' : text.replace("stack('shop') {", "stack('shop') {\n    scan 'off'"))
        def applied = shell.stave('apply', '--json', 'hello', 'conf', 'tool')

        then:
        applied.exit == 0
        applied.outcomes == [hello: 'released', conf: 'released', tool: 'released']

        where:
        form << ['groovy', 'yaml']
    }

    def "the text of a new stack is this"() {
        when:
        shell.stave('new', 'stack', 'shop')
        shell.stave('new', 'builder', 'bob')
        shell.stave('new', 'image', 'nginx')
        def file = shell.folder.resolve('stack.groovy')

        then:
        Files.isExecutable(file)
        Files.readString(file).replaceAll(/'\w+-openrc'/, "'ARCH-openrc'") == '''\
            #!/usr/bin/env -S stave run
            stack('shop') {
                image('hello') { files { copy 'hello/', to: '/' }; version '0.1.0' }

                builder('bob') { stage3 flavour: 'ARCH-openrc'; hooks 'builder/bob/build.sh' }

                image('nginx') { rootfs { packages 'app-misc/nginx'; hooks 'nginx/build.sh' } }
            }
            '''.stripIndent()
        Files.isExecutable(shell.folder.resolve('nginx/build.sh'))
        Files.readString(shell.folder.resolve('nginx/build.sh')).contains('configure_rootfs_build() {')
    }

    def "what people wrote in the file stays as it is"() {
        given:
        shell.file('stack.yaml', "# mine\nstack: shop\nimages:\n  # the first\n  one: {files: [{copy: f, to: /f}], version: '1'}\n\nrelease: '2'  # last\n").file('f', '')

        when:
        shell.stave('new', 'image', 'two', '--as', 'files')

        then:
        Files.readString(shell.folder.resolve('stack.yaml')) ==
            "# mine\nstack: shop\nimages:\n  # the first\n  one: {files: [{copy: f, to: /f}], version: '1'}\n  two: {files: [{copy: two/, to: /}], version: '0.1.0'}\n\nrelease: '2'  # last\n"
    }

    def "#words is refused, and nothing is written"() {
        given:
        shell.file('stack.yaml', "stack: shop\nimages: {one: {files: [{copy: f, to: /f}], version: '1'}}\n").file('f', '').file('hello/hello.txt', 'mine')
        def before = Files.readString(shell.folder.resolve('stack.yaml'))

        when:
        def ran = shell.stave('new', *words)

        then:
        ran.exit == 2
        ran.err.readLines().first() == message
        Files.readString(shell.folder.resolve('stack.yaml')) == before
        Files.list(shell.folder)*.fileName*.toString().sort() == ['f', 'hello', 'stack.yaml']

        where:
        words                                    | message
        ['stack', 'shop', '--to', 'yaml']        | 'stave: hello/hello.txt is there already'
        ['stack', 'Shop']                        | "stave: 'Shop' cannot be its name: a repository has a-z, 0-9, and . _ - between them"
        ['stak', 'shop']                         | "stave: 'stak' is nothing that can be begun, did you mean 'stack'?"
        ['image', 'one']                         | "stave: the stack has the image 'one' already"
        ['image', 'two', '--from', 'onee']       | "stave: --from onee: the stack has no such image, did you mean 'one'?"
        ['image', 'two', '--builder', 'bob']     | 'stave: --builder bob: the stack has no such builder'
        ['image', 'two', '--as', 'dockerfil']    | "stave: --as dockerfil: unknown source, did you mean 'dockerfile'?"
        ['image', 'two']                         | 'stave: there is no place in the stack file that it could be added at'
    }
}
