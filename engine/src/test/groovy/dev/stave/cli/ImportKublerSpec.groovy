package dev.stave.cli

import dev.stave.fixture.KublerFolder
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code stave import kubler} on working folders as kubler's users have them. */
class ImportKublerSpec extends Specification {
    @TempDir Path temp
    StackFolder shell
    KublerFolder kubler

    def setup() {
        shell = new StackFolder(temp)
        kubler = new KublerFolder(shell.folder.resolve('work'))
    }

    def "a folder of several namespaces becomes one stack with the same graph"() {
        given:
        def parents = kubler.fleet(42)

        when:
        def ran = shell.stave('import', 'kubler', 'work', '--to', form)

        then:
        ran.exit == 0
        ran.out == "wrote work/stack.$form: 42 images, 3 builders\n"
        ran.err == '''\
            could not be translated:
              apps/kubler.conf:2: _team has no counterpart in a stack: apps
              base/kubler.conf:2: _team has no counterpart in a stack: base
              tools/kubler.conf:2: _team has no counterpart in a stack: tools
            '''.stripIndent()

        when:
        def graph = shell.stave('graph', '--json', '-f', "work/stack.$form").json

        then:
        graph.nodes.findAll { it.kind == 'image' }*.id.toSet() == parents.keySet()
        graph.edges.findAll { it.reason == 'from' && !it.from.startsWith('builder') }.collectEntries { [it.to, it.from] } == parents.findAll { it.value }
        graph.edges.findAll { it.reason == 'builder' }.collectEntries { [it.to, it.from - 'builder '] } ==
            ['base/busybox': 'bob-musl', 'base/glibc': 'bob'] + parents.keySet().findAll { it =~ /app(5|16|27|38)$/ }.collectEntries { [it, 'bob-go'] }
        graph.edges.findAll { it.reason == 'from' && it.from.startsWith('builder') }.collect { it.to } == ['builder bob-go']

        when:
        def plan = shell.stave('plan', '--offline', '--json', '-f', "work/stack.$form")

        then:
        plan.exit == 0
        plan.json.steps.size() == 42

        where:
        form << ['groovy', 'yaml']
    }

    def "both forms of an imported stack plan the same"() {
        given:
        kubler.fleet(12)
        shell.stave('import', 'kubler', 'work')
        shell.stave('import', 'kubler', 'work', '--to', 'yaml')

        expect:
        shell.stave('plan', '--offline', '--json', '-f', 'work/stack.groovy').out == shell.stave('plan', '--offline', '--json', '-f', 'work/stack.yaml').out
    }

    def "a folder of one namespace becomes a stack with that section"() {
        given:
        single()

        when:
        def ran = shell.stave('import', 'kubler', 'work')

        then:
        ran.exit == 0
        ran.err == ''
        Files.readString(shell.folder.resolve('work/stack.groovy')) == '''\
            // Imported from the kubler working folder 'work'.
            stack('work') {
                section 'work'
                release '20261115'

                // builder/bob
                builder('bob') {
                    stage3 flavour: 'amd64-musl-hardened', date: '20261115T164556Z'
                    hooks 'builder/bob/build.sh'
                    dialect 'kubler'
                    chost 'x86_64-gentoo-linux-musl'
                    env BOB_CFLAGS: '-mtune=generic -O2 -pipe', BOB_CXXFLAGS: '-mtune=generic -O2 -pipe'
                    capabilities 'SYS_PTRACE'
                }

                // images/busybox
                image('busybox') {
                    rootfs { packages 'sys-apps/busybox'; hooks 'images/busybox/build.sh'; dialect 'kubler' }
                    labels maintainer: 'Jane Doe <jane@example.org>'
                }

                // images/nginx
                image('nginx') {
                    from 'busybox'
                    rootfs {
                        packages 'www-servers/nginx:mainline', 'dev-libs/openssl-3.5'
                        hooks 'images/nginx/build.sh'
                        dialect 'kubler'
                        env BOB_MODE: 'fast'
                    }
                    testScript 'images/nginx/build-test.sh'
                    healthy within: '60s', streak: 3
                    entrypoint 'nginx', '-g', 'daemon off;'
                    ports '80', '443/tcp'
                    env PATH_EXTRA: '/opt/bin', NAME: 'a b'
                    labels maintainer: 'Jane Doe <jane@example.org>'
                    user 'nginx'
                    workdir '/srv/www'
                    volumes '/srv/data', '/var/log'
                    stopSignal 'SIGQUIT'
                    healthcheck interval: '90s', timeout: '3s', retries: 2, '/bin/sh', '-c', 'wget -q http://localhost || exit 1'
                }
            }
            '''.stripIndent()

        and:
        shell.stave('plan', '--offline', '-f', 'work/stack.groovy').exit == 0
    }

