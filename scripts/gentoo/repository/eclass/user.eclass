# @ECLASS: user.eclass
# @BLURB: the old way: users are created where the build runs, not in the root being built
enewgroup() { getent group "$1" >/dev/null || groupadd -r -g "$2" "$1" || die; }
enewuser() { getent passwd "$1" >/dev/null || useradd -r -u "$2" -s "$3" -d "$4" -g "$5" -M "$1" || die; }
