# Software of one's own, linked with what another image kept aside of its build.
configure_rootfs_build() {
    printf '#include <greet.h>\nint main(void) { greet("nobody"); return 0; }\n' >/tmp/hello.c
    mkdir -p "$ROOT/bin"
    gcc -static -I"$ROOT/usr/include" -o "$ROOT/bin/hello" /tmp/hello.c -L"$ROOT/usr/$_LIB" -lgreet
    log_as_installed "own software" "hello-static-1.0" "links with greet"
}