    def "everything that has no counterpart is listed with file and line, on stderr and at the end of the stack"() {
        given:
        single()
        kubler.file('kubler.conf', '''\
            AUTHOR="Jane Doe <jane@example.org>"
            IMAGE_TAG="20261115"
            DEFAULT_BUILDER='work/bob'
            KUBLER_VERBOSE='true'
            BUILDER_DOCKER_ARGS_GLOBAL=('--tmpfs' '/var/tmp/portage:exec')
            BUILD_DATE="$(date +%Y%m%d)"
            if [[ -n "${DEBUG}" ]]; then
                KUBLER_COLORS='false'
            fi
            '''.stripIndent())
        kubler.file('images/nginx/build.conf', '''\
            IMAGE_PARENT="work/busybox"
            BUILDER_CAPS_SYS_PTRACE=true
            BUILDER_MOUNTS=("${HOME}/cache:/cache:ro")
            POST_BUILD_HC=true
            POST_BUILD_HC_INTERVAL=1
            BOB_DATE="${BUILD_DATE}"
            '''.stripIndent())
        kubler.file('images/nginx/build.sh', '#!/usr/bin/env bash\n_version=$(curl -s https://example.org)\n_packages="www-servers/nginx-${_version}"\nmkdir /x\n')
        kubler.file('images/nginx/build-test.sh', '#!/usr/bin/env bash\nset -e\nls /kubler-test/data\n')
        kubler.file('images/nginx/compose-test.yml', 'services: {}\n')
        kubler.file('builder/bob/Dockerfile.template', 'FROM ${NAMESPACE}/bob\nRUN touch /x\n')
        def expected = '''\
            builder/bob/Dockerfile.template:2: RUN in a builder's template has no counterpart; do it in configure_builder
            images/nginx/build-test.sh:1: tests are run by sh inside the image, not by /usr/bin/env bash
            images/nginx/build-test.sh:3: the image's folder is at /config, not at /kubler-test
            images/nginx/build.conf:3: BUILDER_MOUNTS of an image has no counterpart; capabilities and mounts belong to a builder, here to 'bob'
            images/nginx/build.conf:5: POST_BUILD_HC_INTERVAL has no counterpart; the image's own health check says it: 1
            images/nginx/build.conf:6: BOB_DATE: BUILD_DATE of kubler.conf:6 is not known
            images/nginx/build.sh:3: _packages: _version of images/nginx/build.sh:2 is not known
            images/nginx/compose-test.yml: tests with docker-compose have no counterpart
            kubler.conf:4: KUBLER_VERBOSE has no counterpart in a stack: true
            kubler.conf:5: BUILDER_DOCKER_ARGS_GLOBAL: --tmpfs /var/tmp/portage:exec has no counterpart in a stack
            kubler.conf:6: BUILD_DATE: '$(date +%Y%m%d)' would have to be run
            kubler.conf:7: 'if [[ -n "${DEBUG}" ]] ; then ; KUBLER_COLORS='false' ; fi' is only known when it runs
            '''.stripIndent()

        when:
        def ran = shell.stave('import', 'kubler', 'work')
        def stack = Files.readString(shell.folder.resolve('work/stack.groovy'))

        then:
        ran.exit == 0
        ran.err == 'could not be translated:\n' + expected.readLines().collect { "  $it\n" }.join()
        stack.endsWith('}\n\n// What could not be translated:\n' + expected.readLines().collect { "//   $it\n" }.join())

        and:
        shell.stave('plan', '--offline', '-f', 'work/stack.groovy').exit == 0
    }

    def "a template that does more than configure the image is kept as the second phase: #instruction"() {
        given:
        single()
        kubler.file('images/nginx/docker-healthcheck.sh', '#!/bin/sh\n')
        kubler.file('images/nginx/Dockerfile.template', "FROM \${IMAGE_PARENT}\nLABEL maintainer=\"\${MAINTAINER}\" tag=\"\${TAG}\"\nADD rootfs.tar /\n$instruction\nCMD [\"nginx\"]\n")

        when:
        def ran = shell.stave('import', 'kubler', 'work')
        def stack = Files.readString(shell.folder.resolve('work/stack.groovy'))

        then:
        ran.err == ''
        stack.contains("dockerfile 'images/nginx/Dockerfile.template'")
        stack.contains("env BOB_MODE: 'fast', MAINTAINER: 'Jane Doe <jane@example.org>', TAG: '20261115'")
        !stack.contains("command 'nginx'")
        shell.stave('validate', '-f', 'work/stack.groovy').exit == 0

        where:
        instruction << [
            'RUN chown nginx /srv', 'COPY docker-healthcheck.sh /usr/bin/docker-healthcheck', 'ADD etc /etc', 'ENV A=$PATH', 'SHELL ["/bin/bash", "-c"]', 'ONBUILD RUN x',
            'HEALTHCHECK NONE', 'MAINTAINER me', 'WORKDIR www', 'EXPOSE 80-90', 'VOLUME $DATA',
        ]
    }

