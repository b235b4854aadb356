stack('portage') {
    release '1'
    builder('glibc') {
        stage3  flavour: 'amd64-openrc', date: '20261115T164556Z', arch: 'amd64', mirrors: ['https://a.lan/gentoo', 'https://b.lan/gentoo'], verify: 'digest'
        portage git: 'https://git.lan/gentoo.git', ref: 'main'
        profile 'default/linux/amd64/23.0'
        makeConf USE: '-X', MAKEOPTS: '-j4'
        overlay 'local', path: 'overlay'
        overlay 'guru',  git: 'https://git.lan/guru.git', ref: 'v1'
        overlay 'other', rsync: 'rsync://rsync.lan/other'
        packages 'dev-vcs/git'
        useFlags 'dev-vcs/git', '-perl', 'curl'
        keywords 'dev-lang/go', '~amd64'
        licenses 'sys-kernel/linux-firmware', 'linux-fw-redistributable'
        mask '>=sys-libs/glibc-2.42'
        unmask '=sys-libs/glibc-2.41*'
        env BOB_MAKEOPTS: '-j4'
        chost 'x86_64-pc-linux-gnu'
        distcc 'one.lan/4', 'two.lan/8'
        ccache true
        binhost 'https://binhost.lan/packages', 'oci://registry.lan:5000/packages'
        binhostPush 'ssh://binhost.lan/srv/packages'
        configureBuilder 'emerge app-portage/flaggie'
        finishRootfs 'rm -rf "$ROOT/usr/share/doc"'
        hooks 'hooks/builder.sh'
        patches 'patches'
        capabilities 'SYS_PTRACE'
        mounts 'overlay:/mnt/overlay:ro'
        dialect 'kubler'
    }
    builder('arm64') {
        from 'glibc'
        crossdev 'aarch64-unknown-linux-gnu'
    }
    builder('own') {
        stage3 catalyst: 'hooks/stage3.spec'
        portage path: 'overlay'
    }
    image('base') {
        rootfs {
            builder 'glibc'
            packages 'sys-libs/glibc', '=sys-apps/coreutils-9*'
            keepHeaders true
            keepStaticLibs true
            clean false
        }
    }
    image('web') {
        from 'base'
        rootfs {
            packages 'www-servers/nginx'
            useFlags 'www-servers/nginx', '+http2'
            keywords 'www-servers/nginx', '~amd64'
            licenses 'www-servers/nginx', 'BSD-2'
            mask     'www-servers/nginx-unit'
            unmask   '=www-servers/nginx-1.29*'
            hooks    'web/build.sh'
            patches  'patches'
            configureRootfs 'update_use +ssl'
            add git: 'https://git.lan/site.git', ref: 'main', to: '/srv/www'
            add git: 'https://git.lan/more.git', ref: 'v2', to: '/srv/more'
            dockerfile 'web/Dockerfile'
            headersFrom 'base'
            staticLibsFrom 'base'
            iconvFrom 'base'
            noCache 'www-servers/nginx'
            env BOB_FOO: 'bar'
            sizeBudget '20MiB'
            dialect 'kubler'
        }
    }
}
