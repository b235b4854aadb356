EAPI=8
inherit small-c

DESCRIPTION="Draws a banner"
SLOT="0"
IUSE="static"

src_compile() {
	MAKE_WORDS=( LDFLAGS="${LDFLAGS} $(usev static -static)" )
	small-c_src_compile
}
