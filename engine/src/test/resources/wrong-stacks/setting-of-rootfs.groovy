stack('shop') {
    release '1'
    builder('musl') { stage3 flavour: 'amd64-musl' }
    image('busybox') {
        rootfs {
            hooks 'build.sh'
            packges 'sys-apps/busybox'
        }
    }
}
