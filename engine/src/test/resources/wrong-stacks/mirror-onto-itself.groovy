stack('shop') {
    registry 'registry.lan:5000'
    image('redis') {
        mirror 'registry.lan:5000/redis:7.4.1'
    }
}
