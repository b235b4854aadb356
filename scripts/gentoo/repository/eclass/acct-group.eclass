# @ECLASS: acct-group.eclass
# @BLURB: a group that lives in the root being built
case ${EAPI} in 8) ;; *) die "EAPI ${EAPI} is not supported" ;; esac

ACCT_GROUP_NAME=${PN}
DESCRIPTION="System group: ${ACCT_GROUP_NAME}"
HOMEPAGE="https://example.org/accounts"
SLOT="0"
KEYWORDS="amd64"
S=${WORKDIR}

acct-group_pkg_preinst() {
	local file=${EROOT}/etc/group
	mkdir -p "${EROOT}/etc" || die
	grep -qs "^${ACCT_GROUP_NAME}:" "${file}" || echo "${ACCT_GROUP_NAME}:x:${ACCT_GROUP_ID}:" >>"${file}" || die
}
EXPORT_FUNCTIONS pkg_preinst
