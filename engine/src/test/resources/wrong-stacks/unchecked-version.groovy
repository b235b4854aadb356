stack('shop') {
    image('x') {
        script 'build.sh'
        version fromLabel('version'),
            unchecked: true
    }
}
