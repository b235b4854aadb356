stack('shop') {
    release 'latest'
    software 'hydra',
        version: 'latest'
    image('x') {
        script 'build.sh'
        version 'latest'
    }
    image('y') {
        script 'build.sh'
        version fromFile('api/VERSION')
    }
}
