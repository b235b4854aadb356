# What an image does not need.

_stave_clean() {
    local folder
    rm -f "$_EMERGE_ROOT/etc/ld.so.cache" "$_EMERGE_ROOT/var/cache/ldconfig/aux-cache"
    if [[ ${BOB_SKIP_LIB_CLEANUP:-false} != true ]]; then
        for folder in "$_EMERGE_ROOT"/{,usr/,usr/local/}lib{,32,64,x32}; do
            [[ -d $folder && ! -L $folder ]] || continue
            find "$folder" -xdev -type f \( -name '*.[co]' -o -name '*.prl' \) -delete
        done
    fi
    rm -rf "$_EMERGE_ROOT"/usr/share/{aclocal,gettext,gir-1.0,gtk-doc,vala} "$_EMERGE_ROOT"/usr/{,lib/,lib64/,share/}{qt4/,qt5/,qt6/,}mkspecs
    rm -rf "$_EMERGE_ROOT"/var/db/pkg "$_EMERGE_ROOT"/var/lib/{portage,gentoo} "$_EMERGE_ROOT"/var/cache/edb "$_EMERGE_ROOT"/etc/portage
    rm -rf "$_EMERGE_ROOT"/var/db/Makefile "$_EMERGE_ROOT"/var/log/portage
    if [[ -z ${_keep_headers:-} || ${_keep_headers} == false ]]; then
        rm -rf "$_EMERGE_ROOT"/usr/include "$_EMERGE_ROOT"/usr/{lib,lib32,lib64,share}/{pkgconfig,cmake}
        find "$_EMERGE_ROOT"/usr/bin -maxdepth 1 \( -type f -o -type l \) -name '*-config' -delete 2>/dev/null || true
    fi
    if [[ ${BOB_SKIP_LIB_CLEANUP:-false} != true && (-z ${_keep_static_libs:-} || ${_keep_static_libs} == false) ]]; then
        for folder in "$_EMERGE_ROOT"/{,usr/,usr/local/}lib{,32,64,x32}; do
            [[ -d $folder && ! -L $folder ]] || continue
            find "$folder" -xdev -type f -name '*.a' -delete
        done
    fi
    _stave_clean_folders
}

# Folders that are empty now, because what was in them is gone.
_stave_clean_folders() {
    local folder
    for folder in var/db var/lib var/cache var/log var usr/share usr/lib usr/lib64 usr etc; do
        [[ -L $_EMERGE_ROOT/$folder ]] || rmdir --ignore-fail-on-non-empty "$_EMERGE_ROOT/$folder" 2>/dev/null || true
    done
}
