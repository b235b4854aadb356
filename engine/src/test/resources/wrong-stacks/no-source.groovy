stack('shop') {
    image('x') {
        version '1'
    }
}
