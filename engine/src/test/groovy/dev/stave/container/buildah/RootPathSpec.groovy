package dev.stave.container.buildah

import dev.stave.container.ContainerException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Paths and accounts of a root file system, as those see them who live in it. */
class RootPathSpec extends Specification {
    @TempDir Path root

    def setup() {
        Files.createDirectories(root.resolve('var'))
        Files.createDirectories(root.resolve('etc'))
        Files.createSymbolicLink(root.resolve('var/run'), Path.of('/run'))
        Files.createSymbolicLink(root.resolve('up'), Path.of('../../../etc'))
        Files.createSymbolicLink(root.resolve('one'), Path.of('two'))
        Files.createSymbolicLink(root.resolve('two'), Path.of('one'))
        Files.writeString(root.resolve('etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nportage:x:250:251:p:/var/tmp:/bin/false\nbroken\n')
        Files.writeString(root.resolve('etc/group'), 'root:x:0:\nportage:x:251:\nwheel:x:10:root,portage\n')
    }

    def "no link leads out of the root: #inside is #lies"() {
        expect:
        RootPath.of(root, inside) == root.resolve(lies)

        where:
        inside               || lies
        '/'                  || ''
        '/etc/hosts'         || 'etc/hosts'
        '/var/run/lock'      || 'run/lock'
        '/up/passwd'         || 'etc/passwd'
        '/../../etc/./group' || 'etc/group'
        '/not/there'         || 'not/there'
    }

    def "links in a circle are refused"() {
        when:
        RootPath.of(root, '/one/file')

        then:
        def e = thrown(ContainerException)
        e.what() == "'/one/file' of a container has links in a circle"
    }

    def "'#words' runs as #user:#group with #groups and home #home"() {
        when:
        def account = Account.of(root, words)

        then:
        [account.user(), account.group(), account.groups(), account.home()] == [user, group, groups, home]

        where:
        words          || user | group | groups      | home
        ''             || 0    | 0     | [0L, 10L]   | '/root'
        'portage'      || 250  | 251   | [10L, 251L] | '/var/tmp'
        '250'          || 250  | 251   | [10L, 251L] | '/var/tmp'
        'portage:root' || 250  | 0     | [0L]        | '/var/tmp'
        '0:0'          || 0    | 0     | [0L]        | '/root'
        '4711'         || 4711 | 0     | [0L]        | '/'
    }

    def "a name that the image does not have is refused: #words"() {
        when:
        Account.of(root, words)

        then:
        def e = thrown(ContainerException)
        e.what() == message

        where:
        words      || message
        'nobody'   || "the image has no user 'nobody'"
        'root:tty' || "the image has no group 'tty'"
    }
}
