stack('shop') {
    // the first one
    image('redis') { section 'web'; mirror 'docker.io/library/redis:7.4.1' }
    image('web/redis') { mirror 'docker.io/library/redis:7.4.2' }
}
