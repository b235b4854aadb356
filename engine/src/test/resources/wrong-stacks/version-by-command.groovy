stack('shop') {
    image('x') {
        script 'build.sh'
        version fromCommand('nginx -v', '(')
    }
    image('y') {
        script 'build.sh'
        version fromCommand('nginx -v | head -1', 'nginx/(.*)')
    }
}
