EAPI=8
inherit small-c

DESCRIPTION="Words as C headers and nothing else"
LICENSE="CC-BY-4.0"
SLOT="0"
