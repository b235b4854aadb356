package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class UsageSpec extends Specification {
    @TempDir Path folder

    def "#words is wrong, and told with what to do"() {
        given:
        def shell = new InProcess(folder, folder)

        expect:
        shell.run(words) == 2
        shell.err.toString() == told
        shell.out.toString() == ''

        where:
        words                     || told
        []                        || 'stave: no command was given\n  see what it takes with: stave --help\n'
        ['plan', '--offlin']      || "stave: Unknown option: '--offlin'\n  see what it takes with: stave plan --help\n"
        ['plan']                  || 'stave: there is neither stack.groovy nor stack.yaml here\n  name the stack file with -f FILE\n'
        ['plan', '-f', 'no.yaml'] || 'stave: no.yaml: there is no such file\n  name the stack file with -f FILE\n'
        ['lock', '-f', 'no.yaml'] || 'stave: nothing was asked for\n  say: stave lock --adopt IMAGE, or stave lock --merge\n'
    }

    def "--locked names each image once that it forbids"() {
        given:
        Files.writeString(folder.resolve('motd'), 'hello')
        Files.writeString(folder.resolve('stack.yaml'), '''\
            stack: s
            scan: "off"
            images: {a: {files: {copy: motd, to: /motd}, version: 1.0.0}}
            '''.stripIndent())
        def shell = new InProcess(folder, folder)

        expect:
        shell.run(['apply', '--locked']) == 2
        shell.out.toString() == '''\
            IMAGE  TAG  DIGEST  SIZE  VERDICT  OUTCOME
            a      -    -       -     -        wrong

            image 'a' would be built, and --locked forbids every change of the lock: never built
              run without --locked, and commit the lock
            '''.stripIndent()
    }

    def "a certificate file without a certificate is told as such"() {
        given:
        Files.writeString(folder.resolve('ca.pem'), '-----BEGIN CERTIFICATE-----\n')
        Files.writeString(folder.resolve('stack.yaml'), '''\
            stack: s
            registry: registry.lan
            hosts: {registry.lan: {ca: ca.pem}}
            images: {a: {mirror: "docker.io/library/redis:7"}}
            '''.stripIndent())
        def shell = new InProcess(folder, folder)

        expect:
        shell.run(['plan', '--offline']) == 1
        shell.err.toString() == "stave: '${folder.resolve('ca.pem')}' holds no certificate\n  a PEM or DER certificate is wanted\n"
    }
}
