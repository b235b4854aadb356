EAPI=8

DESCRIPTION="Virtual for programs that draw a banner"
SLOT="0"
KEYWORDS="amd64"
RDEPEND="|| ( app-text/banner app-text/banner-sh )"