    def "a kept template gets what kubler would replace: #word"() {
        given:
        single()
        kubler.file('images/nginx/Dockerfile.template', "FROM \${IMAGE_PARENT}\nADD rootfs.tar /\nRUN echo \"$word\" >/said\n")

        when:
        shell.stave('import', 'kubler', 'work')
        def stack = Files.readString(shell.folder.resolve('work/stack.groovy'))

        then:
        stack.contains("env $env\n")
        shell.stave('validate', '-f', 'work/stack.groovy').exit == 0

        where:
        word                  || env
        '${NAMESPACE}'        || "BOB_MODE: 'fast', NAMESPACE: 'work'"
        '${TAG}'              || "BOB_MODE: 'fast', TAG: '20261115'"
        '${MAINTAINER}'       || "BOB_MODE: 'fast', MAINTAINER: 'Jane Doe <jane@example.org>'"
        '${DEFAULT_BUILDER}'  || "BOB_MODE: 'fast', DEFAULT_BUILDER: 'work/bob'"
        '${BOB_MODE} ${PATH}' || "BOB_MODE: 'fast'"
    }

    def "parents and builders of other namespaces come from --namespace, or from the user's own, and only those that are needed"() {
        given:
        def other = new KublerFolder(where == 'option' ? temp.resolve('elsewhere/kubler') : temp.resolve('user/.kubler/namespaces/kubler'))
        other.file('kubler.conf', 'DEFAULT_BUILDER="kubler/bob"\n').stage3('builder/bob', 'stage3-amd64-openrc').stage3('builder/unused', 'stage3-amd64-openrc')
        other.image('images/busybox', '', 'sys-apps/busybox').image('images/bash', 'IMAGE_PARENT="kubler/busybox"\n', 'app-shells/bash').image('images/unused', '', 'a/b')
        kubler.file('kubler.conf', 'IMAGE_TAG=20261115\n').image('images/app', 'IMAGE_PARENT="kubler/bash"\n', 'app-misc/app')

        when:
        def ran = shell.stave('import', 'kubler', 'work', *(where == 'option' ? ['--namespace', other.folder] : []))

        then:
        ran.err == ''
        ran.out == 'wrote work/stack.groovy: 3 images, 1 builder\n'
        shell.stave('graph', '-f', 'work/stack.groovy').out == '''\
            builder bob  (stage3 amd64-openrc 20261115T164556Z)
            └── kubler/busybox  (rootfs)
                └── kubler/bash  (rootfs)
                    └── work/app  (rootfs)
            '''.stripIndent()
        shell.stave('plan', '--offline', '-f', 'work/stack.groovy').exit == 0

        where:
        where << ['option', 'user']
    }

    def "what is found in no namespace is listed, and something stands in for it so that the stack can be planned"() {
        given:
        kubler.file('kubler.conf', 'IMAGE_TAG=20261115\n').image('images/app', '# on bash\nIMAGE_PARENT="kubler/bash"\n', 'app-misc/app')

        when:
        def ran = shell.stave('import', 'kubler', 'work', '--to', 'yaml')

        then:
        ran.err == """\
            could not be translated:
              images/app/build.conf: builder 'kubler/bob' is in no namespace that is known; a plain stage3 stands in for it (name its namespace's folder with --namespace)
              images/app/build.conf:2: parent 'kubler/bash' is in no namespace that is known; docker.io/kubler/bash:20261115 stands in for it (name its namespace's folder with --namespace)
            """.stripIndent()
        shell.stave('graph', '--no-builders', '-f', 'work/stack.yaml').out == 'kubler/bash  (mirror)\n└── work/app  (rootfs)\n'

        when:
        kubler.image('images/app', '', 'app-misc/app')
        ran = shell.stave('import', 'kubler', 'work', '--to', 'yaml', '--force')

        then:
        ran.err.contains("images/app/build.conf: builder 'kubler/bob' is in no namespace that is known; a plain stage3 stands in for it (name its namespace's folder with --namespace)\n")
        shell.stave('plan', '--offline', '-f', 'work/stack.yaml').exit == 0
    }

