stack('shop') {
    image('x') {
        script 'build.sh'
        version fromFile('api/VERSIN')
    }
    image('y') {
        script 'build.sh'
        version fromFile('empty')
    }
}
