package dev.stave.version.packages

import dev.stave.container.ContainerEngine
import dev.stave.container.ContainerResult
import dev.stave.container.ContainerRun
import dev.stave.container.Owner
import dev.stave.fixture.SmallImages
import dev.stave.model.ImageSettings
import dev.stave.model.VersionRule
import dev.stave.model.VersionRule.FromCommand
import dev.stave.model.VersionRule.FromLabel
import dev.stave.model.VersionRule.FromPackage
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import dev.stave.version.VersionException
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class PackageVersionReaderSpec extends Specification {
    static final Owner OWNER = new Owner('run', 1, 2)
    static final DEBIAN = ['var/lib/dpkg/status': SmallImages.stanza('nginx', '1.22.1-9+deb12u2') + SmallImages.stanza('openssl', '3.0.15-1')]
    static final PYTHONS = '[["app-admin/tool","2.0-r1","0","gentoo","",""],["dev-lang/python","3.11.1","3.11","gentoo","",""],' +
        '["dev-lang/python","3.12.0-r2","3.12/3.12","gentoo","",""],["manual/go-thing","v1.4","","","","","hook"]]'

    @TempDir Path folder
    ContainerResult result = new ContainerResult(0, false, '')
    List<String> printed = []
    List<ContainerRun> runs = []
    ContainerEngine engine = Stub {
        load(_, _, _) >> 'localhost/stave/version:cafe'
        run(_, _) >> { ContainerRun run, lines ->
            runs << run
            printed.each { lines.accept(it) }
            result
        }
    }

    def "by #rule the version of #files is #version"() {
        expect:
        read(rule, files) == version

        where:
        rule                                                     | files                                   || version
        new VersionRule.Known('1.2', 'version', false)           | [:]                                     || '1.2'
        new FromPackage(['nginx'], true, '')                     | DEBIAN                                  || '1.22.1-9+deb12u2'
        new FromPackage(['www/nginx', 'nginx'], false, '')       | DEBIAN                                  || '1.22.1-9+deb12u2'
        new FromPackage(['busybox'], true, '')                   | ['var/db/pkg/sys-apps/busybox-1.36.1-r3/PF': ''] || '1.36.1-r3'
        new FromPackage(['sys-apps/busybox'], true, '')          | ['var/db/pkg/sys-apps/busybox-1.36.1-r3/PF': ''] || '1.36.1-r3'
        new FromPackage(['none'], false, '2026.11')              | DEBIAN                                  || '2026.11'
        new FromLabel('my.version')                              | [:]                                     || '4.5'
    }

    def "by package '#name' the version is #version, though Portage's database was cleaned out of the image"() {
        expect:
        reader(files).read(new FromPackage([name], true, ''), tabled(PYTHONS), OWNER, {}) == version

        where:
        name                   | files || version
        'app-admin/tool'       | [:]   || '2.0-r1'
        'tool'                 | [:]   || '2.0-r1'
        'dev-lang/python:3.11' | [:]   || '3.11.1'
        'python:3.12'          | [:]   || '3.12.0-r2'
        'go-thing'             | [:]   || 'v1.4'
        'tool'                 | ['var/db/pkg/app-admin/tool-2.0-r1/PF': ''] || '2.0-r1'
        'python:3.10'          | ['var/db/pkg/dev-lang/python-3.10.1/SLOT': '3.10\n'] || '3.10.1'
    }

    def "of a package in several slots one must be named"() {
        when:
        reader([:]).read(new FromPackage(['dev-lang/python'], true, ''), tabled(PYTHONS), OWNER, {})

        then:
        def refused = thrown(VersionException)
        refused.what() == "package 'dev-lang/python' is installed in several versions: 3.11.1, 3.12.0-r2"
        refused.hint() == "name the slot, as in version fromPackage('dev-lang/python:3.12')"
    }

    def "a broken table is told where a version is wanted from it"() {
        when:
        reader([:]).read(new FromPackage(['tool'], true, ''), tabled('broken'), OWNER, {})

        then:
        def refused = thrown(VersionException)
        refused.what() == 'its label dev.stave.packages is no list of packages that Stave wrote'
    }

    def "by #rule there is no version: #message"() {
        when:
        read(rule, files)

        then:
        def refused = thrown(VersionException)
        refused.what() == message

        where:
        rule                                                | files  || message
        new FromPackage(['none'], true, '2026.11')          | DEBIAN || "package 'none' is not installed, its dpkg database lists 2 others"
        new FromPackage(['a', 'b/c'], false, '')            | DEBIAN || "none of the packages 'a', 'b/c' is installed, its dpkg database lists 2 others"
        new FromPackage(['none'], true, '')                 | [:]    || "package 'none' is not installed, it has no package database that Stave knows (dpkg, apk, rpm, Portage)"
        new FromPackage(['python'], true, '')               | ['var/db/pkg/dev-lang/python-3.11.1/PF': '', 'var/db/pkg/dev-lang/python-3.12.0/PF': ''] || "package 'python' is installed in several versions: 3.11.1, 3.12.0"
        new FromPackage(['x'], true, '')                    | ['var/lib/rpm/Packages': 'x'] || 'the rpm database var/lib/rpm/Packages has a form that Stave does not read'
        new FromLabel('none')                               | [:]    || "its label 'none', which should hold its version, is not set"
    }

    def "what a command prints, to stdout or stderr, holds the version: #pattern"() {
        given:
        printed = ['warning: x', 'nginx version: nginx/1.22.1 (Debian)']

        expect:
        read(new FromCommand(['nginx', '-v'], pattern), [:]) == version
        with(runs.first()) {
            it.entrypoint() == []
            it.command() == ['nginx', '-v']
            !it.network()
            it.mounts() == []
        }

        where:
        pattern             || version
        /nginx\/(\S+)/      || '1.22.1'
        /\d+\.\d+\.\d+/     || '1.22.1'
    }

    def "a command that #what gives no version"() {
        given:
        result = new ContainerResult(code, late, '')
        printed = ['hello']

        when:
        read(new FromCommand(['nginx', '-v'], pattern), [:])

        then:
        def refused = thrown(VersionException)
        refused.what() == message

        where:
        what                 | code | late  | pattern || message
        'fails'              | 127  | false | 'x'     || "version command 'nginx -v' failed with exit code 127"
        'does not end'       | 137  | true  | 'x'     || "version command 'nginx -v' did not end within a minute"
        'prints other words' | 0    | false | 'x(.)'  || "version command 'nginx -v' printed nothing that matches /x(.)/, its output begins: hello"
        'has a bad pattern'  | 0    | false | '('     || '/(/ is not a regular expression: Unclosed group'
    }

    def "without an engine a version command is refused"() {
        when:
        new PackageVersionReader(store(), null).read(new FromCommand(['x'], 'x'), image(''), OWNER, {})

        then:
        def refused = thrown(VersionException)
        refused.what() == 'a version command needs Docker or Podman, and neither was found'
    }

    def "declared #declared of #name, label '#label' and files #files: #contradiction"() {
        expect:
        reader(files).contradiction(declared, name, image(label)).orElse('') == contradiction

        where:
        declared | name        | label    | files  || contradiction
        '1.22.1' | 'web/nginx' | ''       | DEBIAN || ''
        '1.22'   | 'nginx'     | '1.22.1' | DEBIAN || ''
        'v1.22'  | 'nginx'     | 'v1.22'  | DEBIAN || ''
        '1.24'   | 'web/nginx' | ''       | DEBIAN || 'declared is version 1.24, but package nginx in it has version 1.22.1-9+deb12u2'
        '1.24'   | 'proxy'     | ''       | DEBIAN || ''
        '1.24'   | 'nginx'     | '1.22.1' | [:]    || 'declared is version 1.24, but its label org.opencontainers.image.version says 1.22.1'
        '1.24'   | 'app'       | '24.04'  | ['etc/os-release': 'ID=ubuntu\nVERSION_ID="24.04"\n'] || ''
        '1.24'   | 'nginx'     | ''       | ['var/lib/rpm/Packages': 'x'] || ''
    }

    def "packages are those of the merged layers of an image in the store"() {
        given:
        def image = SmallImages.make(store(), [
            ['var/lib/dpkg/status': SmallImages.stanza('nginx', '1.22.0-1'), 'var/lib/dpkg/status.d/base': SmallImages.stanza('base', '12'), 'lib/apk/db/installed': 'P:musl\nV:1.2\n'],
            ['var/lib/dpkg/status': SmallImages.stanza('nginx', '1.22.1-9'), 'lib/apk/db/.wh.installed': '']])
        def reader = new PackageVersionReader(store(), null)

        expect:
        reader.packages(image).collect { "${it.name()} ${it.version()} ${it.database()}".toString() } == ['nginx 1.22.1-9 dpkg', 'base 12 dpkg']
        reader.read(new FromPackage(['nginx'], true, ''), image, OWNER, {}) == '1.22.1-9'
        reader.contradiction('1.22.0', 'web/nginx', image).get() == 'declared is version 1.22.0, but package nginx in it has version 1.22.1-9'
    }

    private String read(VersionRule rule, Map<String, Object> files) {
        reader(files).read(rule, image(''), OWNER, {})
    }

    private PackageVersionReader reader(Map<String, Object> files) {
        new PackageVersionReader(store(), engine, { new MapTree(files) })
    }

    private PlatformImage image(String label) {
        def labels = new TreeMap<>(['my.version': '4.5'] + (label ? ['org.opencontainers.image.version': label] : [:]))
        SmallImages.make(store(), [['a': 'b']], new ImageSettings(null, null, [], new TreeMap<>(), labels, null, null, [], null, null))
    }

    private PlatformImage tabled(String table) {
        def labels = new TreeMap<>(['dev.stave.packages': table])
        SmallImages.make(store(), [['a': 'b']], new ImageSettings(null, null, [], new TreeMap<>(), labels, null, null, [], null, null))
    }

    private LayoutStore store() {
        new LayoutStore(folder.resolve('store'))
    }
}
