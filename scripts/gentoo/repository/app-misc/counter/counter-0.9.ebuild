EAPI=8
inherit small-c

DESCRIPTION="Counts the lines it is given"
LICENSE="GPL-2"
SLOT="0"
IUSE="legacy"
DEPEND="!legacy? ( dev-libs/tally:2 ) legacy? ( dev-libs/tally:1 )"
RDEPEND="${DEPEND}"

src_compile() {
	MAKE_WORDS=( MAJOR=$(usex legacy 1 2) )
	small-c_src_compile
}
