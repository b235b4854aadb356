EAPI=8

DESCRIPTION="Utilities for rescue and embedded systems"
HOMEPAGE="https://www.busybox.net/"
SRC_URI="https://example.org/dist/${P}.tar.xz"
LICENSE="GPL-2"
SLOT="0"
KEYWORDS="amd64"
IUSE="make-symlinks +static"
RESTRICT="strip"

src_install() {
	into /
	dobin busybox
	dosym busybox /bin/sh
	use make-symlinks || return 0
	local name
	for name in $(./busybox --list); do
		case ${name} in busybox | sh) ;; *) dosym busybox /bin/${name} ;; esac
	done
}
