stack('shop') {
    builder('musl') {
        stage3 flavour: 'amd64-musl'
        // either of them
        overlay 'local', path: 'overlay', git: 'https://git.lan/overlay.git'
    }
}
