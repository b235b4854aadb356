package dev.stave.cli

import dev.stave.fixture.KublerFolder
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What kubler's own {@code new} makes of each kind, imported without an edit. */
class ImportKublerTemplatesSpec extends Specification {
    static final String HOOKS = '''\
        # atoms to install, or a tag to forget binary packages once
        _packages=""
        #BOB_INSTALL_BASELAYOUT=true
        #_no_cache_20200731="sys-apps/bash foo/bar/bar-0.1.2-r3.xpak"
        #_app_version=1.0

        configure_builder()
        {
            #emerge dev-lang/go app-misc/foo
            :
        }

        configure_rootfs_build()
        {
            #update_use 'dev-libs/some-lib' '+feature' '-some_other_feature'
            :
        }

        finish_rootfs_build()
        {
            #echo "building ${_app_version}.."
            #mkdir -p "${_EMERGE_ROOT}"/usr/local/{bin,share}
            :
        }
        '''.stripIndent()

    @TempDir Path temp
    StackFolder shell
    KublerFolder kubler

    def setup() {
        shell = new StackFolder(temp)
        kubler = new KublerFolder(shell.folder.resolve('work'))
    }

    def "a new #type folder with a new builder and a new image with the tests '#tests' plans without an edit"() {
        given:
        def space = type == 'multi' ? 'mine/' : ''
        def namespace = type == 'multi' ? 'mine' : 'work'
        conf('kubler.conf', namespace)
        if (type == 'multi') {
            kubler.file('mine/kubler.conf', 'AUTHOR="Jane Doe <jane@example.org>"\n#IMAGE_TAG="20261115"\n#DEFAULT_BUILDER=\'kubler/bob\'\n')
        }
        stage3Builder("${space}builder/bob")
        extendingBuilder("${space}builder/bob-go", "$namespace/bob")
        image("${space}images/base", 'scratch', 'no')
        image("${space}images/app", "$namespace/base", tests)

        when:
        def ran = shell.stave('import', 'kubler', 'work', '--to', form)

        then:
        ran.err == ''
        ran.out == "wrote work/stack.$form: 2 images, 2 builders\n"
        shell.stave('plan', '--offline', '-f', "work/stack.$form").exit == 0
        shell.stave('graph', '-f', "work/stack.$form").out == """\
            builder bob  (stage3 amd64-hardened-nomultilib-openrc 20170101)
            └── $namespace/base  (rootfs)
                └── $namespace/app  (rootfs)
            """.stripIndent()

        and:
        def stack = Files.readString(shell.folder.resolve("work/stack.$form"))
        stack.contains('build-test.sh') == (tests in ['bt', 'yes'])
        stack.contains('healthy') == (tests in ['hc', 'yes'])

        where:
        [type, tests, form] << [['single', 'multi'], ['hc', 'bt', 'yes', 'no'], ['groovy']].combinations() + [['multi', 'yes', 'yaml']]
    }

    private void conf(String path, String namespace) {
        kubler.file(path, """\
            AUTHOR="Jane Doe <jane@example.org>"
            # shared by all
            IMAGE_TAG="20261115"
            #KUBLER_VERBOSE='false'
            #MIRROR="http://distfiles.gentoo.org/"
            #PORTAGE_DATE='latest'
            #BUILD_ENGINE='docker'
            DEFAULT_BUILDER='$namespace/bob'
            #BUILDER_DOCKER_ARGS_GLOBAL=('--tmpfs' '/var/tmp/portage:exec')
            #BOB_MAKEOPTS='-j9'
            """.stripIndent())
    }

