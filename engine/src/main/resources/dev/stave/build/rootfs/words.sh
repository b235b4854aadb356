# Functions that hooks call.

# update_use [ATOM…] ±FLAG… also +use::FLAG, -kw::KEYWORD, +lic::LICENCE; without an atom for all packages
update_use() {
    local -a atoms=()
    local word atom sign kind flag
    while [[ $# -gt 0 && $1 != [-+%]* && ($1 == */* || ${#atoms[@]} == 0 && $# -gt 1) ]]; do
        atoms+=("$1")
        shift
    done
    [[ $# -gt 0 ]] || die "update_use: name flags such as +ssl or -pam"
    [[ ${#atoms[@]} -gt 0 ]] || atoms=('*/*')
    for atom in "${atoms[@]}"; do
        for word in "$@"; do
            sign=+ flag=$word
            [[ $word != [-+%]* ]] || { sign=${word:0:1} flag=${word:1}; }
            kind=use
            [[ $flag != *::* ]] || { kind=${flag%%::*} flag=${flag#*::}; }
            case $kind in
                use) _stave_use_flag "$atom" "$sign" "$flag" ;;
                kw) _stave_set_word package.accept_keywords "$atom" "$sign" "$flag" ;;
                lic) _stave_set_word package.license "$atom" "$sign" "$flag" ;;
                *) die "update_use: '$word' is neither use::, kw:: nor lic::" ;;
            esac
        done
    done
}

_stave_use_flag() {
    local atom=$1 sign=$2 flag=$3 known
    if [[ $atom != '*/*' && $sign != % && ${BOB_UPDATE_USE_STRICT:-true} == true ]]; then
        known=" $(_stave_ask flags "$atom") "
        [[ $known == *" $flag "* ]] || die "update_use: '$atom' has no USE flag '$flag'; it has:$known"
    fi
    [[ $sign == - ]] && flag=-$flag
    [[ $sign == % ]] && _stave_drop_word package.use "$atom" "$flag" && return 0
    _stave_drop_word package.use "$atom" "${flag#-}"
    _stave_add_word package.use "$atom" "$flag"
}

# update_keywords ATOM ±KEYWORD…
update_keywords() {
    local atom=$1 word
    shift
    for word in "$@"; do
        case $word in
            [-+]*) _stave_set_word package.accept_keywords "$atom" "${word:0:1}" "${word:1}" ;;
            *) _stave_set_word package.accept_keywords "$atom" + "$word" ;;
        esac
    done
}

mask_package() { _stave_add_line package.mask "$@"; }
unmask_package() { _stave_add_line package.unmask "$@"; }

# unmask_use ATOM FLAG…: the profile's mask of a flag is lifted
unmask_use() {
    local atom=$1 flag
    shift
    mkdir -p "$STAVE_PORTAGE/profile"
    for flag in "$@"; do
        printf '%s -%s\n' "$atom" "${flag#-}" >>"$STAVE_PORTAGE/profile/package.use.mask"
    done
}

_stave_set_word() {
    local file=$1 atom=$2 sign=$3 word=$4
    _stave_drop_word "$file" "$atom" "$word"
    [[ $sign != + ]] || _stave_add_word "$file" "$atom" "$word"
}

_stave_add_word() {
    _stave_folder "$STAVE_PORTAGE/$1"
    printf '%s %s\n' "$2" "$3" >>"$STAVE_PORTAGE/$1/zz-hooks"
}

_stave_drop_word() {
    local file=$STAVE_PORTAGE/$1/zz-hooks
    [[ -f $file ]] || return 0
    awk -v atom="$2" -v word="$3" '!($1 == atom && ($2 == word || $2 == "-" word))' "$file" >"$file.new"
    mv "$file.new" "$file"
}

_stave_add_line() {
    local file=$1 atom
    shift
    _stave_folder "$STAVE_PORTAGE/$file"
    for atom in "$@"; do
        grep -qxF "$atom" "$STAVE_PORTAGE/$file/zz-hooks" 2>/dev/null || printf '%s\n' "$atom" >>"$STAVE_PORTAGE/$file/zz-hooks"
    done
}

_stave_ask() {
    env -u ROOT python3 "$_STAVE/ask.py" "$@"
}

# provide_package ATOM…: in the version that would be installed
provide_package() {
    local atom best
    mkdir -p "$STAVE_PORTAGE/profile"
    for atom in "$@"; do
        best=$(_stave_ask best "$atom") || die "provide_package: no package is '$atom'"
        grep -qxF "$best" "$STAVE_PORTAGE/profile/package.provided" 2>/dev/null ||
            printf '%s\n' "$best" >>"$STAVE_PORTAGE/profile/package.provided"
    done
}

# unprovide_package ATOM…: what the images below installed counts as missing again
unprovide_package() {
    local atom name folder file=$STAVE_PORTAGE/profile/package.provided
    for atom in "$@"; do
        name=$(_stave_ask name "$atom")
        if [[ -f $file ]]; then
            awk -v name="$name" '{ bare = $0; sub(/-[0-9][^-]*(-r[0-9]+)?$/, "", bare) } bare != name' "$file" >"$file.new"
            mv "$file.new" "$file"
        fi
        for folder in "$_EMERGE_ROOT/var/db/pkg/$name"-[0-9]*; do
            [[ -d $folder ]] || continue
            _stave_split_pf "${folder##*/}"
            [[ ${name#*/} != "$_stave_pn" ]] || rm -rf "$folder"
        done
        sed -i "\\#^$name-[0-9]#d" "$STAVE_OUT/.seeded" 2>/dev/null || true
    done
}

uninstall_package() {
    local bin=${_emerge_bin:-${BOB_EMERGE_BIN:-emerge}}
    ROOT=$_EMERGE_ROOT "$bin" --unmerge "$@"
}

is_installed_package() { [[ -n $(_stave_ask installed "$1") ]]; }

# get_package_version ATOM: in __get_package_version, without the package's name
get_package_version() {
    local best
    best=$(_stave_ask best "$1") || die "get_package_version: no package is '$1'"
    _stave_split_pf "${best#*/}"
    __get_package_version=$_stave_pvr
}

# The compiler's run-time libraries.
copy_gcc_libs() { _stave_copy_libs libgcc_s.so libgomp.so libstdc++.so; }
copy_gfortran_libs() { _stave_copy_libs libgfortran.so libquadmath.so; }

_stave_copy_libs() {
    local folder file name to=$_EMERGE_ROOT/usr/$_LIB
    folder=$(dirname "$(readlink -f "$(gcc -print-file-name=libgcc_s.so.1)")")
    mkdir -p "$to"
    for name in "$@"; do
        for file in "$folder/$name"*; do
            [[ ! -e $file || $file == *.py ]] || cp -a "$file" "$to/"
        done
    done
    _stave_log_hooked sys-devel/gcc-libs "$(gcc -dumpfullversion 2>/dev/null || gcc -dumpversion)" "copied from the builder"
}

# download_file URL [NAME] [curl ARGS…]: to /distfiles, once; the path in __download_file
download_file() {
    local url=$1 name=${2:-${1##*/}} pin have part
    [[ $# -lt 2 ]] || shift
    shift
    name=${name%%\?*}
    __download_file=$DISTDIR/$name
    pin=$(_stave_pinned "download $url")
    # the lock may name another one by now
    if [[ ! -f $__download_file || (-n $pin && $pin != "$(_stave_sha256 "$__download_file")") ]]; then
        part=$(mktemp "$DISTDIR/.$name.XXXXXX")
        _stave_fetch "$url" "$part" "$@" || { rm -f "$part"; die "download_file: $url could not be fetched"; }
        chmod 644 "$part"
        mv "$part" "$__download_file"
    fi
    have=$(_stave_sha256 "$__download_file")
    if [[ -n $pin && $pin != "$have" ]]; then
        die "download_file: $url is $have, and the lock says $pin; stave update takes it"
    fi
    _stave_pin "download $url" "$have"
}

_stave_sha256() { printf 'sha256:%s' "$(sha256sum "$1" | cut -d ' ' -f 1)"; }

_stave_fetch() {
    local url=$1 to=$2
    shift 2
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --output "$to" "$@" "$url"
    elif command -v wget >/dev/null; then
        wget --quiet --output-document="$to" "$url"
    else
        python3 -c 'import shutil, sys, urllib.request
with urllib.request.urlopen(sys.argv[1]) as source, open(sys.argv[2], "wb") as target:
    shutil.copyfileobj(source, target)' "$url" "$to"
    fi
}

# add_patch ATOM URL [NAME]
add_patch() {
    local folder=$STAVE_PORTAGE/patches/$1 name=${3:-${2##*/}}
    download_file "$2" "${1//\//_}-$name"
    mkdir -p "$folder"
    cp "$__download_file" "$folder/$name"
}

is_installed_overlay() { [[ -f $STAVE_PORTAGE/repos.conf/stave-$1.conf || -f $STAVE_PORTAGE/repos.conf/hook-$1.conf ]]; }

# add_overlay ID [URL] [MODE]: the commit is pinned by the lock
add_overlay() {
    local id=$1 url=${2:-https://github.com/gentoo-mirror/$1.git} folder=/var/db/repos/$1
    ! is_installed_overlay "$id" || return 0
    [[ ${3:-git} == git ]] || die "add_overlay: '$id' is synced by '$3', and only git is pinned; declare it in the builder"
    fetch_git "$url" HEAD "$folder"
    _stave_folder "$STAVE_PORTAGE/repos.conf"
    printf '[%s]\nlocation = %s\nauto-sync = no\npriority = 50\n' "$id" "$folder" >"$STAVE_PORTAGE/repos.conf/hook-$id.conf"
}

# sed-or-die PATTERN REPLACEMENT FILE: fails where nothing matches
sed-or-die() {
    local separator=$'\001'
    grep -q -- "$1" "$3" || die "sed-or-die: nothing in $3 matches '$1'"
    sed -i "s$separator$1$separator$2${separator}g" "$3"
}

# log_as_installed GROUP PACKAGE-VERSION [NOTE] [URL]
log_as_installed() {
    _stave_split_hooked "$2"
    _stave_log_hooked "${1// /-}/$_stave_pn" "$_stave_pvr" "${3:-}"
}

# A name and a version that Portage never saw: the version begins at the last dash before a digit, or is all that is said.
_stave_split_hooked() {
    if [[ $1 =~ ^(.+)-v?([0-9][^-]*(-[a-z][^/]*)?)$ ]]; then
        _stave_pn=${BASH_REMATCH[1]} _stave_pvr=${BASH_REMATCH[2]}
    else
        _stave_pn=$1 _stave_pvr=unknown
    fi
}

_stave_log_hooked() {
    printf '%s\t%s\t0\t\t\t%s\thook\n' "$1" "$2" "${4:-}" >>"$STAVE_OUT/.hooked.tsv"
    [[ -z ${3:-} ]] || printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$STAVE_OUT/notes.tsv"
}

# The page on packages is written from the list of them; these words of older files have nothing left to do but for notes.
init_docs() { :; }
generate_doc_package_installed() { :; }
write_checkbox_line() { printf '%s\t%s\t%s\n' "${1:-}" "${2:-}" "${3:-}" >>"$STAVE_OUT/notes.tsv"; }

get_file_mod_stamp() {
    __get_file_mod_stamp=$(stat -c %Y "$1")
    printf '%s\n' "$__get_file_mod_stamp"
}

# copy_from_builder_if_changed FILE STAMP
copy_from_builder_if_changed() {
    [[ $(stat -c %Y "$1") != "$2" ]] || return 0
    mkdir -p "$_EMERGE_ROOT$(dirname "$1")"
    cp -a "$1" "$_EMERGE_ROOT$1"
}

# extract_build_dependencies ATOM…: what its build needs, installed in the builder
extract_build_dependencies() {
    env -u ROOT emerge --onlydeps --onlydeps-with-rdeps=n --noreplace "$@"
}

fix_portage_profile_symlink() {
    local to
    [[ -L $STAVE_PORTAGE/make.profile && ! -e $STAVE_PORTAGE/make.profile ]] || return 0
    to=$(readlink "$STAVE_PORTAGE/make.profile")
    ln -sfn "../../var/db/repos/gentoo/profiles/${to##*/profiles/}" "$STAVE_PORTAGE/make.profile"
}

# The tree is pinned and never synced here.
install_git_postsync_hooks() { :; }
