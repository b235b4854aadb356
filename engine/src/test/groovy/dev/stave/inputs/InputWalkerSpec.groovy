package dev.stave.inputs

import static dev.stave.fixture.Images.dockerfile
import static dev.stave.fixture.Images.files
import static dev.stave.fixture.Images.image
import static dev.stave.fixture.Images.rootfs
import static dev.stave.fixture.Images.script

import dev.stave.model.Digest
import dev.stave.model.InputFile
import dev.stave.model.MirrorFrom
import dev.stave.model.ImageRef
import dev.stave.model.Source
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Clock
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class InputWalkerSpec extends Specification {
    @TempDir
    Path stack

    def walker() {
        new InputWalker(stack, new StatCache(null, Clock.systemUTC()))
    }

    void tree(Map<String, String> content) {
        content.each { path, text ->
            def file = stack.resolve(path)
            if (path.endsWith('/')) {
                Files.createDirectories(file)
            } else {
                Files.createDirectories(file.parent)
                Files.writeString(file, text)
            }
        }
    }

    List<String> paths(spec) {
        def inputs = walker().inputs(spec)
        assert inputs.problems() == []
        inputs.files()*.path()
    }

    List<String> problems(spec) {
        walker().inputs(spec).problems()*.toString()
    }

    def "what a #kind image is made from"() {
        given:
        tree 'a.txt': 'a', 'etc/x': 'x', 'etc/sub/y': 'y', 'etc/empty/': '', 'tools/build.sh': 's', 'tools/data': 'd',
            'api/Dockerfile': 'F', 'api/.dockerignore': '*.md', 'api/doc.md': 'm', 'api/src/main.c': 'c', 'hooks/build.sh': 'h', 'hooks/f': 'f'

        expect:
        paths(spec) == expected

        where:
        kind                       | spec                                                                     || expected
        'files (a file)'           | image('c', files('a.txt': '/a'))                                         || ['a.txt']
        'files (folder and slash)' | image('c', files('etc/': '/etc'))                                        || ['etc', 'etc/empty', 'etc/sub', 'etc/sub/y', 'etc/x']
        'files (dots)'             | image('c', files('./etc/../a.txt': '/a'))                                || ['a.txt']
        'files (twice)'            | image('c', files('etc/x': '/1', 'etc/sub': '/2'))                        || ['etc/sub', 'etc/sub/y', 'etc/x']
        'script in its folder'     | image('t', script('tools/build.sh'), folder: 'tools')                    || ['tools', 'tools/build.sh', 'tools/data']
        'script beside the stack'  | image('t', script('a.txt'))                                              || ['a.txt']
        'script with inputs'       | image('t', script('tools/build.sh', inputs: ['etc/*']), folder: 'tools') || ['etc/empty', 'etc/sub', 'etc/x', 'tools/build.sh']
        'script with **'           | image('t', script('tools/build.sh', inputs: ['**/{y,f}']))               || ['etc/sub/y', 'hooks/f', 'tools/build.sh']
        'script with a folder'     | image('t', script('tools/build.sh', inputs: ['etc/sub/']))               || ['etc/sub', 'etc/sub/y', 'tools/build.sh']
        'dockerfile'               | image('a', dockerfile('api/Dockerfile', 'api'), folder: 'api')           || ['api', 'api/.dockerignore', 'api/Dockerfile', 'api/src', 'api/src/main.c']
        'dockerfile elsewhere'     | image('a', dockerfile('api/Dockerfile', 'hooks'), folder: 'api')         || ['api/Dockerfile', 'hooks', 'hooks/build.sh', 'hooks/f']
        'rootfs'                   | image('n', rootfs(['hooks/build.sh']), folder: 'hooks')                  || ['hooks', 'hooks/build.sh', 'hooks/f']
        'rootfs without a folder'  | image('n', rootfs(['a.txt']))                                            || ['a.txt']
        'rootfs without hooks'     | image('n', rootfs([]))                                                   || []
    }

    def "a mirror is made from no file"() {
        expect:
        paths(image('r', new Source.Mirror(new MirrorFrom.InRegistry(ImageRef.parse('redis:7'))))) == []
    }

    def "type, exec bit, link target and content count, times do not"() {
        given:
        tree 'tools/build.sh': 's', 'tools/data': 'd'
        stack.resolve('tools/build.sh').toFile().setExecutable(true)
        Files.createSymbolicLink(stack.resolve('tools/link'), Path.of('../gone'))
        def spec = image('t', script('tools/build.sh'), folder: 'tools')

        when:
        def before = walker().inputs(spec)
        Files.setLastModifiedTime(stack.resolve('tools/data'), FileTime.fromMillis(1))

        then:
        before.files() == [
            InputFile.folder('tools'),
            InputFile.file('tools/build.sh', true, Digest.of('s'.bytes)),
            InputFile.file('tools/data', false, Digest.of('d'.bytes)),
            InputFile.link('tools/link', '../gone'),
        ]
        walker().inputs(spec) == before
    }

    def "what Stave itself writes never counts"() {
        given:
        tree 'stack.groovy': '', 'stack.groovy.lock.json': '', 'nginx/build.sh': 'h', 'nginx/PACKAGES.md': '', 'nginx/rootfs.tar': '',
            'nginx/build.log': '', 'nginx/Dockerfile': '', 'nginx/Dockerfile.template': 't', 'packages/web/nginx.md': '',
            'images/oci-layout': '{}', 'images/index.json': '{}', 'images/blobs/sha256/00': ''

        expect:
        paths(image('n', rootfs(['nginx/build.sh']), folder: 'nginx')) == ['nginx', 'nginx/Dockerfile.template', 'nginx/build.sh']
        paths(image('c', files('.': '/all'))) == ['nginx', 'nginx/Dockerfile', 'nginx/Dockerfile.template', 'nginx/build.log',
            'nginx/build.sh', 'nginx/rootfs.tar', 'stack.groovy']
    }

    def "a folder 'images' that is no layout is like any other"() {
        given:
        tree 'images/index.json': '{}', 'images/logo.svg': ''

        expect:
        paths(image('c', files('.': '/all'))) == ['images', 'images/index.json', 'images/logo.svg']
    }

    def "what a stack names is followed where it is a link, what lies in a folder is not"() {
        given:
        tree 'common/build.sh': 's', 'common/sub/x': 'x', 'tools/': ''
        Files.createSymbolicLink(stack.resolve('build.sh'), Path.of('common/build.sh'))
        Files.createSymbolicLink(stack.resolve('linked'), Path.of('common'))
        Files.createSymbolicLink(stack.resolve('common/loop'), Path.of('.'))

        expect:
        walker().inputs(image('t', script('build.sh'))).files() == [InputFile.file('build.sh', false, Digest.of('s'.bytes))]
        paths(image('t', script('linked/build.sh'), folder: 'linked')) == ['linked', 'linked/build.sh', 'linked/loop', 'linked/sub', 'linked/sub/x']
    }

    def "all problems of an image are told at once, with its name"() {
        expect:
        problems(image('web/api', dockerfile('api/Dockerfile', 'api'))) == [
            "stack.groovy:7: image 'web/api': 'api/Dockerfile' does not exist",
            "stack.groovy:7: image 'web/api': 'api' does not exist",
        ]
        problems(image('web/etc', files('a': '/a', 'b/': '/b'))) == [
            "stack.groovy:7: image 'web/etc': 'a' does not exist",
            "stack.groovy:7: image 'web/etc': 'b' does not exist",
        ]
    }

    def "what cannot be an input is told: #message"() {
        given:
        tree 'tools/build.sh': 's', 'Dockerfile': 'F', 'bad/.dockerignore': '!', 'etc/x': ''
        Files.createSymbolicLink(stack.resolve('etc/link'), Path.of('x'))
        Files.createSymbolicLink(stack.resolve('loop'), Path.of('loop'))

        expect:
        problems(spec) == ["stack.groovy:7: image 'i': $message"]

        where:
        spec                                                       || message
        image('i', dockerfile('Dockerfile', 'Dockerfile'))         || "'Dockerfile' is not a folder, which a context must be"
        image('i', dockerfile('Dockerfile', 'bad'))                || "bad/.dockerignore:1: '!' is not a pattern: nothing follows the '!'"
        image('i', script('tools/build.sh', inputs: ['src/**']))   || "'src' does not exist"
        image('i', script('tools/build.sh', inputs: ['*.c']))      || "inputs '*.c' match nothing"
        image('i', script('tools/build.sh', inputs: ['{a']))       || "inputs '{a' is not a pattern: a '{' is not closed"
        image('i', script('tools/build.sh', inputs: ['/etc/*']))   || "'/etc/*' is an absolute path; a script gets copies of files that lie relative to the stack"
        image('i', files('etc': '/etc'))                           || "'etc/link' is a link, which files cannot keep: use script"
        image('i', files('loop': '/etc'))                          || "'loop' could not be read: Too many levels of symbolic links or unable to access attributes of symbolic link"
    }

    def "a named pipe, a name that is not UTF-8 and a set-id bit are told"() {
        given:
        tree 'etc/x': ''
        assert ['sh', '-c', 'mkfifo pipe; touch "$(printf "caf\\351")" "$(printf "caf\\303\\251")"; chmod 4755 x; mkdir tmp; chmod 1777 tmp']
            .execute([], stack.resolve('etc').toFile()).waitFor() == 0

        expect:
        problems(image('c', files('etc': '/etc'))).collect { it - "stack.groovy:7: image 'c': " }.toSorted() == [
            "'etc/pipe' is a named pipe, which cannot be an input",
            "'etc/tmp' has a sticky bit, which files cannot keep: use script",
            "'etc/x' has a set-id bit, which files cannot keep: use script",
            "the name of 'etc/caf\uFFFD' is not UTF-8",
        ]
        walker().inputs(image('c', files('etc': '/etc'))).files()*.path().contains('etc/caf\u00e9')
    }
}
