# Declares phases of the build; each is run where its name says.
finish_rootfs_build() {
    mkdir -p "$_EMERGE_ROOT/var/log/nginx"
}
