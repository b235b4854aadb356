#!/bin/sh
# Whatever stands in $STAVE_ROOTFS afterwards is the image.
set -eu
mkdir -p "$STAVE_ROOTFS/usr/local/bin"
cat >"$STAVE_ROOTFS/usr/local/bin/shop-tools" <<END
#!/bin/sh
echo "tools $STAVE_VERSION"
END
chmod 0755 "$STAVE_ROOTFS/usr/local/bin/shop-tools"
