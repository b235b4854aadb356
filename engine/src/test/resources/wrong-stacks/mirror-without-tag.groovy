stack('shop') {
    software 'hydra2', version: 'v2.3.0'
    image('hydra') {
        mirror 'docker.io/oryd/hydra'
    }
}
