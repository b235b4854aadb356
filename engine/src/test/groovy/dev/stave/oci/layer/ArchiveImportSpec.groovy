package dev.stave.oci.layer

import dev.stave.model.Digest
import dev.stave.model.Platform
import dev.stave.oci.Descriptor
import dev.stave.oci.ImageAssembler
import dev.stave.oci.ImageConfig
import dev.stave.oci.ImageException
import dev.stave.oci.ImageIndex
import dev.stave.oci.ImageManifest
import dev.stave.oci.ManifestReader
import dev.stave.oci.ManifestWriter
import dev.stave.oci.Manifest
import dev.stave.oci.MediaTypes
import dev.stave.oci.layout.LayoutNames
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.zip.GZIPInputStream
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

class ArchiveImportSpec extends Specification {
    static final byte[] BASE = new TarBuilder().file('base', 'b').bytes()
    static final byte[] TOP = new TarBuilder().file('top', 't').file('.wh.base', '').bytes()

    @TempDir Path folder
    LayoutStore store
    ArchiveImport archives

    def setup() {
        store = new LayoutStore(folder.resolve('store'))
        archives = new ArchiveImport(store, folder.resolve('store/tmp'), { it.run() })
    }

    def "docker save gives its configuration and layers, compressed by us: #form"() {
        when:
        def images = archives.fromTar(archive.stream(), KnownLayers.NONE)

        then:
        images*.names() == [['x:1']]
        images[0].config().diffIds() == [BASE, TOP].collect { Digest.of(it) }
        images[0].layers()*.diffId() == [BASE, TOP].collect { Digest.of(it) }
        images[0].blobs()*.mediaType() == [MediaTypes.OCI_LAYER_GZIP] * 2
        new GZIPInputStream(store.open(images[0].blobs()[1].digest())).bytes == TOP
        folder.resolve('store/tmp').toFile().list().length == 0

        where:
        form                        | archive
        'layers after the manifest' | docker(config(BASE, TOP), [a: BASE, b: TOP])
        'layers first'              | new TarBuilder().file('a', BASE).file('b', TOP).file('c.json', config(BASE, TOP).bytes()).file('manifest.json', '[{"Config":"c.json","RepoTags":["x:1"],"Layers":["a","b"]}]')
        'a layer as a link'         | new TarBuilder().file('1/layer.tar', BASE).link('2/layer.tar', '../1/layer.tar').file('3/layer.tar', TOP).file('c.json', config(BASE, TOP).bytes()).file('manifest.json', '[{"Config":"c.json","RepoTags":["x:1"],"Layers":["2/layer.tar","3/layer.tar"]}]')
    }

    def "an OCI layout gives its platforms, their layers as they are, as tar and as folder"() {
        given:
        def amd = config(BASE).bytes()
        def arm = ImageConfig.scratch(Platform.parse('linux/arm64')).withLayer(Digest.of(TOP), 'x', Instant.EPOCH).bytes()
        def blobs = [amd, arm, TarBuilder.gzip(BASE), TOP]
        def manifests = [manifest(amd, TarBuilder.gzip(BASE)), manifest(arm, TOP)]
        def inner = ManifestWriter.write(new ImageIndex([
            manifests[0].descriptor(), manifests[1].descriptor(),
            new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of('a'.bytes), 1).withPlatform(new Platform('unknown', 'unknown', ''))], new TreeMap()))
        def index = ManifestWriter.write(new ImageIndex([new Descriptor(MediaTypes.OCI_INDEX, inner.digest(), inner.bytes().length, null, new TreeMap(['org.opencontainers.image.ref.name': 'x:2']), null)], new TreeMap()))
        def tar = new TarBuilder().file('index.json', index.bytes())
        (blobs + manifests*.bytes() + [inner.bytes()]).each { tar.file("blobs/sha256/${Digest.of(it).hex()}", it) }
        def layout = Files.createDirectories(folder.resolve('layout'))
        new ProcessBuilder('tar', '-xf', '-', '-C', layout.toString()).start().with { it.outputStream.withCloseable { out -> out << tar.stream() }; waitFor() }

        when:
        def images = archives.fromTar(tar.stream(), KnownLayers.NONE)

