stack('shop') {
    image('x') {
        mirror 'quay.io/A/b:1'
    }
    image('y') {
        mirror 'https://quay.io/a/b:1'
    }
}
