stack('shop') {
    builder('musl') { stage3 flavour: 'amd64-musl' }
    image('api') {
        dockerfile 'Dockerfile'
    }
    image('tools') {
        rootfs { packages 'app-misc/jq', 'net-misc/curl' }
    }
}