        then:
        images*.names() == [['x:2'], ['x:2']]
        images*.config()*.platform()*.toString() == ['linux/amd64', 'linux/arm64']
        images[0].blobs() == [new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(TarBuilder.gzip(BASE)), TarBuilder.gzip(BASE).length)]
        images[1].layers()[0].diffId() == Digest.of(TOP)
        archives.fromFolder(layout, KnownLayers.NONE) .collect { [it.names(), it.layers(), it.config().bytes()] } == images.collect { [it.names(), it.layers(), it.config().bytes()] }
    }

    def "layers of the parent become the parent's own blobs"() {
        given:
        def blob = store.put(MediaTypes.OCI_LAYER_GZIP, TarBuilder.gzip(BASE))
        def parent = new ImageAssembler(store).image(config(BASE), [blob], new TreeMap())

        when:
        def image = archives.fromTar(docker(config(BASE, TOP), [a: BASE, b: TOP]).stream(), KnownLayers.of(parent))[0]
        def stored = new ImageAssembler(store).image(image.config(), image.blobs(), new TreeMap())

        then:
        image.isOn(parent)
        image.blobs()[0] == blob
        stored.diffIds() == [BASE, TOP].collect { Digest.of(it) }
        ManifestReader.image(new Manifest(MediaTypes.OCI_MANIFEST, store.open(stored.manifest().digest()).bytes)).layers() == image.blobs()
        !archives.fromTar(docker(config(TOP), [a: TOP]).stream(), KnownLayers.NONE)[0].isOn(parent)
    }

    def "refuses #what"() {
        when:
        new ArchiveImport(store, folder.resolve('store/tmp'), { it.run() }, new ReadLimits(6, 1 << 20)).fromTar(archive.stream(), KnownLayers.NONE)

        then:
        def e = thrown(ImageException)
        e.message.replaceAll('sha256:[0-9a-f]{64}', 'D') == message
        folder.resolve('store/tmp').toFile().list().length == 0

        where:
        what                        | archive                                                               || message
        'an empty archive'          | new TarBuilder()                                                      || "the archive has neither 'index.json' nor 'manifest.json'"
        'no image in it'            | new TarBuilder().file('manifest.json', '[]')                          || 'the archive holds no image'
        'a layer that is not there' | docker(config(BASE), [:], ['gone'])                                   || "the archive has no 'gone', which it names itself"
        'a layer outside'           | docker(config(BASE), [:], ['../../etc/passwd'])                       || "the archive has the entry '../../etc/passwd', which climbs out of it with '..'"
        'a link outside'            | docker(config(BASE), [:], ['l']).link('l', '/etc/passwd')             || "the archive has no 'l', which it names itself"
        'another layer than said'   | docker(config(BASE), [a: TOP])                                        || "'a' in the archive has the diffID D, but the configuration says D"
        'fewer layers than said'    | docker(config(BASE, TOP), [a: BASE])                                  || 'the archive has 1 layers for an image, but its configuration names 2'
        'a layer that is no tar'    | docker(config('x' as byte[]), [a: 'x'])                               || "'a' in the archive is neither a tar nor one compressed with gzip or zstd"
        'a changed configuration'   | new TarBuilder().file("${'0' * 64}.json", '{}').file('manifest.json', "[{\"Config\":\"${'0' * 64}.json\",\"Layers\":[]}]") || "'${'0' * 64}.json' in the archive has the digest D"
        'too many files'            | (1..7).inject(new TarBuilder()) { tar, i -> tar.file("$i", '') }      || 'the archive has more than 6 entries'
        'too much'                  | new TarBuilder().file('a', new byte[2 << 20])                         || 'the archive expands to more than 1048576 bytes'
        'a blob with another digest'| new TarBuilder().file('index.json', ManifestWriter.write(new ImageIndex([new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of('a'.bytes), 1)], new TreeMap())).bytes()).file("blobs/sha256/${Digest.of('a'.bytes).hex()}", 'b') || "'blobs/sha256/${Digest.of('a'.bytes).hex()}' in the archive has the digest D"
    }

    def "refuses indexes in indexes without end"() {
        given:
        def tar = new TarBuilder()
        def inner = ManifestWriter.write(new ImageIndex([], new TreeMap()))
        10.times {
            tar.file("blobs/sha256/${inner.digest().hex()}", inner.bytes())
            inner = ManifestWriter.write(new ImageIndex([inner.descriptor()], new TreeMap()))
        }

        when:
        archives.fromTar(tar.file('index.json', inner.bytes()).stream(), KnownLayers.NONE)

        then:
        def e = thrown(ImageException)
        e.message == 'the archive has indexes in indexes more than 8 deep'
    }

    @Tag('real')
    def "what skopeo makes of our layout comes back the same: #transport"() {
        given:
        def blob = new LayerWriter(store, folder.resolve('store/tmp'), { it.run() }).fromTar(new ByteArrayInputStream(BASE), LayerOptions.at(Instant.EPOCH))
        def config = ImageConfig.scratch(Platform.parse('linux/amd64')).withLayer(blob.diffId(), 'base', Instant.EPOCH).withCreated(Instant.EPOCH)
        def image = new ImageAssembler(store).image(config, [blob.blob()], new TreeMap())
        new LayoutNames(folder.resolve('store'), 'released').put('x:1', image.manifest())
        def out = folder.resolve('out.tar')

        when:
        def process = new ProcessBuilder('skopeo', '--insecure-policy', 'copy', "oci:${folder.resolve('store')}:x:1".toString(), "$transport:$out$suffix".toString()).redirectErrorStream(true).start()
        def log = process.inputStream.text
        assert process.waitFor() == 0: log
        def back = out.toFile().newInputStream().withCloseable { archives.fromTar(it, KnownLayers.NONE) }

        then:
        back.size() == 1
        back[0].layers() == [blob]
        back[0].config().bytes() == config.bytes()

        where:
        transport        | suffix
        'oci-archive'    | ':x:1'
        'docker-archive' | ':x:1'
    }

    private static ImageConfig config(byte[]... layers) {
        layers.inject(ImageConfig.scratch(Platform.parse('linux/amd64'))) { config, layer -> config.withLayer(Digest.of(layer), 'x', Instant.EPOCH) }
    }

    private static Manifest manifest(byte[] config, byte[] layer) {
        ManifestWriter.write(new ImageManifest(new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), [new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(layer), layer.length)], new TreeMap()))
    }

    private static TarBuilder docker(ImageConfig config, Map<String, Object> layers, List<String> said = null) {
        def names = (said ?: layers.keySet()).collect { '"' + it + '"' }.join(',')
        def tar = new TarBuilder().file('manifest.json', '[{"Config":"c.json","RepoTags":["x:1"],"Layers":[' + names + ']}]').file('c.json', config.bytes())
        layers.each { name, content -> tar.file(name, content) }
        tar
    }
}
