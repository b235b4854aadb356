package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What is wrong with a command line, and the exit codes that programs go by. */
class CommandLineSpec extends Specification {
    @TempDir Path temp
    StackFolder shop

    def setup() {
        shop = new StackFolder(temp).file('a.txt', 'a\n').groovy('''
            image('a') { files { copy 'a.txt', to: '/a.txt' }; version '1' }
        ''')
    }

    def "a wrong command line is told in a sentence, with the help to ask for"() {
        when:
        def run = shop.stave(*words)

        then:
        run.exit == 2
        run.out == ''
        run.err == "stave: $message\n".toString()

        where:
        words                                || message
        []                                   || 'no command was given\n  see what it takes with: stave --help'
        ['aply']                             || "there is no command 'aply', did you mean 'apply'?\n  see what it takes with: stave --help"
        ['apply', '--psuh']                  || "Unknown option: '--psuh'\n  see what it takes with: stave apply --help"
        ['apply', '-f']                      || "Missing required parameter for option '--file' (FILE)\n  see what it takes with: stave apply --help"
        ['apply', '-f', 'none.yaml']         || 'none.yaml: there is no such file\n  name the stack file with -f FILE'
        ['apply', 'b']                       || "no image matches 'b', did you mean 'a'?\n  'stave plan --json' lists the images of the stack"
        ['apply', '--secret', 'TOKEN=word']  || '--secret TOKEN=… does not say where the secret is\n  write --secret TOKEN=env:VARIABLE or --secret TOKEN=file:PATH'
        ['run']                              || 'no stack file was given\n  say: stave run FILE [IMAGE…]'
        ['lock']                             || 'nothing was asked for\n  say: stave lock --adopt IMAGE, or stave lock --merge'
        ['plan', '--restricted', 'none']     || '--restricted none: there is no such file\n  name a policy file'
        ['apply', '--engine', 'cri-o']       || "--engine 'cri-o' is no engine that Stave knows\n  write docker, podman, buildah or auto"
    }

    def "where there is no stack file, its usual names are told"() {
        given:
        shop.folder.resolve('stack.groovy').toFile().delete()

        when:
        def run = shop.stave('plan')

        then:
        run.exit == 2
        run.err == 'stave: there is neither stack.groovy nor stack.yaml here\n  name the stack file with -f FILE\n'
    }

    def "all that is wrong with a stack is told at once, each with its line"() {
        given:
        shop.file('stack.groovy', """\
            stack('shop') {
                scan 'off'
                image('a') { from 'bb'; files { copy 'a.txt', to: '/a.txt' }; version '1' }
                image('b') { files { copy 'missing.txt', to: '/' }; version '1' }
            }
            """.stripIndent())

        when:
        def run = shop.stave('plan')

        then:
        run.exit == 2
        run.err == """\
            stack.groovy:3: image 'a': unknown parent 'bb', did you mean 'b'?
            stack.groovy:4: image 'b': files copy: there is no file or folder 'missing.txt'
            """.stripIndent()
    }

    def "what a stack prints goes where narration goes"() {
        given:
        shop.groovy("println 'hello'\n image('a') { files { copy 'a.txt', to: '/a.txt' }; version '1' }")

        when:
        def run = shop.stave('plan', '--json')

        then:
        run.actions == [a: 'build']
        run.err.contains('hello')
    }

    def "#command prints something on standard output and ends with 0"() {
        when:
        def run = shop.stave(*command)

        then:
        run.exit == 0
        run.out.contains(text)
        run.err == ''

        where:
        command              || text
        ['--help']           || 'Usage: stave'
        ['apply', '--help']  || 'Usage: stave apply'
        ['--version']        || 'stave '
        ['validate']         || "stack 'shop' is well-formed: 1 image\n"
        ['schema']           || '"$schema"'
        ['completion']       || 'stave'
    }

    def "a lock with conflict markers is a wrong stack, and is told how to be settled"() {
        given:
        shop.stave('apply')
        Files.writeString(shop.lockFile, Files.readString(shop.lockFile).replace('"images":{', '"images":{\n<<<<<<< ours'))

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 2
        run.err == "stack.groovy.lock.json:4: the lock holds the conflict markers of a merge: 'stave lock --merge' keeps for each image the side that fits the merged stack\n"
    }
}
