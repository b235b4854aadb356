stack('shop') {
    software 'hydra', version: 'v2.3.0'
    image('hydra') {
        mirror 'docker.io/oryd/hydra:v2.2.0'
    }
}
