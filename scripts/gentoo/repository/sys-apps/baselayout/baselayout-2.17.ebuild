EAPI=8

DESCRIPTION="The folders and accounts of an empty system"
HOMEPAGE="https://example.org/baselayout"
LICENSE="GPL-2"
SLOT="0"
KEYWORDS="amd64"
IUSE="build"
S=${WORKDIR}

pkg_preinst() {
	local library
	for library in lib lib64; do
		[[ -e ${EROOT}/${library} ]] || ln -s usr/${library} "${EROOT}/${library}" || die
	done
	for library in bin sbin; do
		[[ -e ${EROOT}/${library} ]] || ln -s usr/${library} "${EROOT}/${library}" || die
	done
}

src_install() {
	keepdir /dev /etc /home /mnt /opt /proc /root /run /sys /tmp /usr/bin /usr/lib /usr/lib64 /usr/sbin /var/log /var/tmp
	fperms 1777 /tmp /var/tmp
	fperms 0700 /root
	insinto /usr/share/baselayout
	printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n' >passwd || die
	printf 'root:x:0:root\nnobody:x:65534:\n' >group || die
	doins passwd group
}

pkg_postinst() {
	local file
	for file in passwd group; do
		[[ -e ${EROOT}/etc/${file} ]] || cp "${EROOT}/usr/share/baselayout/${file}" "${EROOT}/etc/${file}" || die
	done
}
