stack('shop') {
    builder('musl') { stage3 flavour: 'amd64-musl' }
    builder('glibc') { stage3 flavour: 'amd64' }
    image('busybox') {
        rootfs { packages 'sys-apps/busybox' }
    }
}
