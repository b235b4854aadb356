stack('shop') {
    builder('musl') { stage3 flavour: 'amd64-musl' }
    image('busybox') {
        rootfs {
            builder 'mussl'
            packages 'sys-apps/busybox'
        }
    }
}
