stack('shop') {
    image('busybox') {
        rootfs { packages 'sys-apps/busybox' }
    }
}
