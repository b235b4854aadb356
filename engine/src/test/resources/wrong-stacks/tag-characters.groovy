stack('shop') {
    image('x') {
        script 'build.sh'
        version '1.0 beta'
    }
    image('y') {
        script 'build.sh'
        version '-1'
    }
}
