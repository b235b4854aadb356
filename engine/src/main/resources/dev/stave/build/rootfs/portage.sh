# Portage's settings, its database, and what is kept for children.

: "${STAVE_PORTAGE:=/etc/portage}"

# Settings for one package file: what this build says replaces what it said before.
_stave_package_files() {
    local file from=$STAVE_ORDER/portage
    for file in package.use package.accept_keywords package.license package.mask package.unmask; do
        [[ -f $from/$file ]] || continue
        _stave_folder "$STAVE_PORTAGE/$file"
        cat "$from/$file" >"$STAVE_PORTAGE/$file/$STAVE_ID"
    done
    if [[ -d $STAVE_ORDER/patches ]]; then
        mkdir -p "$STAVE_PORTAGE/patches"
        cp -a "$STAVE_ORDER/patches/." "$STAVE_PORTAGE/patches/"
    fi
}

# A stage3 has some of these as files.
_stave_folder() {
    if [[ -f $1 ]]; then
        mv "$1" "$1.before"
        mkdir -p "$1"
        mv "$1.before" "$1/before"
    fi
    mkdir -p "$1"
}

_stave_builder_flags() {
    export USE_BUILDER_FLAGS=true
    _stave_profile
    _stave_flags BOB_BUILDER_
    unset ROOT
}

_stave_target_flags() {
    export USE_BUILDER_FLAGS=false
    _stave_profile
    _stave_flags BOB_
    export ROOT=$_EMERGE_ROOT
}

# _stave_flags PREFIX: exports CHOST and the like where they are said; the builder's own otherwise.
_stave_flags() {
    local name from
    for name in CHOST CFLAGS CXXFLAGS; do
        from=$1$name
        if [[ -n ${!from:-} ]]; then
            export "$name=${!from}"
        else
            unset "$name"
        fi
    done
    PKGDIR=/packages/${CHOST:-$STAVE_CHOST}
    export PKGDIR
    _stave_binhosts
}

# What comes from a binhost goes where other binary packages are, and is kept with them.
_stave_binhosts() {
    if [[ -s $STAVE_ORDER/binrepos.conf ]]; then
        _stave_folder "$STAVE_PORTAGE/binrepos.conf"
        sed "s#^sync-uri .*#&\nlocation = $PKGDIR#" "$STAVE_ORDER/binrepos.conf" >"$STAVE_PORTAGE/binrepos.conf/stave.conf"
    else
        rm -f "$STAVE_PORTAGE/binrepos.conf/stave.conf"
    fi
}

# What Portage says of the builder, asked once when a declared builder is made.
_stave_know_builder() {
    local said
    said=$(env -u ROOT portageq envvar -v CHOST ABI DEFAULT_ABI) || said=
    eval "$(sed -n 's/^\(CHOST\|ABI\|DEFAULT_ABI\)=\(.*\)$/local _said_\1=\2/p' <<<"$said")"
    local abi=${_said_ABI:-${_said_DEFAULT_ABI:-}} lib=
    [[ -z $abi ]] || lib=$(env -u ROOT portageq envvar "LIBDIR_$abi") || lib=
    [[ -n $lib ]] || { lib=lib && [[ ! -d /usr/lib64 ]] || lib=lib64; }
    printf 'STAVE_CHOST=%q\n_LIB=%q\n' "${_said_CHOST:-$(uname -m)-pc-linux-gnu}" "$lib" >"$_ROOTFS_BACKUP/builder.sh"
}

