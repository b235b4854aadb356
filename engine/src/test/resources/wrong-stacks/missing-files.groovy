stack('shop') {
    release '1'
    scan { ignoreFile 'accepted.yaml' }
    builder('musl') { stage3 flavour: 'amd64-musl' }
    image('a') { dockerfile 'api/Dockerfile' }
    image('b') { script 'tools/build.sh' }
    image('c') { files { copy 'etc/', to: '/etc/app' } }
    image('d') { rootfs { hooks 'nginx/build.sh' } }
}
