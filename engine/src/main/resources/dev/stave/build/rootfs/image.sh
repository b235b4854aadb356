# The phases of an image's build, in their order: configureBuilder, configureRootfs, packages, finishRootfs, clean.

_stave_image() {
    _stave_last=$1
    _stave_snapshot "$STAVE_OUT/.before"
    _stave_builder_known
    _stave_enter configureBuilder
    _stave_builder_flags
    _stave_package_files
    _stave_tools
    _stave_declared=$(tr '\n' ' ' <"$STAVE_ORDER/packages" 2>/dev/null || true)
    _packages=$_stave_declared
    _keep_headers=${STAVE_KEEP_HEADERS:-} _keep_static_libs=${STAVE_KEEP_STATIC_LIBS:-}
    _headers_from=${STAVE_HEADERS_FROM:-} _static_libs_from=${STAVE_STATIC_LIBS_FROM:-} _iconv_from=${STAVE_ICONV_FROM:-}
    _stave_seed_root
    _stave_read_hooks
    [[ ${BOB_UPDATE_WORLD:-false} != true ]] || emerge --update --deep --newuse @world
    _stave_hook configureBuilder.sh configure_builder configure_bob
    ! _stave_until configureBuilder || return 0

    _stave_enter configureRootfs
    _stave_target_flags
    # shellcheck disable=SC2086
    _stave_want_kept headers ${_headers_from:-}
    # shellcheck disable=SC2086
    _stave_want_kept static-libs ${_static_libs_from:-}
    # shellcheck disable=SC2086
    _stave_want_kept iconv ${_iconv_from:-}
    _stave_hook configureRootfs.sh configure_rootfs_build
    ! _stave_until configureRootfs || return 0

    _stave_enter packages
    _stave_atoms
    _stave_emerge
    _stave_keep_aside
    _stave_merge_ld_so_conf
    _stave_bring_users
    ! _stave_until packages || return 0

    _stave_enter finishRootfs
    _stave_additions
    _stave_hook finishRootfs.sh finish_rootfs_build
    # shellcheck source=/dev/null
    [[ ! -f $_ROOTFS_BACKUP/finish.sh ]] || source "$_ROOTFS_BACKUP/finish.sh"
    ! _stave_until finishRootfs || return 0

    _stave_enter clean
    _stave_write_packages
    rm -rf "$_ROOTFS_BACKUP_DB"
    [[ ! -d $_EMERGE_ROOT/var/db/pkg ]] || cp -a "$_EMERGE_ROOT/var/db/pkg" "$_ROOTFS_BACKUP_DB"
    _stave_unseed_root
    [[ ${STAVE_CLEAN:-yes} != yes ]] || _stave_clean
}

# Trees of git repositories: address, reference and place, one a line.
_stave_additions() {
    local url ref to
    while IFS=$'\t' read -r url ref to; do
        [[ -n $url ]] || continue
        fetch_git "$url" "$ref"
        mkdir -p "$_EMERGE_ROOT$to"
        cp -a "$__fetch_git/." "$_EMERGE_ROOT$to/"
        rm -rf "$_EMERGE_ROOT$to/.git"
    done < <(cat "$STAVE_ORDER/additions.tsv" 2>/dev/null)
}

# The container becomes a builder: nothing of the root stays in it. What it has beyond its own image is listed.
_stave_leave() {
    find "$_EMERGE_ROOT" -xdev -mindepth 1 -delete
    rm -rf "${PORTAGE_TMPDIR:-/var/tmp}"/portage/* "${STAVE_TMP:-/tmp}"/stave-* "${STAVE_TMP:-/var/tmp}"/stave-* /var/cache/edb/binhost
    _stave_snapshot "$STAVE_OUT/.after"
    LC_ALL=C comm -13 "$STAVE_OUT/.before" "$STAVE_OUT/.after" | cut -f 1 | tr '\n' '\0' >"$STAVE_OUT/changed"
    rm -rf "$STAVE_OUT/whiteouts"
    mkdir -p "$STAVE_OUT/whiteouts"
    local path gone=
    while IFS= read -r path; do
        # what lies in a folder that is gone goes with it
        [[ -z $gone || $path != "$gone"/* ]] || continue
        gone=$path
        mkdir -p "$STAVE_OUT/whiteouts/$(dirname "$path")"
        : >"$STAVE_OUT/whiteouts/$(dirname "$path")/.wh.${path##*/}"
    done < <(LC_ALL=C comm -23 <(cut -f 1 "$STAVE_OUT/.before") <(cut -f 1 "$STAVE_OUT/.after"))
    (cd "$STAVE_OUT/whiteouts" && find . -type f -printf '%P\0') >"$STAVE_OUT/whiteouts.list"
}
