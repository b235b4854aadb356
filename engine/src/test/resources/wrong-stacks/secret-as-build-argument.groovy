stack('shop') {
    image('api') {
        version '1'
        dockerfile 'Dockerfile',
            args: [TOKEN: secret('NPM')]
    }
}
