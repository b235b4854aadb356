# @ECLASS: fcaps.eclass
# @BLURB: file capabilities, set once the files are in place
IUSE="+filecaps"
BDEPEND=""

# FILECAPS: capabilities and a file, in turn
fcaps_pkg_postinst() {
	use filecaps || return 0
	local n
	for ((n = 0; n < ${#FILECAPS[@]}; n += 2)); do
		setcap "${FILECAPS[n]}" "${EROOT}/${FILECAPS[n + 1]}" || die "setcap failed"
	done
}
EXPORT_FUNCTIONS pkg_postinst
