stack('shop') {
    // the image
    image('redis') {
        mirror 'docker.io/library/redis:7.4.1'
        mirror 'docker.io/library/redis:7.4.2'
    }
}
