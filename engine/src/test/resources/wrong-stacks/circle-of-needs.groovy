stack('shop') {
    release '1'
    image('c') { from 'a'; script 'build.sh' }
    image('b') { script 'build.sh', in: 'c' }
    image('a') {
        script 'build.sh'
        requires 'b'
    }
}
