EAPI=8

DESCRIPTION="The C library of the build root, light and strict"
HOMEPAGE="https://musl.libc.org"
LICENSE="MIT"
SLOT="0"
KEYWORDS="amd64"
RESTRICT="strip"
S=${WORKDIR}

src_install() {
	exeinto /lib
	cp -L /lib/x86_64-linux-musl/libc.so . || die
	doexe libc.so
	dosym libc.so /lib/ld-musl-x86_64.so.1
}
