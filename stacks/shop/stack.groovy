#!/usr/bin/env -S stave run
// Every kind of source in one stack, for a registry of one's own. Put your registry's name and certificate in first.
// The rootfs images wait for the builder of Gentoo's packages; the others can be applied by name.
stack('shop') {
    registry  'registry.lan:5000'                  // absent: a local OCI layout, ./images (the embedded default)
    section   'web'
    platforms 'linux/amd64'                        // for builds; a mirror keeps its whole index unless it names platforms itself
    release   '2026.11'                            // the last resort for a tag
    host 'registry.lan:5000', ca: 'lan-ca.pem', requestsPerSecond: 50      // per registry: insecure, ca, auth, limits, mirrorOf

    software 'hydra',        version: 'v2.3.0',  latest: githubRelease('ory/hydra')
    software 'oauth2-proxy', version: 'v7.10.0', latest: registryTags('quay.io/oauth2-proxy/oauth2-proxy')

    scan { failOn 'critical'; ignoreUnfixed true; unscannable 'fail'; ignoreFile 'accepted.yaml' }      // or: scan 'off'

    builder('musl') {
        stage3   flavour: 'amd64-musl-hardened', date: '20261115T164556Z'
        portage  snapshot: '20261115'
        makeConf USE: '-X -gtk', MAKEOPTS: '-j4'
        overlay  'local', path: 'overlay'
    }
    builder('musl-go') { from 'musl'; configureBuilder 'emerge dev-lang/go' }

    image('busybox') {
        rootfs {
            builder      'musl'
            packages     'sys-apps/busybox'
            useFlags     'sys-apps/busybox', '+static', '-pam'
            finishRootfs 'ln -s usr/lib "$ROOT/lib"; "$ROOT/bin/busybox" --install "$ROOT/bin"'
        }
        command 'sh'
        test 'busybox', '--help'
    }                                              // tag: the version of sys-apps/busybox that was installed, e.g. 1.36.1-r3
    image('nginx') {
        from 'busybox'
        rootfs { packages 'www-servers/nginx'; hooks 'nginx/build.sh' }
        entrypoint 'nginx', '-g', 'daemon off;'
        ports 80
    }
    image('api') {
        from 'busybox'
        dockerfile 'api/Dockerfile', context: 'api', args: [MODE: 'prod']
        version fromFile('api/VERSION')
    }
    image('tools')  { script 'tools/build.sh'; version '1.4.0' }
    image('config') { files { copy 'etc/', to: '/etc/app' }; version '12' }
    image('redis')  { mirror 'docker.io/library/redis:7.4.1'; platforms 'linux/amd64', 'linux/arm64' }
    image('hydra')  { section 'auth'; mirror 'docker.io/oryd/hydra' }   // tag: software 'hydra'
}
