stack('shop') {
    // the first one
    image('redis') { mirror 'docker.io/library/redis:7.4.1' }
    image('redis') { mirror 'docker.io/library/redis:7.4.2' }
}
