EAPI=8
inherit small-c

DESCRIPTION="Says who it runs as; setuid"
SLOT="0"

src_install() {
	small-c_src_install
	fperms 4711 /usr/bin/become
}
