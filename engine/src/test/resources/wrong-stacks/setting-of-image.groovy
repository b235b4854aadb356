stack('shop') {
    image('redis') {
        mirror 'docker.io/library/redis:7.4.1'
        platfroms 'linux/amd64'
    }
}
