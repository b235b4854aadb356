stack('shop') {
    image('x') {
        version '1'
        script 'build.sh'
        env TOKEN: secret('NPM')
        labels token: secret('NPM')
    }
}
