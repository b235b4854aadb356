stack('shop') {
    section 'web'
    image('busybox') { mirror 'docker.io/library/busybox:1.36.1' }
    image('nginx') {
        from 'busybx'
        script 'build.sh'
        version '1'
    }
}
