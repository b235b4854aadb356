#!/bin/sh
# Puts the busybox of Debian's package into $STAVE_ROOTFS, with the package's own record, so that the tag, the package
# list and the scanner know what it is.
set -eu
cd "$(mktemp -d)"
apt-get -qq download busybox-static
dpkg-deb -x busybox-static_*.deb root
mkdir -p "$STAVE_ROOTFS/bin" "$STAVE_ROOTFS/etc" "$STAVE_ROOTFS/tmp" "$STAVE_ROOTFS/var/lib/dpkg/status.d"
chmod 1777 "$STAVE_ROOTFS/tmp"
cp root/bin/busybox "$STAVE_ROOTFS/bin/busybox"
ln -s busybox "$STAVE_ROOTFS/bin/sh"
cp /etc/os-release "$STAVE_ROOTFS/etc/os-release"
dpkg-deb -f busybox-static_*.deb >"$STAVE_ROOTFS/var/lib/dpkg/status.d/busybox-static"
echo 'root:x:0:0:root:/:/bin/sh' >"$STAVE_ROOTFS/etc/passwd"
