package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** A stack means the same in Groovy and in YAML, to the last byte of what comes of it. */
class FormsSpec extends Specification {
    @TempDir Path temp

    def "plans, results, locks and digests of both forms are equal"() {
        given:
        def groovy = filled('groovy').groovy('''
            section 'web'
            software 'tool', version: '1.4.0'
            platforms 'linux/amd64'
            image('base') { script 'build.sh', inputs: ['build.sh', 'motd']; version '1.0' }
            image('app')  {
                from 'base'
                files { copy 'app/', to: '/etc/app', mode: '0600', owner: '7:8' }
                version '2.0', unchecked: true
                env PORT: '80'
                labels vendor: 'shop'
                entrypoint 'app', '-v'
                ports 80
            }
            image('tool') { section 'tools'; files { copy 'motd', to: '/motd' } }
        ''')
        def yaml = filled('yaml').yaml('''
            stack: shop
            scan: "off"
            section: web
            platforms: [linux/amd64]
            software: {tool: {version: 1.4.0}}
            images:
              tools/tool: {files: [{copy: motd, to: /motd}]}
              app:
                from: base
                files: [{copy: app/, to: /etc/app, mode: "0600", owner: "7:8"}]
                version: {value: "2.0", unchecked: true}
                env: {PORT: "80"}
                labels: {vendor: shop}
                entrypoint: [app, -v]
                ports: [80]
              base: {script: {file: build.sh, inputs: [build.sh, motd]}, version: "1.0"}
        ''')

        when:
        def plans = [groovy, yaml]*.stave('plan', '--json')
        def runs = [groovy, yaml]*.stave('apply', '--json')

        then:
        plans*.exit == [0, 0]
        plans[0].out == plans[1].out
        runs*.exit == [0, 0]
        runs[0].json.findAll { it.key != 'run' } == runs[1].json.findAll { it.key != 'run' }
        withoutRun(runs[0].out) == withoutRun(runs[1].out)
        Files.readString(groovy.lockFile) == Files.readString(yaml.lockFile)
        groovy.lockFile.fileName.toString() == 'stack.groovy.lock.json'
        yaml.lockFile.fileName.toString() == 'stack.yaml.lock.json'
    }

    private StackFolder filled(String name) {
        new StackFolder(temp.resolve(name))
            .script('build.sh', 'mkdir "$STAVE_ROOTFS/etc"; cp motd "$STAVE_ROOTFS/etc/motd"')
            .file('motd', 'welcome\n')
            .file('app/app.conf', 'port=80\n')
    }

    /** The result's bytes up to its last member, which holds times and paths of the machine. */
    private static String withoutRun(String json) {
        json.substring(0, json.lastIndexOf('"run"'))
    }
}
