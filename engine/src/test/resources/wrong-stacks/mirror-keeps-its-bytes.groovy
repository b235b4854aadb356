stack('shop') {
    image('redis') {
        mirror 'docker.io/library/redis:7.4.1'
        command 'redis-server'
        env A: 'b'
        layers 'one'
    }
}
