stack('shop') {
    release '1'
    builder('musl') { stage3 flavour: 'amd64-musl' }
    image('base') { mirror 'docker.io/library/debian:12.8' }
    image('app') {
        layers 'packages'
        rootfs {
            packages 'sys-apps/busybox', 'two words'
            useFlags 'sys-apps/busybox', '+static', 'pam'
            keywords 'sys-apps/busybox', '~ amd64'
            mask 'a;b'
            env 'BOB-X': '1'
            headersFrom 'base'
            staticLibsFrom 'bsae'
            sizeBudget '20'
            patches 'nowhere'
            dockerfile 'Dockerfile'
            add git: 'https://git.lan/x.git', to: '/srv'
        }
    }
}
