package dev.stave.oci.layer

import dev.stave.model.Digest
import dev.stave.model.Platform
import dev.stave.oci.Descriptor
import dev.stave.oci.MediaTypes
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Path
import java.util.zip.GZIPOutputStream
import spock.lang.Specification
import spock.lang.TempDir

class FormerLayersSpec extends Specification {
    static final byte[] TAR = new byte[10240]
    static final byte[] OTHER_TAR = new byte[20480]
    static final Digest DIFF_ID = Digest.of(TAR)

    @TempDir Path folder
    LayoutStore store

    def setup() {
        store = new LayoutStore(folder)
    }

    def "a layer #what #then"() {
        given:
        def now = image(MediaTypes.OCI_LAYER_GZIP, gzip(TAR, 'now'), DIFF_ID)
        def before = image(type, content, diffId)

        expect:
        new FormerLayers(store).keep(now, before).layers() == (isKept ? before : now).layers()

        where:
        what                                   | type                       | content                  | diffId               || isKept
        'of the same bytes'                    | MediaTypes.OCI_LAYER_GZIP  | gzip(TAR, 'before')      | DIFF_ID              || true
        'of other bytes'                       | MediaTypes.OCI_LAYER_GZIP  | gzip(OTHER_TAR, '')      | Digest.of(OTHER_TAR) || false
        'that is compressed in another way'    | MediaTypes.OCI_LAYER_ZSTD  | gzip(TAR, 'before')      | DIFF_ID              || false
        'that is said to be of the same bytes' | MediaTypes.OCI_LAYER_GZIP  | gzip(OTHER_TAR, '')      | DIFF_ID              || false
        'that is damaged'                      | MediaTypes.OCI_LAYER_GZIP  | gzip(TAR, '')[0..19] as byte[] | DIFF_ID        || false
        then = isKept ? 'stays in its blob' : 'is sent in its own'
    }

    private PlatformImage image(String type, byte[] content, Digest diffId) {
        def blob = store.put(type, content)
        new PlatformImage(Platform.parse('linux/amd64'), blob, blob, [blob], [diffId])
    }

    /** The remark makes the same bytes another blob, as another zlib would. */
    private static byte[] gzip(byte[] tar, String remark) {
        def out = new ByteArrayOutputStream()
        if (remark) {
            new GZIPOutputStream(out).withCloseable { it.write(Arrays.copyOf(tar, remark.length())) }
            new GZIPOutputStream(out).withCloseable { it.write(tar, remark.length(), tar.length - remark.length()) }
        } else {
            new GZIPOutputStream(out).withCloseable { it.write(tar) }
        }
        out.toByteArray()
    }
}
