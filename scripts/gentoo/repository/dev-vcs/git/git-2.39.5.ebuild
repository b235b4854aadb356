EAPI=8

DESCRIPTION="Distributed version control"
HOMEPAGE="https://www.git-scm.com/"
SRC_URI="https://example.org/dist/${P}.tar.xz"
LICENSE="GPL-2"
SLOT="0"
KEYWORDS="amd64"
RESTRICT="strip"

src_install() {
	cp -a usr "${ED}/" || die
}
