EAPI=8
FILECAPS=( cap_net_raw=ep usr/bin/portcheck )
inherit fcaps small-c

DESCRIPTION="Tells whether a port answers"
SLOT="0"
IUSE="+filecaps"
