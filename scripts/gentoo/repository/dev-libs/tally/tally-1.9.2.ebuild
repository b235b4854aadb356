EAPI=8
inherit small-c

DESCRIPTION="Counts things; its major versions live side by side"
LICENSE="LGPL-2.1+"
SLOT="$(ver_cut 1)"
IUSE="static-libs"

src_compile() {
	MAKE_WORDS=( MAJOR="${SLOT}" STATIC=$(usex static-libs yes no) )
	small-c_src_compile
}
