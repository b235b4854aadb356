stack('shop') {
    image('database') { mirror 'docker.io/library/postgres:17.2' }
    image('api') {
        requires 'databse'
        script 'build.sh'
        version '1'
    }
}
