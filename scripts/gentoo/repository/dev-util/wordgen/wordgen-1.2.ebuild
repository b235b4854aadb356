EAPI=8
inherit small-c

DESCRIPTION="Makes C tables out of lists, at build time"
LICENSE="GPL-2"
SLOT="0"
