stack('shop') {
    image('debian12') { mirror 'docker.io/library/debian:12.8' }
    image('api') {
        version '1'
        script 'build.sh',
            in: 'debian'
    }
}
