stack('shop') {
    image('api') {
        version '1'
        dockerfile 'Dockerfile',
            contxt: '.'
    }
}
