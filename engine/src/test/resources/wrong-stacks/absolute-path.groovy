stack('shop') {
    image('x') {
        version '1'
        script '/srv/build.sh'
    }
}