    def "the password of push.conf is nowhere, and its place is a secret"() {
        given:
        single()
        kubler.file('push.conf', 'DOCKER_LOGIN="jane"\nDOCKER_PW="s3cret-w0rd"\ndocker login -p s3cret-w0rd\n')

        when:
        def ran = shell.stave('import', 'kubler', 'work')
        def stack = Files.readString(shell.folder.resolve('work/stack.groovy'))

        then:
        stack.contains("host 'docker.io', auth: [username: 'jane', password: secret('DOCKER_PW')]\n")
        ran.err == """\
            could not be translated:
              push.conf:2: the images of 'work' were pushed to docker.io; write registry 'docker.io' to do so, and give the password as the secret DOCKER_PW
              push.conf:3: a line of push.conf is only known when it runs
            """.stripIndent()
        !(stack + ran).contains('s3cret')
    }

    def "conf files are never run, and nothing outside the stack is written"() {
        given:
        single()
        kubler.file('kubler.conf', "AUTHOR=x\nIMAGE_TAG=1\nDEFAULT_BUILDER=work/bob\ntouch ${temp}/ran\nX=\$(touch ${temp}/ran)\n`touch ${temp}/ran`\n")
        kubler.file('images/nginx/build.conf', "IMAGE_PARENT=work/busybox\ntouch ${temp}/ran\n")

        when:
        shell.stave('import', 'kubler', 'work')

        then:
        !Files.exists(temp.resolve('ran'))
        Files.list(kubler.folder)*.fileName*.toString().sort() == ['builder', 'images', 'kubler.conf', 'stack.groovy']
    }

    def "a stack file that is there is kept unless --force says otherwise, and --output puts it elsewhere"() {
        given:
        single()
        shell.file('work/stack.groovy', 'mine')

        when:
        def refused = shell.stave('import', 'kubler', 'work')

        then:
        refused.exit == 2
        refused.err == "stave: work/stack.groovy is there already\n  choose another place, or replace it with --force\n"
        Files.readString(shell.folder.resolve('work/stack.groovy')) == 'mine'

        when:
        def elsewhere = shell.stave('import', 'kubler', 'work', '--output', 'other.yaml', '--to', 'yaml')

        then:
        elsewhere.out == 'wrote other.yaml: 2 images, 1 builder\n'
        Files.readString(shell.folder.resolve('other.yaml')).contains('hooks: [work/images/nginx/build.sh]')
        shell.stave('plan', '--offline', '-f', 'other.yaml').exit == 0

        and:
        shell.stave('import', 'kubler', 'work', '--force').exit == 0
    }

    def "#words is refused in a sentence"() {
        given:
        Files.createDirectories(shell.folder.resolve('empty'))
        single()

        when:
        def ran = shell.stave('import', *words)

        then:
        ran.exit == 2
        ran.err.readLines().first() == message

        where:
        words                                         | message
        ['kubler', 'empty']                           | 'stave: empty is no working folder of kubler: it has neither images/ nor a namespace with images/'
        ['kubler', 'nowhere']                         | 'stave: nowhere: there is no such file or folder'
        ['kubler', 'work', 'empty']                   | 'stave: import kubler takes one path, not 2'
        ['kublr', 'work']                             | "stave: 'kublr' is nothing that can be imported, did you mean 'kubler'?"
        ['kubler', 'work', '--namespace', 'empty']    | 'stave: --namespace empty is no namespace: it has neither images/ nor builder/'
        ['kubler']                                    | "stave: Missing required parameter: 'PATH'"
    }

    private void single() {
        kubler.file('kubler.conf', 'AUTHOR="Jane Doe <jane@example.org>"\nIMAGE_TAG="20261115"\nDEFAULT_BUILDER="work/bob"\n')
        kubler.stage3('builder/bob', 'stage3-amd64-musl-hardened', 'x86_64-gentoo-linux-musl')
        kubler.image('images/busybox', '# the default builder\n', 'sys-apps/busybox')
        kubler.image('images/nginx', 'IMAGE_PARENT="work/busybox"\nPOST_BUILD_HC=true\nPOST_BUILD_HC_MAX_DURATION=60\nPOST_BUILD_HC_MIN_HEALTHY_STREAK=3\nBOB_MODE=fast\n',
            'www-servers/nginx:mainline dev-libs/openssl-3.5', '''\
            FROM ${IMAGE_PARENT}
            LABEL maintainer="${MAINTAINER}"

            # the root
            ADD rootfs.tar /

            ENV PATH_EXTRA=/opt/bin \\
                # a name
                NAME="a b"
            EXPOSE 80 443/tcp
            VOLUME ["/srv/data", "/var/log"]
            WORKDIR /srv/www
            USER nginx
            STOPSIGNAL SIGQUIT
            HEALTHCHECK --interval=1m30s --timeout=3s --retries=2 CMD wget -q http://localhost || exit 1
            ENTRYPOINT ["nginx", "-g", "daemon off;"]
            '''.stripIndent())
        kubler.file('images/nginx/build-test.sh', '#!/usr/bin/env sh\nset -e\nnginx -t\n')
    }
}
