EAPI=8
inherit small-c

DESCRIPTION="Says a proverb"
LICENSE="MIT CC-BY-4.0"
SLOT="0"
IUSE="+color"
DEPEND="dev-libs/words"
BDEPEND="dev-util/wordgen"

src_compile() {
	MAKE_WORDS=( COLOR=$(usex color 1 0) )
	small-c_src_compile
}
