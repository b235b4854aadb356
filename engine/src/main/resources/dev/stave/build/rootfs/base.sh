# Beginning and end of a build, and what is written down where one fails.

_stave_phase=start
_stave_failed=

msg() { printf '>>> %s\n' "$*"; }
msg_info() { msg "$@"; }
msg_warn() { printf '!!! %s\n' "$*" >&2; }

# die MESSAGE [CODE]
die() {
    local code=${2:-1}
    [[ $code =~ ^[0-9]+$ && $code != 0 ]] || code=1
    _stave_note "$code" "${1:-died}"
    printf '!!! %s\n' "${1:-died}" >&2
    exit "$code"
}

# The innermost place that is not this script's own.
_stave_note() {
    [[ $BASHPID == "$$" && -z $_stave_failed ]] || return 0
    local depth file line
    for ((depth = 1; depth < ${#BASH_SOURCE[@]}; depth++)); do
        file=${BASH_SOURCE[depth]} line=${BASH_LINENO[depth - 1]}
        [[ $file == "$_STAVE"/* || -z $file ]] || break
        file= line=0
    done
    _stave_failed="file=$file"$'\n'"line=$line"$'\n'"code=$1"$'\n'"message=${2//$'\n'/ }"
}

_stave_on_err() {
    local code=$1
    _stave_note "$code" "'$2' ended with $code"
}

_stave_on_exit() {
    local code=$1
    trap - EXIT ERR
    set +e
    [[ $BASHPID == "$$" ]] || exit "$code"
    [[ $code == 0 ]] || _stave_failure "$code"
    _stave_keep_state
    exit "$code"
}

_stave_failure() {
    [[ -n $_stave_failed ]] || _stave_failed="file="$'\n'"line=0"$'\n'"code=$1"$'\n'"message=a hook left with exit $1"
    {
        printf 'phase=%s\n%s\n' "$_stave_phase" "$_stave_failed"
        _stave_broken_ebuild
    } >"$STAVE_OUT/failure"
}

# The package whose build died last: Portage leaves a mark in its folder.
_stave_broken_ebuild() {
    local mark folder newest= said
    for mark in "${PORTAGE_TMPDIR:-/var/tmp}"/portage/*/*/.die_hooks; do
        [[ -e $mark && $mark -nt ${_stave_started:-/} ]] || continue
        [[ -n $newest && $newest -nt $mark ]] || newest=$mark
    done
    [[ -n $newest ]] || return 0
    folder=${newest%/.die_hooks}
    printf 'package=%s\n' "${folder#"${PORTAGE_TMPDIR:-/var/tmp}"/portage/}"
    said=$(sed -n 's/.*ERROR: .* failed (\(.*\) phase).*/\1/p' "$folder/temp/build.log" 2>/dev/null | tail -n 1)
    printf 'ebuildPhase=%s\n' "$said"
    cp "$folder/temp/build.log" "$STAVE_OUT/build.log" 2>/dev/null && printf 'log=build.log\n'
    return 0
}

# What a shell in the same container goes on with.
_stave_keep_state() {
    local name
    {
        printf 'cd %q\n' "$PWD"
        while read -r name; do
            case $name in
                BASH* | DIRSTACK | EUID | FUNCNAME | GROUPS | LINENO | PPID | SHELLOPTS | UID | PIPESTATUS | RANDOM | SRANDOM | \
                    SECONDS | EPOCH* | HISTCMD | COMP_* | OPT* | _ | _stave_* | PS4 | SHLVL) ;;
                *) declare -p "$name" 2>/dev/null ;;
            esac
        done < <(compgen -v)
        declare -f
    } >"$STAVE_OUT/state" 2>/dev/null
    return 0
}

_stave_begin() {
    mkdir -p "$STAVE_OUT"
    rm -f "$STAVE_OUT/failure"
    # shellcheck source=/dev/null
    source "$STAVE_ORDER/variables.sh"
    : "${_EMERGE_ROOT:=/emerge-root}" "${_CONFIG:=/config}" "${_ROOTFS_BACKUP:=/backup-rootfs}"
    export _EMERGE_ROOT _CONFIG _ROOTFS_BACKUP
    _ROOTFS_BACKUP_DB=$_ROOTFS_BACKUP/pkg
    _PACKAGE_INSTALLED=$_ROOTFS_BACKUP/package.installed
    _stave_started=$STAVE_OUT/.started
    : >"$_stave_started"
    mkdir -p "$_ROOTFS_BACKUP" "$_EMERGE_ROOT"
    [[ -e ${STAVE_OTHER_ROOT:=/image-root} ]] || ln -s "$_EMERGE_ROOT" "$STAVE_OTHER_ROOT"
    cd "${STAVE_CWD:-/}" || exit 1
    _stave_certificates
    set -eE
    [[ ${STAVE_DIALECT:-stave} == kubler ]] || set -o pipefail
    trap '_stave_on_err "$?" "$BASH_COMMAND"' ERR
    trap '_stave_on_exit "$?"' EXIT
}

# The certificates that the stack trusts, beside those of the builder, for whatever fetches something. All of it lies in a
# mounted folder, so that it reaches neither an image nor a builder.
_stave_certificates() {
    [[ -s $STAVE_ORDER/certificates.pem ]] || return 0
    local bundle=$STAVE_OUT/certificates.pem name
    cat "${STAVE_CERTIFICATES:-/etc/ssl/certs/ca-certificates.crt}" "$STAVE_ORDER/certificates.pem" >"$bundle" 2>/dev/null
    for name in SSL_CERT_FILE CURL_CA_BUNDLE GIT_SSL_CAINFO REQUESTS_CA_BUNDLE PIP_CERT NODE_EXTRA_CA_CERTS CARGO_HTTP_CAINFO; do
        export "$name=$bundle"
    done
    # wget knows no such variable, but one for its settings, in place of those of the user
    { cat ~/.wgetrc 2>/dev/null; printf 'ca_certificate = %s\n' "$bundle"; } >"$STAVE_OUT/wgetrc"
    export WGETRC=$STAVE_OUT/wgetrc
}

_stave_end() {
    exit 0
}

# A phase as events and errors name it.
_stave_enter() {
    _stave_phase=$1
    printf '%s\n' "$1" >"$STAVE_OUT/phase"
    msg "phase $1"
}

# Whether a phase is the last one wanted.
_stave_until() {
    [[ $1 == "$_stave_last" ]] || return 1
    msg "stopped after phase $1"
}

_stave_profile() {
    local had=$-
    set +e
    trap - ERR
    # shellcheck source=/dev/null
    [[ ! -f ${STAVE_PROFILE:-/etc/profile} ]] || source "${STAVE_PROFILE:-/etc/profile}"
    trap '_stave_on_err "$?" "$BASH_COMMAND"' ERR
    [[ $had != *e* ]] || set -e
    return 0
}

# A pin of an earlier build; empty where there is none.
_stave_pinned() {
    local key value
    while IFS=$'\t' read -r key value; do
        [[ $key != "$1" ]] || printf '%s' "$value"
    done < <(cat "$STAVE_ORDER/pins.tsv" 2>/dev/null)
}

_stave_pin() {
    printf '%s\t%s\n' "$1" "$2" >>"$STAVE_OUT/pins.tsv"
}

# Reads shell files that declare phases and variables, then runs a declared phase and the text of one.
_stave_read_hooks() {
    local path
    while IFS= read -r path; do
        # shellcheck source=/dev/null
        [[ -z $path ]] || source "$path"
    done < <(cat "$STAVE_ORDER/hooks" 2>/dev/null)
}

# _stave_hook TEXT FUNCTION…: the first of the functions that is declared, then the text
_stave_hook() {
    local text=$1 name
    shift
    for name in "$@"; do
        if declare -F "$name" >/dev/null; then
            "$name"
            break
        fi
    done
    # shellcheck source=/dev/null
    [[ ! -f $STAVE_ORDER/shell/$text ]] || source "$STAVE_ORDER/shell/$text"
}
