stack('shop') {
    builder('none') {
        makeConf MAKEOPTS: '-j4'
    }
    builder('both') {
        from 'none'
        stage3 flavour: 'amd64'
    }
}
