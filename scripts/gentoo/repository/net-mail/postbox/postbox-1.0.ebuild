EAPI=8
inherit user

DESCRIPTION="A place for mail, with a user made the old way"
HOMEPAGE="https://example.org/postbox"
LICENSE="MIT"
SLOT="0"
KEYWORDS="amd64"
S=${WORKDIR}

pkg_setup() {
	enewgroup post 985
	enewuser post 985 /sbin/nologin /var/mail post
}

src_install() {
	keepdir /var/mail
	fowners post:post /var/mail
}
