stack('shop') {
    release '1'
    builder('musl') { stage3 flavour: 'amd64-musl' }
    image('x') {
        rootfs { builder 'musl' }
    }
}
