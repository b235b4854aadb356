stack('shop') {
    plattforms 'linux/amd64'
    publish 'all'
    image('busybox') { mirror 'docker.io/library/busybox:1.36.1' }
    image('nginx') {
        from 'busybx'
        script 'build.sh'
        version '1'
        comand 'nginx'
    }
    image('api') { version '2' }
    image('redis') {
        mirror 'docker.io/library/redis:7.4.1'
        platforms 'linux/amd64',
            'linux'
    }
}
