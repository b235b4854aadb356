EAPI=8
inherit small-c

DESCRIPTION="A library of greetings"
KEYWORDS="~amd64"
SLOT="0/$(ver_cut 1)"
IUSE="static-libs"

src_compile() {
	MAKE_WORDS=( STATIC=$(usex static-libs yes no) )
	small-c_src_compile
}