_stave_builder_known() {
    [[ -f $_ROOTFS_BACKUP/builder.sh ]] || _stave_know_builder
    # shellcheck source=/dev/null
    source "$_ROOTFS_BACKUP/builder.sh"
    export _LIB STAVE_CHOST
    local options="${BOB_EMERGE_DEFAULT_OPTS:-}" atom
    [[ ${STAVE_BINPKG:-yes} == yes ]] && options+=" --usepkg --binpkg-respect-use=y" || options+=" --usepkg=n"
    [[ ${STAVE_GETBINPKG:-no} == no || ! -s $STAVE_ORDER/binrepos.conf ]] || options+=" --getbinpkg"
    while IFS= read -r atom; do
        [[ -z $atom ]] || options+=" --usepkg-exclude=$atom"
    done < <(cat "$STAVE_ORDER/nocache" 2>/dev/null)
    export EMERGE_DEFAULT_OPTS="--ask=n --color=n --nospinner --quiet-build=y --autounmask=n$options"
    [[ -z ${BOB_MAKEOPTS:-} ]] || export MAKEOPTS=$BOB_MAKEOPTS
    export DISTDIR=${STAVE_DISTFILES:-/distfiles} CONFIG_PROTECT='-* /etc/stave-protects-nothing' EMERGE_LOG_DIR=$STAVE_OUT
    local need="-ipc-sandbox -mount-sandbox -network-sandbox -pid-sandbox -news -preserve-libs buildpkg"
    if [[ -d /stave-gnupg && ! -d ${BINPKG_GPG_SIGNING_GPG_HOME:-/} ]]; then
        # an agent of its own, and nothing of the key stays in the builder
        cp -a /stave-gnupg "$BINPKG_GPG_SIGNING_GPG_HOME"
        chown -R 0:0 "$BINPKG_GPG_SIGNING_GPG_HOME"
        chmod 700 "$BINPKG_GPG_SIGNING_GPG_HOME"
        rm -f "$BINPKG_GPG_SIGNING_GPG_HOME"/S.*
    fi
    command -v sandbox >/dev/null || need+=" -sandbox -usersandbox"
    export FEATURES="${BOB_FEATURES:-} $need ${STAVE_FEATURES:-}"
}

