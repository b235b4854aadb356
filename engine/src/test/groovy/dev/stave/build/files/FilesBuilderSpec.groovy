package dev.stave.build.files

import static dev.stave.fixture.Images.files
import static dev.stave.fixture.Images.image
import static dev.stave.fixture.Orders.order

import dev.stave.build.BuildException
import dev.stave.build.PlatformImages
import dev.stave.fixture.Layers
import dev.stave.model.Digest
import dev.stave.model.ImageSettings
import dev.stave.model.Source
import dev.stave.oci.layer.LayerWriter
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import spock.lang.Specification
import spock.lang.TempDir

class FilesBuilderSpec extends Specification {
    @TempDir
    Path folder

    Path stack
    LayoutStore store
    FilesBuilder builder

    void setup() {
        stack = Files.createDirectory(folder.resolve('stack'))
        store = new LayoutStore(folder.resolve('store'))
        builder = new FilesBuilder(store, new LayerWriter(store, folder.resolve('tmp'), Runnable::run))
        tree 'a.txt': 'a', 'etc/app.conf': 'x=1', 'etc/sub/y': 'y', 'etc/empty/': '', 'bin/run': '#!/bin/sh'
        stack.resolve('bin/run').toFile().setExecutable(true)
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

    def build(Map<String, Object> said = [:], Source.Files source) {
        builder.build(order(image(said.subMap(['settings']), 'web/config', source), folder, *: said.subMap(['parent'])))
    }

    List<String> lines(built) {
        Layers.lines(store, built.layers().last())
    }

    static Source.Files copy(String from, String to, String mode, String owner) {
        new Source.Files([new Source.Copy(from, to, mode, owner)])
    }

    def "on nothing, #what gives all folders on the way too"() {
        expect:
        lines(build(source)) == expected

        where:
        what                  | source                                     || expected
        'a file'              | files('a.txt': '/srv/b.txt')               || ['d 0755 0:0 srv/', '- 0644 0:0 srv/b.txt']
        'a file into a folder'| files('a.txt': '/srv/')                    || ['d 0755 0:0 srv/', '- 0644 0:0 srv/a.txt']
        'a file at the root'  | files('a.txt': '/a')                       || ['- 0644 0:0 a']
        'a program'           | files('bin/run': '/bin/')                  || ['d 0755 0:0 bin/', '- 0755 0:0 bin/run']
        'a folder'            | files('etc/': '/etc/app')                  || ['d 0755 0:0 etc/', 'd 0755 0:0 etc/app/', '- 0644 0:0 etc/app/app.conf', 'd 0755 0:0 etc/app/empty/', 'd 0755 0:0 etc/app/sub/', '- 0644 0:0 etc/app/sub/y']
        'a folder to the root'| files('etc/sub': '/')                      || ['- 0644 0:0 y']
        'an empty folder'     | files('etc/empty': '/var/data')            || ['d 0755 0:0 var/', 'd 0755 0:0 var/data/']
        'a mode'              | copy('a.txt', '/a', '0600', '0:0')         || ['- 0600 0:0 a']
        'a short mode'        | copy('a.txt', '/a', '640', '0:0')          || ['- 0640 0:0 a']
        'an owner'            | copy('etc/sub', '/home/app', null, '7:8')  || ['d 0755 0:0 home/', 'd 0755 7:8 home/app/', '- 0644 7:8 home/app/y']
        'two for one path'    | files('a.txt': '/x', 'bin/run': '/x')      || ['- 0755 0:0 x']
    }

    def "on a parent, folders that it may have keep what it gave them"() {
        given:
        def parent = build(files('a.txt': '/a'))

        expect:
        lines(build(source, parent: parent)) == expected

        where:
        source                                    || expected
        files('a.txt': '/srv/b.txt')              || ['- 0644 0:0 srv/b.txt']
        files('etc': '/tmp')                      || ['- 0644 0:0 tmp/app.conf', 'd 0755 0:0 tmp/empty/', 'd 0755 0:0 tmp/sub/', '- 0644 0:0 tmp/sub/y']
        files('etc/empty': '/var/data')           || ['d 0755 0:0 var/data/']
        copy('etc/sub', '/home/app', null, '7:8') || ['d 0755 7:8 home/app/', '- 0644 7:8 home/app/y']
    }

    def "the parent's layers and settings stay, and the stack's are laid over them"() {
        given:
        def settings = new ImageSettings(null, ['serve'], ['80'], new TreeMap([A: '1']), new TreeMap([l: 'v']), 'app', null, [], null, null)
        def other = new ImageSettings(null, null, [], new TreeMap([B: '2']), new TreeMap(), null, '/srv', [], null, null)
        def parent = build(files('a.txt': '/a'), settings: settings)

        when:
        def child = build(files('etc/sub': '/srv'), parent: parent, settings: other)
        def config = new PlatformImages(store).configOf(child)

        then:
        child.layers().first() == parent.layers().first()
        child.diffIds().size() == 2
        config.diffIds() == child.diffIds()
        config.command() == ['serve']
        config.user() == 'app'
        config.workdir() == '/srv'
        config.env() == [A: '1', B: '2']
        config.history() == ['files a.txt to /a', 'files etc/sub to /srv']
        config.created().get().toString() == '2026-11-15T00:00:00Z'
    }

    def "every time in the layer is that of the image, whatever the files' own are"() {
        given:
        def before = build(files('etc': '/etc'))
        Files.setLastModifiedTime(stack.resolve('etc/app.conf'), FileTime.fromMillis(1))

        expect:
        Layers.times(store, before.layers()[0]) == ['2026-11-15T00:00:00Z']
        build(files('etc': '/etc')).config() == before.config()
    }

    def "the recipe of files gives these digests; where they change, raise the recipe version"() {
        when:
        def built = build(files('etc': '/etc/app', 'bin/run': '/bin/'))

        then:
        built.diffIds() == [new Digest('86c906f3d8256bcef478309a66f3224cc92098d0938e5ff1b97e05c14bf3a0af')]
        built.config().digest() == new Digest('99215b8f9b10ee60636a9f5ff5a974f527d4ccc27acd21be3df1d14af75e9cdf')
    }

    def "what it cannot keep is refused: #message"() {
        given:
        Files.createSymbolicLink(stack.resolve('etc/link'), Path.of('app.conf'))
        tree 'x/.wh.gone': ''

        when:
        build(source)

        then:
        def e = thrown(BuildException)
        e.what() == "image 'web/config': $message"

        where:
        source                                  || message
        files('etc': '/etc')                    || "'etc/link' is a link, which files cannot keep: use script"
        files('x': '/x')                        || "'x/.wh.gone' is named like the mark of a deleted file, which files cannot keep: use script"
        files('gone': '/x')                     || "'gone' does not exist"
        files('a.txt': '/x', 'bin/run': '/x/y') || "'/x' would be both a file and a folder"
    }

    def "a declaration that cannot be is told before anything runs: #complaints"() {
        expect:
        builder.complaints(image('c', source), []) == complaints

        where:
        source                              || complaints
        files('a.txt': '/a')                || []
        files('a.txt': 'a')                 || ["copy 'a.txt': 'a' is no absolute path"]
        files('a.txt': '/../a')             || ["copy 'a.txt': '/../a' must not hold '..'"]
        files('a.txt': '/')                 || []
        copy('a.txt', '/a', '4755', '0:0')  || ["copy 'a.txt': mode '4755' has special bits, which files cannot keep: use script"]
        copy('a.txt', '/a', '0798', '0:0')  || ["copy 'a.txt': mode '0798' is not octal, write for example 0644"]
        copy('a.txt', '/a', null, 'root')   || ["copy 'a.txt': owner 'root' must be two numbers, UID:GID, because the image's passwd is not looked at"]
    }
}
