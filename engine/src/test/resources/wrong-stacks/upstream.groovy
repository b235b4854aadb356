stack('shop') {
    software 'a', version: 'v2.3.0',
        latest: githubRelease('hydra')
    software 'b', version: 'v2.3.0',
        latest: registryTags('quay.io/oryd/hydra:v2')
}
