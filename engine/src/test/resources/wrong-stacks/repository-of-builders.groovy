stack('shop') {
    registry 'registry.lan:5000'
    builderRepository 'registry.lan:5000/builders'
    image('builders') { script 'build.sh'; version '1' }
}
