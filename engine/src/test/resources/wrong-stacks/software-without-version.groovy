stack('shop') {
    software 'hydra', latest: githubRelease('ory/hydra')
}