# The database of all that the builder's chain installed goes into ROOT, so that nothing comes twice.
_stave_seed_root() {
    mkdir -p "$_EMERGE_ROOT/var/db/pkg" "$_EMERGE_ROOT/etc"
    : >"$STAVE_OUT/.seeded"
    if [[ -d $_ROOTFS_BACKUP_DB ]]; then
        cp -a "$_ROOTFS_BACKUP_DB/." "$_EMERGE_ROOT/var/db/pkg/"
        _stave_packages_of "$_ROOTFS_BACKUP_DB" >"$STAVE_OUT/.seeded"
    fi
    local link target
    while IFS=$'\t' read -r link target; do
        [[ ! -e $_EMERGE_ROOT/$link && ! -L $_EMERGE_ROOT/$link ]] || continue
        mkdir -p "$_EMERGE_ROOT/$(dirname "$link")"
        ln -s "$target" "$_EMERGE_ROOT/$link"
        [[ $target == /* ]] || mkdir -p "$_EMERGE_ROOT/$(dirname "$link")/$target"
    done < <(cat "$_ROOTFS_BACKUP/links.tsv" 2>/dev/null)
    local file
    for file in passwd group; do
        if [[ ! -e $_EMERGE_ROOT/etc/$file ]]; then
            _stave_users "$file" >"$_EMERGE_ROOT/etc/$file"
            cp -p "$_EMERGE_ROOT/etc/$file" "$STAVE_OUT/.$file.seed"
        fi
        cp "${STAVE_ETC:-/etc}/$file" "$STAVE_OUT/.$file.before"
    done
}

# Users of the images below; for the first image those that every system has.
_stave_users() {
    if [[ -f $_ROOTFS_BACKUP/$1 ]]; then
        cat "$_ROOTFS_BACKUP/$1"
    else
        grep -E '^(root|nobody|nogroup):' "${STAVE_ETC:-/etc}/$1" || true
    fi
}

# Users and groups that ebuilds made in the builder instead of ROOT.
_stave_bring_users() {
    local file line name
    for file in passwd group; do
        while IFS= read -r line; do
            name=${line%%:*}
            grep -q "^$name:" "$STAVE_OUT/.$file.before" && continue
            grep -qs "^$name:" "$_EMERGE_ROOT/etc/$file" || printf '%s\n' "$line" >>"$_EMERGE_ROOT/etc/$file"
        done <"${STAVE_ETC:-/etc}/$file"
    done
}

# What was only there for the packages to find is no part of the image; what is, children find again.
_stave_unseed_root() {
    local file link target
    for file in passwd group; do
        [[ -f $_EMERGE_ROOT/etc/$file ]] || continue
        cp -p "$_EMERGE_ROOT/etc/$file" "$_ROOTFS_BACKUP/$file"
        if cmp -s "$_EMERGE_ROOT/etc/$file" "$STAVE_OUT/.$file.seed" 2>/dev/null; then
            rm -f "$_EMERGE_ROOT/etc/$file" "$_EMERGE_ROOT/etc/$file-"
            # baselayout brings its own only where there is none yet
            if [[ -f $_EMERGE_ROOT/usr/share/baselayout/$file ]]; then
                cp -p "$_EMERGE_ROOT/usr/share/baselayout/$file" "$_EMERGE_ROOT/etc/$file"
                cp -p "$_EMERGE_ROOT/etc/$file" "$_ROOTFS_BACKUP/$file"
            fi
        fi
    done
    # what env-update wrote is the images' below where it is the same
    for file in csh.env profile.env environment.d/10-gentoo-env.conf; do
        [[ -f $_EMERGE_ROOT/etc/$file ]] || continue
        mkdir -p "$_ROOTFS_BACKUP/env/environment.d"
        if cmp -s "$_EMERGE_ROOT/etc/$file" "$_ROOTFS_BACKUP/env/$file"; then
            rm "$_EMERGE_ROOT/etc/$file"
        else
            cp -p "$_EMERGE_ROOT/etc/$file" "$_ROOTFS_BACKUP/env/$file"
        fi
    done
    rmdir --ignore-fail-on-non-empty "$_EMERGE_ROOT"/etc/{environment.d,env.d} 2>/dev/null || true
    (cd "$_EMERGE_ROOT" && find . -mindepth 1 -maxdepth 3 -type l -xtype d -printf '%P\t%l\n' | sort) >"$STAVE_OUT/.links"
    while IFS=$'\t' read -r link target; do
        [[ -L $_EMERGE_ROOT/$link && $(readlink "$_EMERGE_ROOT/$link") == "$target" ]] || continue
        rm -f "${_EMERGE_ROOT:?}/$link"
        [[ $target == /* ]] || rmdir -p --ignore-fail-on-non-empty "$_EMERGE_ROOT/$(dirname "$link")/$target" 2>/dev/null || true
    done < <(cat "$_ROOTFS_BACKUP/links.tsv" 2>/dev/null)
    { cat "$_ROOTFS_BACKUP/links.tsv" "$STAVE_OUT/.links" 2>/dev/null || true; } | sort -u >"$_ROOTFS_BACKUP/links.new"
    mv "$_ROOTFS_BACKUP/links.new" "$_ROOTFS_BACKUP/links.tsv"
    rmdir --ignore-fail-on-non-empty "$_EMERGE_ROOT/etc" 2>/dev/null || true
}

# category/PF of every package in a database, one a line
_stave_packages_of() {
    local folder
    for folder in "$1"/*/*/; do
        [[ -f ${folder}PF ]] || continue
        folder=${folder%/}
        printf '%s\n' "${folder#"$1"/}"
    done
}

# Names of packages that this build put into ROOT.
_stave_own_packages() {
    comm -13 <(sort "$STAVE_OUT/.seeded") <(_stave_packages_of "$_EMERGE_ROOT/var/db/pkg" | sort)
}

_stave_atoms() {
    local words atom
    mapfile -t _stave_wanted < <(grep -v '^$' "$STAVE_ORDER/packages" 2>/dev/null || true)
    if [[ ${_packages:-} != "${_stave_declared:-}" ]]; then
        words=${_packages//[\"\']/}
        set -f
        for atom in $words; do
            [[ " ${_stave_wanted[*]} " == *" $atom "* ]] || _stave_wanted+=("$atom")
        done
        set +f
    fi
}

_stave_emerge() {
    local bin=${_emerge_bin:-${BOB_EMERGE_BIN:-emerge}} options=${_emerge_opt:-${BOB_EMERGE_OPT:-}} atom
    _stave_drop_packages
    if [[ ${BOB_INSTALL_BASELAYOUT:-false} == true ]]; then
        # shellcheck disable=SC2086
        "$bin" $options --noreplace --verbose sys-apps/baselayout
    fi
    # shellcheck disable=SC2086
    [[ ${#_stave_wanted[@]} == 0 ]] || "$bin" $options --noreplace --verbose "${_stave_wanted[@]}" ||
        die "emerge could not install ${_stave_wanted[*]}"
    _stave_packages_of "$_EMERGE_ROOT/var/db/pkg" >"$_PACKAGE_INSTALLED"
}

# Binary packages that the hooks do not want: always by _no_cache, by _no_cache_TAG once, which the lock remembers.
_stave_drop_packages() {
    local name tag word
    # shellcheck disable=SC2086
    for word in ${_no_cache:-}; do
        _stave_drop_package "$word"
    done
    for name in ${!_no_cache_*}; do
        tag=${name#_no_cache_}
        if [[ $(_stave_pinned "no-cache $tag") != "${!name}" ]]; then
            for word in ${!name}; do
                _stave_drop_package "$word"
            done
        fi
        _stave_pin "no-cache $tag" "${!name}"
    done
}

# cat/pkg, or a file as kubler's users name them: cat/pkg/pkg-1.2.xpak
_stave_drop_package() {
    local word=${1#[<>=~]} category
    word=${word#=}
    category=${word%%/*} word=${word##*/}
    word=${word%.xpak} word=${word%.gpkg.tar}
    _stave_split_pf "$word"
    [[ $_stave_pvr != 0 ]] || _stave_pn=${word%%:*}
    export EMERGE_DEFAULT_OPTS="$EMERGE_DEFAULT_OPTS --usepkg-exclude=$category/$_stave_pn"
    # what is built anew takes its place, for all
    rm -f "$PKGDIR/$category/$_stave_pn/$_stave_pn"-[0-9]*
}

# packages.tsv and owned.tsv, from ROOT's own database.
_stave_write_packages() {
    local name folder field values way use flag enabled line=
    : >"$STAVE_OUT/packages.tsv"
    : >"$STAVE_OUT/owned.tsv"
    while IFS= read -r name; do
        folder=$_EMERGE_ROOT/var/db/pkg/$name
        values=()
        for field in PF SLOT repository USE IUSE LICENSE; do
            [[ ! -f $folder/$field ]] || read -r -d '' line <"$folder/$field" || true
            values+=("${line//[$'\t\n']/ }")
            line=
        done
        use=" ${values[3]} " enabled=
        for flag in ${values[4]}; do
            flag=${flag#[+-]}
            [[ $use != *" $flag "* || "$enabled " == *" $flag "* ]] || enabled+=" $flag"
        done
        way=built
        ! grep -qF "Merging Binary ($name::" "$STAVE_OUT/emerge.log" 2>/dev/null || way=binary
        _stave_split_pf "${values[0]}"
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${name%/*}/$_stave_pn" "$_stave_pvr" "${values[1]}" "${values[2]}" \
            "${enabled# }" "${values[5]}" "$way" >>"$STAVE_OUT/packages.tsv"
        sed -n -e "s#^obj \(.*\) [0-9a-f]* [0-9]*\$#\1\t$name#p" -e "s#^sym \(.*\) -> .* [0-9]*\$#\1\t$name#p" \
            "$folder/CONTENTS" >>"$STAVE_OUT/owned.tsv" 2>/dev/null || true
    done < <(_stave_own_packages)
    [[ ! -f $STAVE_OUT/.hooked.tsv ]] || cat "$STAVE_OUT/.hooked.tsv" >>"$STAVE_OUT/packages.tsv"
    {
        printf 'built\t%s\n' "$(grep -c $'\tbuilt$' "$STAVE_OUT/packages.tsv" || true)"
        printf 'binary\t%s\n' "$(grep -c $'\tbinary$' "$STAVE_OUT/packages.tsv" || true)"
        printf 'provided\t%s\n' "$(grep -c . "$STAVE_OUT/.seeded" || true)"
    } >"$STAVE_OUT/counts"
}

# Name and version of what Portage calls PF (PMS 3.2): the version is what begins with a digit after the last such dash.
_stave_split_pf() {
    if [[ $1 =~ ^(.*)-([0-9][0-9.]*[a-z]?(_(alpha|beta|pre|rc|p)[0-9]*)*(-r[0-9]+)?)$ ]]; then
        _stave_pn=${BASH_REMATCH[1]} _stave_pvr=${BASH_REMATCH[2]}
    else
        _stave_pn=$1 _stave_pvr=0
    fi
}

# Headers, static libraries and iconv data of this image, for children that ask for them.
_stave_keep_aside() {
    local kept=$_ROOTFS_BACKUP/kept
    mkdir -p "$kept"
    _stave_set_aside "$kept/$STAVE_ID.headers.tar" \( -path './usr/include/*' -o -path '*/pkgconfig/*.pc' -o -path '*/cmake/*' -o -path './usr/bin/*-config' \)
    _stave_set_aside "$kept/$STAVE_ID.static-libs.tar" -name '*.a' -path '*/lib*'
    _stave_set_aside "$kept/$STAVE_ID.iconv.tar" -path '*/gconv/*'
}

_stave_set_aside() {
    local archive=$1
    shift
    (
        cd "$_EMERGE_ROOT"
        find . \( -path ./var/db/pkg -prune \) -o \( -type f -o -type l \) "$@" -print0 | sort -z >"$STAVE_OUT/.aside"
        [[ ! -s $STAVE_OUT/.aside ]] || tar --null --no-recursion -T "$STAVE_OUT/.aside" --numeric-owner -cf "$archive"
    )
}

# _stave_want_kept KIND IMAGE…
_stave_want_kept() {
    local kind=$1 image file
    shift
    for image in "$@"; do
        for file in "$_ROOTFS_BACKUP/kept/${image//\//_}.$kind.tar" "$STAVE_ORDER/kept/${image//\//_}.$kind.tar"; do
            [[ -f $file ]] || continue
            tar -C "$_EMERGE_ROOT" -xf "$file"
            msg "$kind of $image are in the root"
            continue 2
        done
        msg_warn "$image kept no $kind aside"
    done
}

_stave_merge_ld_so_conf() {
    local own=$_EMERGE_ROOT/etc/ld.so.conf kept=$_ROOTFS_BACKUP/ld.so.conf
    [[ -f $own ]] || return 0
    { cat "$kept" "$own" 2>/dev/null || true; } | awk '!/^#/ && NF && !seen[$0]++' >"$own.merged"
    cp "$own.merged" "$kept"
    mv "$own.merged" "$own"
}

# Every entry of the container's own file system with what tells that it changed; a path a line, sorted by it.
_stave_snapshot() {
    local -a skip=()
    local path
    for path in /proc /sys /dev /run /tmp /var/tmp /stave /stave-order /stave-out /config /etc/resolv.conf /etc/hosts \
        /etc/hostname /etc/mtab /.dockerenv "$_EMERGE_ROOT/*" $(cat "$STAVE_ORDER/mounts" 2>/dev/null); do
        skip+=(-o -path "$path")
    done
    find "${STAVE_ROOT:-/}" -xdev -mindepth 1 \( "${skip[@]:1}" \) -prune -o -printf '%P\t%y\t%s\t%C@\t%m\t%U\t%G\t%l\n' | LC_ALL=C sort >"$1"
}

# What binary packages must have in common to be exchanged.
_stave_say_abi() {
    local profile libc compiler
    # shellcheck source=/dev/null
    source "$_ROOTFS_BACKUP/builder.sh"
    profile=$(readlink -f "$STAVE_PORTAGE/make.profile" 2>/dev/null) || profile=
    libc=$(_stave_first_slot "${STAVE_DB:-/var/db/pkg}"/sys-libs/{glibc,musl}-[0-9]*)
    compiler=$(_stave_first_slot "${STAVE_DB:-/var/db/pkg}"/sys-devel/gcc-[0-9]* "${STAVE_DB:-/var/db/pkg}"/llvm-core/clang-[0-9]*)
    [[ -n $compiler ]] || compiler=$(gcc -dumpversion 2>/dev/null || true)
    {
        printf 'builder\t%s\n' "$STAVE_CHOST"
        printf 'chost\t%s\n' "${BOB_CHOST:-$STAVE_CHOST}"
        printf 'cflags\t%s\n' "${BOB_CFLAGS:-$(env -u ROOT portageq envvar CFLAGS || true)}"
        printf 'profile\t%s\n' "${profile##*/profiles/}"
        printf 'libc\t%s\n' "$libc"
        printf 'compiler\t%s\n' "$compiler"
    } >"$STAVE_OUT/abi"
}

# Name and slot of the first of these packages that is there.
_stave_first_slot() {
    local folder
    for folder in "$@"; do
        [[ -f $folder/SLOT ]] || continue
        _stave_split_pf "${folder##*/}"
        printf '%s:%s' "$(basename "$(dirname "$folder")")/$_stave_pn" "$(cut -d / -f 1 "$folder/SLOT")"
        return 0
    done
}
