stack('shop') {
    builder('two') {
        stage3 flavour: 'amd64', file: 'build.sh', sha256: 'abc'
        portage snapshot: '20261115', ref: 'main'
        chost 'amd64'
        capabilities 'ptrace'
        mounts 'overlay', 'overlay:/mnt', 'gone:/mnt:ro'
        binhost 'srv/packages'
        env '1X': 'y'
        useFlags 'dev-vcs/git', '!perl'
        licences 'dev-vcs/git', 'GPL-2'
    }
    builder('none') {
        stage3 date: '20261115T164556Z'
        overlay 'one', path: 'overlay', ref: 'main'
        ccache 'yes'
        signPackages key: 'ABC'
        trustPackages keyring: 'gone.asc'
    }
}
