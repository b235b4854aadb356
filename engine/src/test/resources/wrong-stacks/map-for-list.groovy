stack('shop') {
    image('x') {
        script 'build.sh'
        version '1'
        command([a: 'b'])
    }
}
