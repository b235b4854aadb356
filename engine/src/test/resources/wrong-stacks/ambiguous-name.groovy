stack('shop') {
    image('base') { section 'web'; mirror 'docker.io/library/debian:12.8' }
    image('base') { section 'db'; mirror 'docker.io/library/debian:12.7' }
    image('api') {
        from 'base'
        script 'build.sh'
        version '1'
    }
}
