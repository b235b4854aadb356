stack('shop') {
    image('x') {
        script 'build.sh'
        version 17.1
    }
}
