#
# Kubler phase 1 config, pick installed packages and/or customize the build
#
_packages="app-misc/hello"

configure_builder() {
    # needed to build, and in no image
    emerge dev-util/wordgen
}

configure_rootfs_build() {
    update_use 'app-misc/hello' '-nls'
    # the banner of another vendor: nothing is installed for it
    provide_package virtual/banner
}

finish_rootfs_build() {
    copy_gcc_libs
    log_as_installed "manual install" "hello-greeting-1.0" "a greeting of our own"
    echo "greeting=hello" >"${_EMERGE_ROOT}"/etc/greeting
}
