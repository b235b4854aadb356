stack('shop') {
    builder('musl') {
        stage3 flavour: 'amd64-musl'
        makeconf MAKEOPTS: '-j4'
    }
}