    private void stage3Builder(String path) {
        kubler.file("$path/build.conf", '''\
            # extend a builder
            #BUILDER="${NAMESPACE}/bob"
            # or bootstrap one
            STAGE3_BASE='stage3-amd64-hardened-nomultilib-openrc'
            STAGE3_DATE='20170101'
            #ARCH='amd64'
            #ARCH_URL="${MIRROR}releases/${ARCH}/autobuilds/current-${STAGE3_BASE}/"
            BUILDER_CAPS_SYS_PTRACE=true
            #BUILDER_SECCOMP="${image_path}/seccomp.json"
            #BUILDER_MOUNTS=("${KUBLER_DATA_DIR}/tmp/somepath:/path/in/builder:ro")
            BOB_CHOST='x86_64-pc-linux-gnu'
            BOB_CFLAGS="${BOB_CFLAGS:--mtune=generic -O2 -pipe}"
            BOB_CXXFLAGS="${BOB_CXXFLAGS:-${BOB_CFLAGS}}"
            BOB_BUILDER_CHOST="${BOB_BUILDER_CHOST:-${BOB_CHOST}}"
            BOB_BUILDER_CFLAGS="${BOB_BUILDER_CFLAGS:-${BOB_CFLAGS}}"
            BOB_BUILDER_CXXFLAGS="${BOB_BUILDER_CXXFLAGS:-${BOB_CXXFLAGS}}"
            '''.stripIndent())
        kubler.file("$path/build.sh", '''\
            configure_builder() {
                fix_portage_profile_symlink
                emerge app-portage/flaggie app-portage/eix
                mkdir -p /etc/portage/package.{accept_keywords,unmask,mask,use}
                [[ -f /usr/"${_LIB}"/misc/ssh-keysign ]] && rm /usr/"${_LIB}"/misc/ssh-keysign
                update_use 'dev-vcs/git' '-perl'
                add_overlay kubler https://example.org/overlay.git
                [[ "${BOB_UPDATE_WORLD}" == true ]] && emerge -vuND world
            }
            '''.stripIndent())
        template(path)
    }

    private void extendingBuilder(String path, String from) {
        kubler.file("$path/build.conf", """\
            BUILDER="$from"
            #STAGE3_BASE='stage3-amd64-hardened-nomultilib-openrc'
            #STAGE3_DATE='20170101'
            BUILDER_CAPS_SYS_PTRACE=true
            BOB_CHOST='x86_64-pc-linux-gnu'
            BOB_CFLAGS="\${BOB_CFLAGS:--mtune=generic -O2 -pipe}"
            """.stripIndent())
        kubler.file("$path/build.sh", 'configure_builder() {\n    # emerge something\n    :\n}\n')
        template(path)
    }

    private void template(String path) {
        kubler.file("$path/Dockerfile.template", 'FROM ${NAMESPACE}/bob\nLABEL maintainer="${MAINTAINER}"\n\nCMD ["/bin/bash"]\n')
    }

    private void image(String path, String parent, String tests) {
        boolean healthy = tests in ['hc', 'yes']
        kubler.file("$path/build.conf", """\
            #BUILDER="work/bob"
            #BUILDER_CAPS_SYS_PTRACE='true'
            #BUILDER_MOUNTS=("\${KUBLER_DATA_DIR}/tmp/somepath:/path/in/builder:ro")
            IMAGE_PARENT="$parent"
            ${healthy ? '' : '#'}POST_BUILD_HC=true
            #POST_BUILD_HC_MIN_HEALTHY_STREAK=5
            #BOB_FOO=bar
            """.stripIndent())
        kubler.file("$path/build.sh", HOOKS)
        kubler.file("$path/Dockerfile.template", """\
            FROM \${IMAGE_PARENT}
            LABEL maintainer="\${MAINTAINER}"

            ADD rootfs.tar /

            ${healthy ? '' : '#'}COPY docker-healthcheck.sh /usr/bin/docker-healthcheck
            ${healthy ? '' : '#'}HEALTHCHECK --interval=60s --timeout=5s --start-period=5s --retries=3 CMD ["docker-healthcheck"]

            #CMD ["/bin/some-cmd", "--some-option", "some-value"]
            """.stripIndent())
        if (healthy) {
            kubler.file("$path/docker-healthcheck.sh", '#!/usr/bin/env sh\nset -eo pipefail\ntrue || exit 1\nexit 0\n')
        }
        if (tests in ['bt', 'yes']) {
            kubler.file("$path/build-test.sh", '#!/usr/bin/env sh\nset -eo pipefail\nfalse || exit 1\nexit 0\n')
        }
    }
}
