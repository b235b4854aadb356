# A declared builder: a stage3 that becomes a core builder, or another builder that is extended.

# Portage's settings, and what kind of packages come out of them.
_stave_core() {
    _stave_last=
    _stave_enter core
    _stave_snapshot "$STAVE_OUT/.before"
    _stave_make_conf
    _stave_repositories
    _stave_select_profile
    _stave_package_files
    _stave_know_builder
    _stave_say_abi
}

_stave_builder() {
    _stave_last=
    _stave_enter core
    _stave_builder_known
    _stave_builder_flags
    [[ ! -f $STAVE_ORDER/shell/finishRootfs.sh ]] || cp "$STAVE_ORDER/shell/finishRootfs.sh" "$_ROOTFS_BACKUP/finish.sh"
    _stave_crossdev
    _stave_tools
    _stave_enter configureBuilder
    _stave_atoms
    [[ ${#_stave_wanted[@]} == 0 ]] || emerge --noreplace --verbose "${_stave_wanted[@]}"
    _stave_read_hooks
    _stave_hook configureBuilder.sh configure_builder configure_bob
    if [[ ${BOB_UPDATE_WORLD:-false} == true ]]; then
        emerge --update --deep --newuse @world
    fi
    rm -rf "${PORTAGE_TMPDIR:-/var/tmp}"/portage/* "${STAVE_TMP:-/tmp}"/stave-* "${STAVE_TMP:-/var/tmp}"/stave-*
}

_stave_make_conf() {
    local conf=$STAVE_PORTAGE/make.conf
    mkdir -p "$STAVE_PORTAGE/profile"
    if [[ -d $conf ]]; then
        conf=$conf/stave
    fi
    _stave_conf_lines >>"$conf"
    if [[ -n ${BOB_TIMEZONE:-} ]]; then
        printf '%s\n' "$BOB_TIMEZONE" >/etc/timezone
        ln -sf "/usr/share/zoneinfo/$BOB_TIMEZONE" /etc/localtime
    fi
}

_stave_conf_lines() {
    printf '\n# builder %s\n' "$STAVE_ID"
    printf 'DISTDIR="/distfiles"\nPKGDIR="/packages/${CHOST}"\n'
    [[ -z ${BOB_GENTOO_MIRRORS:-} ]] || printf 'GENTOO_MIRRORS="%s"\n' "$BOB_GENTOO_MIRRORS"
    cat "$STAVE_ORDER/make.conf" 2>/dev/null || true
}

# The tree and the overlays are mounted; Portage is told where.
_stave_repositories() {
    local name
    _stave_folder "$STAVE_PORTAGE/repos.conf"
    printf '[DEFAULT]\nmain-repo = gentoo\n\n[gentoo]\nlocation = /var/db/repos/gentoo\nauto-sync = no\n' \
        >"$STAVE_PORTAGE/repos.conf/gentoo.conf"
    while IFS= read -r name; do
        [[ -n $name ]] || continue
        printf '[%s]\nlocation = /var/db/repos/%s\nauto-sync = no\npriority = 50\n' "$name" "$name" \
            >"$STAVE_PORTAGE/repos.conf/stave-$name.conf"
    done < <(cat "$STAVE_ORDER/overlays" 2>/dev/null)
}

_stave_select_profile() {
    local to
    if [[ -n ${STAVE_BUILDER_PROFILE:-} ]]; then
        to=/var/db/repos/gentoo/profiles/$STAVE_BUILDER_PROFILE
        [[ -d $to ]] || die "there is no profile '$STAVE_BUILDER_PROFILE' in the tree"
        rm -rf "$STAVE_PORTAGE/make.profile"
        ln -s "../../var/db/repos/gentoo/profiles/$STAVE_BUILDER_PROFILE" "$STAVE_PORTAGE/make.profile"
    fi
    if [[ -L $STAVE_PORTAGE/make.profile && ! -e $STAVE_PORTAGE/make.profile ]]; then
        die "the profile $(readlink "$STAVE_PORTAGE/make.profile") of the stage3 is not in the tree; write profile"
    fi
}

# Compiling for another machine: only with the tool that does it.
_stave_crossdev() {
    if [[ -n ${STAVE_CROSSDEV:-} ]]; then
        _stave_tool crossdev sys-devel/crossdev "crossdev '$STAVE_CROSSDEV'"
        mkdir -p /var/db/repos/crossdev/{metadata,profiles}
        printf 'crossdev\n' >/var/db/repos/crossdev/profiles/repo_name
        printf 'masters = gentoo\nthin-manifests = true\n' >/var/db/repos/crossdev/metadata/layout.conf
        printf '[crossdev]\nlocation = /var/db/repos/crossdev\npriority = 10\nmasters = gentoo\nauto-sync = no\n' \
            >"$STAVE_PORTAGE/repos.conf/crossdev.conf"
        crossdev --stable --target "$STAVE_CROSSDEV" --ov-output /var/db/repos/crossdev
        _stave_target_settings "/usr/$STAVE_CROSSDEV/etc/portage"
    fi
}

# The target has a configuration of its own: what is said of packages and places holds there too.
_stave_target_settings() {
    local name
    mkdir -p "$1"
    for name in package.use package.accept_keywords package.license package.mask package.unmask patches profile \
        repos.conf binrepos.conf; do
        [[ -e $1/$name && ! -L $1/$name ]] || ln -sfn "$STAVE_PORTAGE/$name" "$1/$name"
    done
    _stave_conf_lines >>"$1/make.conf"
}

# Compiling on other machines, not twice, and signatures: each only with the tool that does it.
_stave_tools() {
    [[ -z ${DISTCC_HOSTS:-} ]] || _stave_tool distcc sys-devel/distcc "distcc"
    [[ ${STAVE_CCACHE:-no} != yes ]] || _stave_tool ccache dev-util/ccache "ccache"
    _stave_signatures
}

# Whose signatures on binary packages count, as Portage looks it up; its own key must be there too, or it would not take
# its own packages again.
_stave_signatures() {
    local home=$STAVE_PORTAGE/gnupg key own=${BINPKG_GPG_SIGNING_KEY:-}
    [[ ! -e $home/.stave ]] || rm -rf "$home"
    [[ -n $own || -s $STAVE_ORDER/trusted.asc ]] || return 0
    _stave_tool gpg app-crypt/gnupg "signed packages"
    # Portage's command locks a file there
    mkdir -p "$home" /run/lock
    : >"$home/.stave"
    [[ ! -s $STAVE_ORDER/trusted.asc ]] || _stave_gpg --import "$STAVE_ORDER/trusted.asc"
    if [[ -n $own ]]; then
        gpg --homedir "$BINPKG_GPG_SIGNING_GPG_HOME" --batch --quiet --list-secret-keys "$own" >/dev/null 2>&1 ||
            die "signPackages: the key $own is not in its home"
        gpg --homedir "$BINPKG_GPG_SIGNING_GPG_HOME" --batch --quiet --export "$own" | _stave_gpg --import
    fi
    for key in ${STAVE_TRUSTED:-} "$own"; do
        [[ -z $key ]] || printf '%s:6:\n' "${key#0x}"
    done | _stave_gpg --import-ownertrust
    _stave_gpg --check-trustdb
    chmod -R go+rX "$home"
}

_stave_gpg() { gpg --homedir "$STAVE_PORTAGE/gnupg" --batch --quiet --no-tty --no-permission-warning "$@" 2>&1; }

# _stave_tool PROGRAM ATOM WHY
_stave_tool() {
    local more=
    command -v "$1" >/dev/null && return 0
    # a package that is signed could not be looked at yet
    [[ $1 != gpg ]] || more=' --usepkg=n'
    FEATURES="$FEATURES -distcc -ccache -binpkg-signing" EMERGE_DEFAULT_OPTS="$EMERGE_DEFAULT_OPTS --getbinpkg=n$more" \
        env -u ROOT emerge --noreplace "$2" || true
    command -v "$1" >/dev/null || die "the builder wants $3, and it has no program '$1' and $2 could not be installed"
}
