finish_rootfs_build() {
    true
}
