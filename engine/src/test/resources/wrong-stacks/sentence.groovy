stack('shop') {
    image('x') {
        script 'build.sh'
        version '1'
        command 'nginx -g'
        entrypoint 'sh -c'
        test 'nginx -t'
    }
}
