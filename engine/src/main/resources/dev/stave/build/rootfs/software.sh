# Software that Portage does not know: fetched, built, installed into ROOT, and listed as installed.

_stave_sources=${STAVE_TMP:-/var/tmp}/stave-sources

# fetch_git URL REF [DIR]: the folder in __fetch_git, the commit in __fetch_git_commit
fetch_git() {
    local url=$1 ref=${2:-HEAD} folder=${3:-} key="git $1#${2:-HEAD}" commit
    [[ -n $folder ]] || { folder=${url##*/} folder=$_stave_sources/${folder%.git}; }
    _stave_program git dev-vcs/git
    commit=$(_stave_pinned "$key")
    rm -rf "$folder"
    mkdir -p "$folder"
    git -C "$folder" init --quiet
    if ! git -C "$folder" fetch --quiet --depth 1 "$url" "${commit:-$ref}" 2>/dev/null; then
        git -C "$folder" fetch --quiet --tags "$url" '+refs/heads/*:refs/remotes/origin/*' || die "fetch_git: $url could not be fetched"
        commit=${commit:-$(git -C "$folder" rev-parse --verify --quiet "$ref^{commit}" || git -C "$folder" rev-parse --verify --quiet "origin/$ref^{commit}" || true)}
        [[ -n $commit ]] || die "fetch_git: $url has no '$ref'"
        git -C "$folder" cat-file -e "$commit^{commit}" 2>/dev/null || die "fetch_git: $url has lost the commit $commit that the lock names"
    else
        commit=$(git -C "$folder" rev-parse 'FETCH_HEAD^{commit}')
    fi
    git -C "$folder" -c advice.detachedHead=false checkout --quiet "$commit"
    _stave_pin "$key" "$commit"
    __fetch_git=$folder __fetch_git_commit=$commit __fetch_git_ref=$ref
    msg "$url $ref is $commit"
}

# _stave_program PROGRAM ATOM: installed in the builder where it is missing
_stave_program() {
    command -v "$1" >/dev/null && return 0
    msg "$1 is not in the builder; $2 is installed there"
    env -u ROOT CHOST="${BOB_BUILDER_CHOST:-$STAVE_CHOST}" emerge --noreplace --oneshot "$2" || true
    command -v "$1" >/dev/null || die "'$1' is needed, and $2 could not be installed in the builder"
}

# build_KIND NAME [VERSION] [-- ARGUMENTS…], in the folder of the last fetch_git, else in the current one.
build_go() { _stave_build go "$@"; }
build_cargo() { _stave_build cargo "$@"; }
build_node() { _stave_build node "$@"; }
build_python() { _stave_build python "$@"; }
build_maven() { _stave_build maven "$@"; }
build_cmake() { _stave_build cmake "$@"; }
build_make() { _stave_build make "$@"; }

_stave_build() {
    local kind=$1 name=$2 version folder=${__fetch_git:-$PWD} before from=$PWD
    shift 2
    version=${__fetch_git_ref:-}
    if [[ $# -gt 0 && $1 != -- ]]; then
        version=$1
        shift
    fi
    [[ $# -eq 0 || $1 != -- ]] || shift
    [[ -n $version && $version != HEAD ]] || version=${__fetch_git_commit:-unknown}
    [[ -d $folder ]] || die "build_$kind: there is no folder $folder"
    msg "build_$kind $name $version"
    before=$STAVE_OUT/.before-build
    : >"$before"
    cd "$folder"
    "_stave_build_$kind" "$name" "$@"
    cd "$from"
    _stave_strip_newer "$before"
    [[ -z ${__fetch_git:-} ]] || rm -rf "$folder"
    _stave_log_hooked "software/$name" "${version#v}" "by build_$kind"
    unset __fetch_git __fetch_git_ref __fetch_git_commit
}

_stave_build_go() {
    local name=$1
    shift
    _stave_program go dev-lang/go
    mkdir -p "$_EMERGE_ROOT/usr/bin"
    CGO_ENABLED=${CGO_ENABLED:-0} GOFLAGS="-buildvcs=false ${GOFLAGS:-}" GOPATH=${GOPATH:-/var/tmp/stave-go} \
        go build -trimpath -ldflags '-s -w' -o "$_EMERGE_ROOT/usr/bin/$name" "${@:-.}"
    chmod -R u+w /var/tmp/stave-go 2>/dev/null || true
}

_stave_build_cargo() {
    local name=$1
    shift
    _stave_program cargo dev-lang/rust-bin
    cargo install --locked --path . --root "$_EMERGE_ROOT/usr" --no-track "$@"
}

_stave_build_node() {
    local name=$1 to=$_EMERGE_ROOT/usr/lib/$1
    shift
    _stave_program npm net-libs/nodejs
    if [[ -f package-lock.json ]]; then npm ci --no-audit --no-fund; else npm install --no-audit --no-fund; fi
    if node -e 'process.exit(require("./package.json").scripts?.build ? 0 : 1)'; then npm run build; fi
    npm prune --omit=dev --no-audit --no-fund
    mkdir -p "$to"
    cp -a . "$to/"
    rm -rf "$to/.git"
}

_stave_build_python() {
    local name=$1
    shift
    _stave_program pip dev-python/pip
    pip install --no-compile --no-cache-dir --root "$_EMERGE_ROOT" --prefix /usr --no-warn-script-location "$@" .
}

_stave_build_maven() {
    local name=$1 jar found=
    shift
    _stave_program mvn dev-java/maven-bin
    mvn --batch-mode --quiet "${@:-package}"
    mkdir -p "$_EMERGE_ROOT/usr/share/$name"
    for jar in target/*.jar target/*.war; do
        [[ -f $jar && $jar != *-sources.jar && $jar != *-javadoc.jar && $jar != *original-* ]] || continue
        cp "$jar" "$_EMERGE_ROOT/usr/share/$name/"
        found=yes
    done
    [[ -n $found ]] || die "build_maven: no jar was built in target"
}

_stave_build_cmake() {
    local name=$1
    shift
    _stave_program cmake dev-build/cmake
    cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR="$_LIB" "$@"
    # shellcheck disable=SC2086
    cmake --build build -- ${MAKEOPTS:-}
    DESTDIR=$_EMERGE_ROOT cmake --install build
}

_stave_build_make() {
    local name=$1
    shift
    [[ ! -x configure ]] || ./configure --prefix=/usr --libdir="/usr/$_LIB" --sysconfdir=/etc --localstatedir=/var "$@"
    # shellcheck disable=SC2086
    make ${MAKEOPTS:-}
    make install PREFIX=/usr prefix=/usr DESTDIR="$_EMERGE_ROOT"
}

# Debugging symbols of programs and libraries that came since a file was made.
_stave_strip_newer() {
    local file
    command -v strip >/dev/null || return 0
    while IFS= read -r -d '' file; do
        [[ $(head -c 4 "$file" | tr -d '\0') == $'\177ELF' ]] || continue
        strip --strip-unneeded "$file" 2>/dev/null || true
    done < <(find "$_EMERGE_ROOT" -xdev -type f \( -perm /111 -o -name '*.so*' \) -cnewer "$1" -print0)
}
