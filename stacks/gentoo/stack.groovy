#!/usr/bin/env -S stave run
// Root file systems by Portage, kubler style: builders and images grow in tandem, mixed with images of every other kind.
// The packages are those of the small repository that a stand-in mirror serves, so that this stack applies anywhere:
//     scripts/gentoo-mirror make target/gentoo && scripts/gentoo-mirror serve target/gentoo 8099
// For Gentoo itself leave out mirror, keyring and keys: its own servers and keys are the default.
def gentoo = vars('mirror', 'http://127.0.0.1:8099')
def key = '3A24ED3E888398FE0B49DFA8CB5E38D0E2D0856C'

stack('gentoo') {
    section 'base'

    // What Portage installed is judged by Gentoo's advisories. The rest is Trivy's; a deployment should leave these two words out.
    scan { failOn 'critical'; unscannable 'warn'; noDatabase 'warn' }

    // Two builders, each from its own stage3, and one that extends the first: what it installs reaches no image.
    builder('glibc') {
        stage3  flavour: 'amd64-openrc', date: '20261115T164556Z', mirror: gentoo, keyring: 'mirror-key.asc', keys: key
        portage snapshot: '20261115', mirror: gentoo, keyring: 'mirror-key.asc', keys: key
        profile 'default/linux/amd64/23.0'
        makeConf MAKEOPTS: '-j2'
        env BOB_GENTOO_MIRRORS: gentoo
    }
    builder('musl') {
        stage3  flavour: 'amd64-musl', date: '20261115T164556Z', mirror: gentoo, keyring: 'mirror-key.asc', keys: key
        portage snapshot: '20261115', mirror: gentoo, keyring: 'mirror-key.asc', keys: key
        env BOB_GENTOO_MIRRORS: gentoo
    }
    builder('glibc-words') { from 'glibc'; configureBuilder 'emerge dev-util/wordgen' }

    // From nothing: the C library and the folders of a system, tagged with the version of the former.
    image('glibc') {
        rootfs { builder 'glibc'; packages 'sys-apps/baselayout', 'sys-libs/glibc' }
        version fromPackage('sys-libs/glibc')
    }
    // Each child starts in the builder that its parent left behind, and brings only what its parents do not have.
    image('busybox') {
        from 'glibc'
        rootfs {
            packages     'sys-apps/busybox'
            useFlags     'sys-apps/busybox', '+make-symlinks'
            finishRootfs 'echo "built from source" >"$ROOT/etc/motd"'
        }
        command 'sh'
        test 'busybox', 'true'
    }
    image('greet') {
        from 'busybox'
        rootfs { packages 'dev-libs/greet'; useFlags 'dev-libs/greet', '+static-libs' }
        test 'test ! -e /usr/include', shell: true      // headers and static libraries are kept aside
    }
    // A build file as kubler has them, unchanged.
    image('hello') {
        from 'greet'
        rootfs { hooks 'hello/build.sh'; dialect 'kubler' }
        version fromPackage('app-misc/hello')
        entrypoint 'hello'
        test 'hello', 'you'
    }
    // Snippets as the Ansible role has them; five deep.
    image('desk') {
        from 'hello'
        rootfs {
            dialect          'gentoo-image-builder'
            clean            true
            packages         'app-misc/proverb', 'app-misc/counter'
            configureBuilder 'echo "app-misc/proverb -color" >>/etc/portage/package.use/desk'
            configureRootfs  'emerge -q dev-libs/tally:1'
            finishRootfs     'echo "tally 1 and 2" >$ROOT/etc/desk'
        }
        version fromPackage('app-misc/proverb')
        test 'proverb', '2'
    }
    image('welcome') { from 'desk'; dockerfile 'welcome/Dockerfile'; version '1.0'; test 'welcome' }

    // Users, capabilities and setuid programs stay what ebuilds made them.
    image('httpd') {
        section 'web'
        from 'busybox'
        rootfs { packages 'www-servers/tinyhttpd'; sizeBudget '1MiB' }
        user 'web'
        entrypoint 'tinyhttpd', '80', '/srv/www'
        ports 80
        test 'tinyhttpd', '-v'
    }
    image('site') {
        section 'web'
        from 'httpd'
        files { copy 'site/www/', to: '/srv/www' }
        version fromFile('site/VERSION')
        test 'test', '-s', '/srv/www/index.html'
    }
    image('probe') {
        from 'busybox'
        rootfs { packages 'app-admin/become', 'net-misc/portcheck' }
        version fromPackage('net-misc/portcheck')
        user 'nobody'
        test 'become'
    }
    image('mail') { from 'busybox'; rootfs { packages 'net-mail/postbox' }; test 'grep', 'post', '/etc/passwd' }

    // From nothing again, with the headers and the static library that another image kept aside.
    image('hello-static') {
        rootfs {
            builder        'glibc-words'
            hooks          'hello-static/build.sh'
            headersFrom    'greet'
            staticLibsFrom 'greet'
        }
        requires 'greet'
        version '1.0'
        entrypoint '/bin/hello'
        test '/bin/hello'
    }

    // The same program with another C library: a second tree beside the first.
    image('musl') { rootfs { builder 'musl'; packages 'sys-apps/baselayout', 'sys-libs/musl' }; version fromPackage('sys-libs/musl') }
    image('hello-musl') {
        from 'musl'
        rootfs { packages 'app-misc/hello'; useFlags 'app-misc/hello', '+shout' }
        version fromPackage('app-misc/hello')
        entrypoint 'hello'
        test 'hello', 'you'
    }

    // And images of the other kinds.
    image('tools') { script 'tools/build.sh', in: 'busybox'; version '1.4.0' }
    image('relay') { mirror vars('upstream', 'oci:../upstream/images:relay:3.2.0') }
}
