# What an interactive shell in a build container reads: the script's words, the hooks, and the state it was left in.
_STAVE=/stave
: "${STAVE_ORDER:=/stave-order}" "${STAVE_OUT:=/stave-out}"
for _stave_part in base portage words software clean builder image; do
    source "$_STAVE/$_stave_part.sh"
done
source "$STAVE_ORDER/variables.sh"
: "${_EMERGE_ROOT:=/emerge-root}" "${_CONFIG:=/config}" "${_ROOTFS_BACKUP:=/backup-rootfs}"
_ROOTFS_BACKUP_DB=$_ROOTFS_BACKUP/pkg
_PACKAGE_INSTALLED=$_ROOTFS_BACKUP/package.installed
_stave_builder_known
_stave_read_hooks
[[ ! -f $STAVE_OUT/state ]] || source "$STAVE_OUT/state" 2>/dev/null
# a mistake at the prompt ends nothing
die() { printf '!!! %s\n' "${1:-died}" >&2; return 1; }
set +eE
trap - ERR EXIT
PS1="stave ${STAVE_NAME:-} ($(cat "$STAVE_OUT/phase" 2>/dev/null)) \w \$ "
