#!/usr/bin/env -S stave run
// One image from each kind of source, into the embedded default: an OCI layout beside this file, ./images.
stack('quickstart') {
    section 'demo'

    // Vulnerability data comes from Trivy's own registry. Where that cannot be reached the quickstart goes on and says so;
    // a deployment should leave both words out: then an image that was not judged is not tagged.
    scan { failOn 'critical'; unscannable 'warn'; noDatabase 'warn' }

    // By script: the busybox of Debian's package, tagged with the version that the package database names.
    image('busybox') {
        script 'busybox/build.sh'
        version fromPackage('busybox-static')
        command 'sh'
        test 'busybox', 'true'
    }

    // From plain files, on the image above.
    image('site') {
        from 'busybox'
        files { copy 'site/www/', to: '/srv/www' }
        version fromFile('site/VERSION')
        command 'busybox', 'httpd', '-f', '-p', '8080', '-h', '/srv/www'
        ports 8080
        test 'busybox', 'test', '-s', '/srv/www/index.html'
    }

    // From a Dockerfile, on the same parent.
    image('greeter') {
        from 'busybox'
        dockerfile 'greeter/Dockerfile', args: [GREETING: 'hello']
        version '1.2.0'
        test 'greet', 'cooper'
    }

    // For two platforms, from nothing, with no container engine.
    image('motd') {
        files { copy 'motd/motd.txt', to: '/etc/motd' }
        platforms 'linux/amd64', 'linux/arm64'
        version '2026.11'
    }

    // Mirrored byte for byte: from a public registry where one is reachable, else from the layout that stands in for one.
    image('relay') { mirror vars('upstream', 'oci:../upstream/images:relay:3.2.0') }
}
