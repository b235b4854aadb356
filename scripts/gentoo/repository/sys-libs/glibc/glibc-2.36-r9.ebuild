EAPI=8

DESCRIPTION="The C library of the build root"
HOMEPAGE="https://www.gnu.org/software/libc/"
LICENSE="LGPL-2.1+ GPL-2"
SLOT="2.2"
KEYWORDS="amd64"
RESTRICT="strip"
S=${WORKDIR}

src_install() {
	local library
	into /
	for library in ld-linux-x86-64.so.2 libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libnss_files.so.2 libresolv.so.2; do
		cp -L /lib/x86_64-linux-gnu/${library} . || die
		exeinto /lib64
		doexe ${library}
	done
	# The loader comes from Debian and looks in its own places.
	dosym -r /lib64 /lib/x86_64-linux-gnu
	dosym -r /usr/lib64 /usr/lib/x86_64-linux-gnu
}
