# @ECLASS: acct-user.eclass
# @BLURB: a user that lives in the root being built; its group comes from acct-group/
case ${EAPI} in 8) ;; *) die "EAPI ${EAPI} is not supported" ;; esac

ACCT_USER_NAME=${PN}
ACCT_USER_HOME=/dev/null
ACCT_USER_SHELL=/sbin/nologin
DESCRIPTION="System user: ${ACCT_USER_NAME}"
HOMEPAGE="https://example.org/accounts"
SLOT="0"
KEYWORDS="amd64"
RDEPEND="acct-group/${PN}"
S=${WORKDIR}

acct-user_pkg_preinst() {
	local file=${EROOT}/etc/passwd
	mkdir -p "${EROOT}/etc" || die
	grep -qs "^${ACCT_USER_NAME}:" "${file}" ||
		echo "${ACCT_USER_NAME}:x:${ACCT_USER_ID}:${ACCT_USER_ID}:${DESCRIPTION}:${ACCT_USER_HOME}:${ACCT_USER_SHELL}" >>"${file}" || die
}
EXPORT_FUNCTIONS pkg_preinst
