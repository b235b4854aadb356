stack('shop') {
    image('a') {
        script 'build.sh'
        version '1'
        from 'a'
    }
}
