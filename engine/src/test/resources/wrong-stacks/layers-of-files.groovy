stack('shop') {
    image('x') {
        version '1'
        files { copy 'VERSION', to: '/etc/' }
        layers 'packages'
    }
}
