# @ECLASS: toolchain-funcs.eclass
# @BLURB: names of the tools of the target
case ${EAPI} in 8) ;; *) die "EAPI ${EAPI} is not supported" ;; esac
tc-getCC() { echo "${CC:-${CHOST}-gcc}"; }
tc-getAR() { echo "${AR:-${CHOST}-ar}"; }
tc-getBUILD_CC() { echo "${BUILD_CC:-${CBUILD:-${CHOST}}-gcc}"; }
