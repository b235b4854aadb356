# @ECLASS: small-c.eclass
# @BLURB: one Makefile with all and install, as the small packages of this repository have
case ${EAPI} in 8) ;; *) die "EAPI ${EAPI} is not supported" ;; esac
inherit toolchain-funcs

HOMEPAGE="https://example.org/${PN}"
SRC_URI="https://example.org/dist/${P}.tar.xz"
LICENSE="MIT"
KEYWORDS="amd64"

# The words that make gets: the target's tools and places. An ebuild adds its own in MAKE_WORDS.
small-c_make() {
	emake CC="$(tc-getCC)" AR="$(tc-getAR)" VERSION="${PV}" PREFIX="${EPREFIX}/usr" LIBDIR="$(get_libdir)" \
		INCLUDES="-I${ESYSROOT}/usr/include" LIBS="-L${ESYSROOT}/usr/$(get_libdir)" "${MAKE_WORDS[@]}" "$@"
}
small-c_src_compile() { small-c_make; }
small-c_src_install() { small-c_make DESTDIR="${D}" install; einstalldocs; }
EXPORT_FUNCTIONS src_compile src_install
