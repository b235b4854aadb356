stack('shop') {
    image('x') {
        script 'build.sh'
        version '1'
        ports 'http',
            70000
    }
}
