#!/bin/sh
# Runs inside the busybox image; whatever stands in $STAVE_ROOTFS afterwards is the image.
set -eu
mkdir -p "$STAVE_ROOTFS/usr/bin"
printf '#!/bin/sh\necho "tools %s"\n' "$STAVE_VERSION" >"$STAVE_ROOTFS/usr/bin/tools"
chmod 0755 "$STAVE_ROOTFS/usr/bin/tools"
