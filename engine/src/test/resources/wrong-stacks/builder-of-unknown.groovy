stack('shop') {
    builder('musl') { stage3 flavour: 'amd64-musl' }
    builder('go') {
        from 'mussl'
    }
}
