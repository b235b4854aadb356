stack('shop') {
    release '1'
    image('b') { from 'a'; script 'build.sh' }
    image('a') {
        script 'build.sh'
        from 'b'
    }
}
