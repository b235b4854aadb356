EAPI=8

DESCRIPTION="Draws a banner, in shell"
HOMEPAGE="https://example.org/banner-sh"
LICENSE="MIT"
SLOT="0"
KEYWORDS="amd64"
RDEPEND="!app-text/banner"
S=${WORKDIR}

src_install() {
	printf '#!/bin/sh\necho "== $* =="\n' >banner || die
	dobin banner
}
