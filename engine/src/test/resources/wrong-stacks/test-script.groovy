stack('shop') {
    image('x') {
        mirror 'docker.io/library/redis:7.4.1'
        testScript 'test.sh'
    }
}
