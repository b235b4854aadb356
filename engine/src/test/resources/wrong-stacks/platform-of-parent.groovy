stack('shop') {
    image('busybox') { script 'build.sh'; version '1'; platforms 'linux/amd64' }
    image('nginx') {
        from 'busybox'
        script 'build.sh'
        version '1'
        platforms 'linux/amd64', 'linux/arm64'
    }
}
