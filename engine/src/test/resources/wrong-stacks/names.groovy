stack('shop') {
    section 'Web'
    image('Redis') { section 'db'; mirror 'docker.io/library/redis:7.4.1' }
    image('a b') { section 'db'; mirror 'docker.io/library/redis:7.4.1' }
}
