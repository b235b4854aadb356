package dev.stave.oci.layer

import dev.stave.oci.Descriptor
import dev.stave.oci.Store
import com.github.luben.zstd.Zstd
import java.util.zip.GZIPOutputStream

/** Makes tars and layers by hand: also such as our own writer would never write. */
class TarBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream()
    private final TarWriter out = new TarWriter(bytes)

    TarBuilder file(String name, Object content) {
        byte[] data = content instanceof byte[] ? content : content.toString().getBytes('UTF-8')
        out.write(entry(name, TarEntry.FILE, '', data.length), new ByteArrayInputStream(data))
        this
    }

    TarBuilder folder(String name) {
        add(name, TarEntry.FOLDER)
    }

    TarBuilder link(String name, String target) {
        add(name, TarEntry.SYMLINK, target)
    }

    TarBuilder hardLink(String name, String target) {
        add(name, TarEntry.HARD_LINK, target)
    }

    TarBuilder add(String name, char type, String link = '') {
        out.write(entry(name, type, link, 0))
        this
    }

    byte[] bytes() {
        def copy = new ByteArrayOutputStream()
        copy.write(bytes.toByteArray())
        new TarWriter(copy).finish()
        copy.toByteArray()
    }

    InputStream stream() {
        new ByteArrayInputStream(bytes())
    }

    byte[] gzip() {
        gzip(bytes())
    }

    /** In members of so many bytes each, as estargz has them. */
    byte[] gzipMembers(int size) {
        def all = new ByteArrayOutputStream()
        def data = bytes()
        (0..<data.length).step(size) { all.write(gzip(Arrays.copyOfRange(data, it, Math.min(it + size, data.length)))) }
        all.toByteArray()
    }

    byte[] zstd() {
        Zstd.compress(bytes())
    }

    Descriptor in(Store store, byte[] form = gzip()) {
        store.put('application/vnd.oci.image.layer.v1.tar+gzip', form)
    }

    static byte[] gzip(byte[] data) {
        def out = new ByteArrayOutputStream()
        new GZIPOutputStream(out).withCloseable { it.write(data) }
        out.toByteArray()
    }

    private static TarEntry entry(String name, char type, String link, long size) {
        new TarEntry(ByteText.of(name), type, 0644, 0, 0, size, 0, ByteText.of(link), 0, 0, new TreeMap())
    }
}
