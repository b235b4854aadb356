stack('shop') {
    // the first one
    software 'hydra', version: 'v2.3.0'
    software 'hydra', version: 'v2.4.0'
}
