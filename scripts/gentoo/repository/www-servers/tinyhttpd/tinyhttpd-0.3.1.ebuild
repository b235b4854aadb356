EAPI=8
FILECAPS=( cap_net_bind_service=ep usr/sbin/tinyhttpd )
inherit fcaps small-c

DESCRIPTION="Serves a folder over http"
SLOT="0"
IUSE="+filecaps static"
RDEPEND="acct-user/web"

src_compile() {
	MAKE_WORDS=( LDFLAGS="${LDFLAGS} $(usev static -static)" )
	small-c_src_compile
}

src_install() {
	small-c_src_install
	keepdir /srv/www
}
