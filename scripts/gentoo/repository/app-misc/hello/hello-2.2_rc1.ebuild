EAPI=8
inherit small-c

DESCRIPTION="Greets whoever is named"
KEYWORDS="~amd64"
SLOT="0"
IUSE="nls shout"
DEPEND="dev-libs/greet:="
RDEPEND="${DEPEND} virtual/banner"

src_compile() {
	MAKE_WORDS=( SHOUT=$(usex shout 1 0) NLS=$(usex nls 1 0) )
	small-c_src_compile
}
