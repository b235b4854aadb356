package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code stave import distroless} and {@code stave import buildah}. */
class ImportOthersSpec extends Specification {
    @TempDir Path temp
    StackFolder shell

    def setup() {
        shell = new StackFolder(temp)
    }

    def "a distroless configuration becomes a builder and an image"() {
        given:
        shell.file('config.yaml', '''\
            portage_mirror:
                sync_type: git
                uri: https://example.org/gentoo.git
            build:
                threads: 12
                max_parallel_jobs: 6
                global_use_flags:
                    add:
                    remove:
                        - systemd
                        - X
                package_use_flags:
                    dev-lang/python: {add: [sqlite], remove: [tk]}
                colour: red
            custom_ebuild_repository:
                name: own
                uri: https://example.org/overlay.git
                sync_type: git
                certificate_file_name: lan.crt
            target:
                container_tag: mine/nodejs:bin
                package_atoms: net-libs/nodejs-bin::own
            '''.stripIndent())

        when:
        def ran = shell.stave('import', 'distroless', 'config.yaml')

        then:
        ran.exit == 0
        ran.err == '''\
            could not be translated:
              config.yaml:14: build.colour has no counterpart in a stack
              config.yaml:19: there is no user_files/lan.crt; put it there and write certificates 'user_files/lan.crt'
            '''.stripIndent()
        Files.readString(shell.folder.resolve('stack.groovy')).startsWith('''\
            // Imported from the distroless configuration config.yaml.
            stack('nodejs') {
                builder('gentoo') {
                    stage3 flavour: 'amd64-openrc'
                    portage git: 'https://example.org/gentoo.git'
                    makeConf COMMON_FLAGS: '-O2 -pipe', ACCEPT_LICENSE: '*', USE: '-systemd -X', MAKEOPTS: '-j12',
                            EMERGE_DEFAULT_OPTS: '--jobs=6'
                    useFlags 'dev-lang/python', 'sqlite', '-tk'
                    overlay 'own', git: 'https://example.org/overlay.git'
                }

                image('mine/nodejs') { rootfs { packages 'net-libs/nodejs-bin::own' }; version 'bin', unchecked: true }
            }
            '''.stripIndent())
        shell.stave('plan', '--offline').exit == 0
    }

    def "a mirror by rsync, several packages and no overlay are understood: #target"() {
        given:
        shell.file('config.yaml', """\
            portage_mirror: {host: 192.0.2.1, port: 873, rsync_module: gentoo}
            build: {threads: 2, global_use_flags: {add: [ssl], remove: }, package_use_flags: }
            custom_ebuild_repository: false
            target: $target
            """.stripIndent())

        when:
        def ran = shell.stave('import', 'distroless', 'config.yaml', '--to', 'yaml')
        def stack = Files.readString(shell.folder.resolve('stack.yaml'))

        then:
        ran.err == ''
        stack.contains("    portage: {rsync: 'rsync://192.0.2.1:873/gentoo'}\n")
        stack.contains(image)
        shell.stave('plan', '--offline', '-f', 'stack.yaml').exit == 0

        where:
        target                                                                | image
        '{container_tag: mine/python, package_atoms: dev-lang/python}'        | '  mine/python: {rootfs: {packages: [dev-lang/python]}}\n'
        '{container_tag: tools, package_atoms: [app-misc/jq, net-misc/curl]}' | "  tools: {rootfs: {packages: [app-misc/jq, net-misc/curl]}, version: {fromPackage: app-misc/jq}}\n"
        '{container_tag: a/jq, package_atoms: "app-misc/jq net-misc/curl"}'   | '  a/jq: {rootfs: {packages: [app-misc/jq, net-misc/curl]}}\n'
        '{container_tag: jq, package_atoms: app-misc/jq, cmd: [jq, -n]}'      | "  jq: {rootfs: {packages: [app-misc/jq]}, command: [jq, '-n']}\n"
    }

    def "numbered buildah scripts become images in their order, each handed what it begins with"() {
        given:
        shell.script('scripts/utils.sh', 'true')
        shell.script('scripts/10-base.sh', 'NAME=base\nc=$(buildah from scratch)\nbuildah commit --format docker "$c" "localhost/${NAMES:-$NAME}:1.0"')
        shell.script('scripts/20_go/buildah.sh', 'source "./env.sh"\nc=$(buildah from --name x "$FROM_IMAGE_NAME")\nd=$(buildah from docker.io/gentoo/stage3:20261115)\nbuildah commit \\\n  "$c" $IMAGE_NAME\nbuildah push $IMAGE_NAME')
        shell.file('scripts/20_go/env.sh', 'FROM_IMAGE_NAME=base:1.0\nIMAGE_NAME=go\n')
        shell.script('scripts/30-app.sh', 'helper commit')
        shell.file('scripts/40-web/Dockerfile', 'FROM scratch\n')
        shell.file('scripts/50-notes/README', 'x')

        when:
        def ran = shell.stave('import', 'buildah', 'scripts')

        then:
        ran.exit == 0
        ran.out == 'wrote scripts/stack.groovy: 4 images, 0 builders\n'
        ran.err == '''\
            could not be translated:
              .: the scripts say nothing of versions; the stack's release is '1' until you write another, or versions
              20_go/buildah.sh: it pushes by itself, before any gate; leave that to the stack
              20_go/buildah.sh: it takes docker.io/gentoo/stage3:20261115 from outside by itself, which no lock pins
              30-app.sh: which image it commits can only be told when it runs; write its name into stave/app.sh
              50-notes: it is numbered, but holds no script: none of buildah.sh, build.sh, build.bash, run.sh, Dockerfile, Containerfile
            '''.stripIndent()
        shell.stave('graph', '-f', 'scripts/stack.groovy').out == '''\
            base  (script)
            └── go  (script)
                └── app  (script)
            web  (dockerfile)
            '''.stripIndent()
        Files.readString(shell.folder.resolve('scripts/stave/go.sh')) == '''\
            #!/bin/sh
            # Runs 20_go/buildah.sh as it is; what it leaves is handed over as $STAVE_IMAGE.
            set -e
            [ "$STAVE_ENGINE" != docker ] || { echo 'it needs buildah or Podman: use --engine buildah' >&2; exit 1; }
            buildah tag "$(buildah pull --quiet "$STAVE_PARENT")" localhost/base:1.0
            ./20_go/buildah.sh
            buildah tag go "$STAVE_IMAGE"
            '''.stripIndent()
        Files.isExecutable(shell.folder.resolve('scripts/stave/base.sh'))

        and: 'the plan knows the versions'
        shell.stave('plan', '--offline', '--json', '-f', 'scripts/stack.groovy').json.steps.collectEntries { [it.image, it.tag] } == [app: null, base: '1.0', go: null, web: null]
    }

    def "#words is refused: #message"() {
        given:
        shell.file('config.yaml', 'build: {}\n').file('empty/readme', 'x')

        expect:
        with(shell.stave('import', *words)) {
            exit == 2
            err.readLines().first() == message
        }

        where:
        words                         | message
        ['distroless', 'config.yaml'] | "stave: config.yaml has no 'target', which names the image and its packages"
        ['buildah', 'empty']          | 'stave: empty has no numbered scripts or folders such as 10-base.sh'
    }
}
