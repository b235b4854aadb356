stack('shop') {
    image('x') {
        version '1'
        script 'build.sh'
        dockerfile 'Dockerfile'
        mirror 'docker.io/library/redis:7.4.1'
    }
}
