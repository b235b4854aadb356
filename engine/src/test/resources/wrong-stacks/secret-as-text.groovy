stack('shop') {
    host 'registry.lan:5000',
        auth: [username: 'me', password: 'hunter2']
    image('api') {
        version '1'
        dockerfile 'Dockerfile',
            secrets: [npm: 'hunter2']
    }
}
