package dev.stave.registry

import dev.stave.fixture.SampleImage
import dev.stave.model.Digest
import dev.stave.model.Platform
import dev.stave.oci.BlobSource
import dev.stave.oci.Descriptor
import dev.stave.oci.ImageException
import dev.stave.oci.Manifest
import dev.stave.oci.ManifestReader
import dev.stave.oci.MediaTypes
import dev.stave.oci.layout.LayoutStore
import dev.stave.registry.layout.LayoutRegistry
import java.nio.file.Path
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class TransferSpec extends Specification {
    static final Platform AMD64 = Platform.parse('linux/amd64')
    static final Platform ARM64 = Platform.parse('linux/arm64')
    static final SampleImage AMD = SampleImage.of(['base', 'amd'])
    static final SampleImage ARM = SampleImage.of('linux/arm64', ['base', 'arm'])
    static final SampleImage S390 = SampleImage.of('linux/s390x', ['base', 's390'])
    static final SampleImage INDEX = SampleImage.index(['linux/amd64': AMD, 'linux/arm64': ARM, 'linux/s390x': S390])

    @TempDir Path folder
    @AutoCleanup('shutdownNow') def executor = Executors.newFixedThreadPool(4)
    LayoutStore store
    Recorder source
    Recorder target
    Transfer transfer

    def setup() {
        store = new LayoutStore(folder.resolve('store'))
        source = new Recorder(new LayoutRegistry(folder.resolve('source')))
        target = new Recorder(new LayoutRegistry(folder.resolve('target')))
        transfer = new Transfer(store, executor)
    }

    /** Says what it was asked. */
    static class Recorder implements Registry {
        @Delegate(excludes = ['manifest', 'blob', 'pushBlob', 'pushManifest']) final Registry registry
        final Queue<String> asked = new ConcurrentLinkedQueue<>()
        final CountDownLatch manifestsAsked = new CountDownLatch(2)
        Closure beforeBlob = {}

        Recorder(Registry registry) {
            this.registry = registry
        }

        Optional<Manifest> manifest(String repository, String reference) {
            manifestsAsked.countDown()
            registry.manifest(repository, reference)
        }

        InputStream blob(String repository, Descriptor blob, long offset) {
            asked << "GET $repository ${text(repository, blob)}".toString()
            beforeBlob.call()
            registry.blob(repository, blob, offset)
        }

        long pushBlob(String repository, Descriptor blob, BlobSource from, List<String> mounts) {
            asked << "PUT $repository ${from.openAt(0).text}${mounts ? ' from ' + mounts.join(',') : ''}".toString()
            registry.pushBlob(repository, blob, from, mounts)
        }

        void pushManifest(String repository, String reference, Manifest manifest) {
            asked << "MANIFEST $repository $reference".toString()
            registry.pushManifest(repository, reference, manifest)
        }

        private String text(String repository, Descriptor blob) {
            registry.blob(repository, blob, 0).text
        }
    }

    def "a whole index comes into the store, bytes as they are, each blob once"() {
        given:
        INDEX.pushTo(source.registry, 'web/nginx', '1')

        when:
        def root = transfer.fetch(new Place(source, 'web/nginx'), '1', [], Progress.NONE)

        then:
        root == INDEX.root.descriptor()
        INDEX.manifests.every { store.open(it.digest()).bytes == it.bytes() }
        INDEX.blobs.every { blob, bytes -> store.open(blob.digest()).bytes == bytes }
        source.asked.count { it == 'GET web/nginx base' } == 1
        source.asked.count { it.startsWith('GET') } == 7
    }

    def "what the store has is not fetched again"() {
        given:
        INDEX.pushTo(source.registry, 'web/nginx', '1')
        transfer.fetch(new Place(source, 'web/nginx'), '1', [], Progress.NONE)
        source.asked.clear()

        expect:
        transfer.fetch(new Place(source, 'web/nginx'), '1', [], Progress.NONE) == INDEX.root.descriptor()
        source.asked.empty
    }

    def "of one platform its manifest comes, unchanged"() {
        given:
        INDEX.pushTo(source.registry, 'web/nginx', '1')

        expect:
        transfer.fetch(new Place(source, 'web/nginx'), '1', [ARM64], Progress.NONE) == ARM.root.descriptor()
        source.asked.toSet() == ['GET web/nginx base', 'GET web/nginx arm', 'GET web/nginx {"architecture":"arm64","os":"linux","rootfs":{"type":"layers","diff_ids":["' +
            Digest.of('base'.bytes) + '","' + Digest.of('arm'.bytes) + '"]}}'].toSet()
    }

    def "of several platforms an index of these comes, always the same"() {
        given:
        INDEX.pushTo(source.registry, 'web/nginx', '1')

        when:
        def root = transfer.fetch(new Place(source, 'web/nginx'), '1', [ARM64, AMD64], Progress.NONE)
        def bytes = store.open(root.digest()).bytes

        then:
        root.mediaType() == MediaTypes.OCI_INDEX
        ManifestReader.index(new Manifest(root.mediaType(), bytes)).manifests()*.digest() == [AMD.root.digest(), ARM.root.digest()]
        root == transfer.fetch(new Place(source, 'web/nginx'), '1', [AMD64, ARM64], Progress.NONE)
        store.file(S390.root.digest()).empty
    }

    def "platforms are found in nested indexes, and their attestations come along"() {
        given:
        def inner = SampleImage.index(['linux/amd64': AMD, 'linux/arm64': ARM])
        def attested = new SampleImage()
        attested.blobs.putAll(inner.blobs)
        attested.manifests.addAll(inner.manifests)
        attested.blobs.putAll(S390.blobs)
        attested.manifests.addAll(S390.manifests)
        attested.manifest(MediaTypes.OCI_INDEX, """{"schemaVersion":2,"manifests":[${SampleImage.json(inner.root.descriptor())},
            {"mediaType":"$MediaTypes.OCI_MANIFEST","digest":"${S390.root.digest()}","size":${S390.root.bytes().length},
             "platform":{"os":"unknown","architecture":"unknown"},"annotations":{"vnd.docker.reference.digest":"${AMD.root.digest()}"}}]}""")
        attested.pushTo(source.registry, 'web/nginx', '1')

        when:
        def root = transfer.fetch(new Place(source, 'web/nginx'), '1', [AMD64, ARM64], Progress.NONE)

        then:
        ManifestReader.index(new Manifest(root.mediaType(), store.open(root.digest()).bytes)).manifests()*.digest() == [AMD, ARM, S390]*.root*.digest()
    }

    def "#what is told with what there is"() {
        given:
        image.pushTo(source.registry, 'web/nginx', '1')

        when:
        transfer.fetch(new Place(source, 'web/nginx'), '1', platforms, Progress.NONE)

        then:
        def e = thrown(ImageException)
        e.message == "web/nginx:1 is refused: it has no image for linux/riscv64, only for $offered"
        e.hint() == "choose from these in 'platforms'"

        where:
        what                              | image | platforms                                  || offered
        'a platform that an index lacks'  | INDEX | [AMD64, Platform.parse('linux/riscv64')]   || 'linux/amd64, linux/arm64, linux/s390x'
        'one that a manifest is not for'  | AMD   | [Platform.parse('linux/riscv64')]          || 'linux/amd64'
    }

    def "a name that does not exist is told"() {
        when:
        transfer.fetch(new Place(source, 'web/nginx'), '9', [], Progress.NONE)

        then:
        def e = thrown(RegistryException)
        e.message == 'web/nginx:9 does not exist there'
        e.status() == 404
    }

    def "a foreign layer is refused with its reason"() {
        given:
        def image = new SampleImage()
        def layer = image.blob(MediaTypes.DOCKER_FOREIGN_LAYER_GZIP, 'windows')
        def config = image.blob(MediaTypes.DOCKER_CONFIG, '{"os":"windows","architecture":"amd64"}')
        image.manifest(MediaTypes.DOCKER_MANIFEST, """{"schemaVersion":2,"config":${SampleImage.json(config)},"layers":[${SampleImage.json(layer)}]}""")
        image.pushTo(source.registry, 'win', '1')

        when:
        transfer.fetch(new Place(source, 'win'), '1', [], Progress.NONE)

        then:
        def e = thrown(ImageException)
        e.message == "win:1 is refused: layer ${layer.digest()} of manifest ${image.root.digest()} is foreign: its owner does not let registries hold it"
        e.hint() == 'mirror an image, or a platform of it, without such layers (Windows base images have them)'
    }

    def "indexes that are nested too deep are refused"() {
        given:
        def image = AMD
        9.times { image = SampleImage.index(['linux/amd64': image]) }
        image.pushTo(source.registry, 'deep', '1')

        when:
        transfer.fetch(new Place(source, 'deep'), '1', [], Progress.NONE)

        then:
        def e = thrown(ImageException)
        e.message == 'deep:1 is refused: its indexes are nested more than 8 deep'
    }

    def "an image is pushed children first, by digest only, and shared blobs are mounted"() {
        given:
        INDEX.pushTo(source.registry, 'web/nginx', '1')
        def root = transfer.fetch(new Place(source, 'web/nginx'), '1', [], Progress.NONE)

        when:
        transfer.push(root, new Place(target, 'lan/nginx'), Progress.NONE)
        transfer.push(root, new Place(target, 'lan/copy'), Progress.NONE)
        transfer.push(root, new Place(target, 'lan/nginx'), Progress.NONE)

        then:
        target.manifest('lan/nginx', root.digest().toString()).get() == INDEX.root
        target.tags('lan/nginx') == []
        target.asked.findAll { it.startsWith('MANIFEST lan/nginx') }.toList().take(4) == INDEX.manifests.collect { "MANIFEST lan/nginx ${it.digest()}".toString() }
        target.asked.count { it == 'PUT lan/nginx base' } == 1
        target.asked.count { it == 'PUT lan/copy base from lan/nginx' } == 1
        target.asked.count { it.startsWith('PUT') } == 14
    }

    def "a blob that was cleaned up meanwhile is uploaded again"() {
        given:
        AMD.pushTo(source.registry, 'web/nginx', '1')
        def root = transfer.fetch(new Place(source, 'web/nginx'), '1', [], Progress.NONE)
        transfer.push(root, new Place(target, 'lan/nginx'), Progress.NONE)
        folder.resolve("target/blobs/sha256/${Digest.of('base'.bytes).hex()}").toFile().delete()

        when:
        transfer.push(root, new Place(target, 'lan/nginx'), Progress.NONE)

        then:
        target.asked.count { it == 'PUT lan/nginx base' } == 2
        target.blob('lan/nginx', AMD.blobs.keySet().first(), 0).text == 'base'
    }

    def "two images that are fetched at once share a download"() {
        given:
        AMD.pushTo(source.registry, 'web/a', '1')
        AMD.pushTo(source.registry, 'web/b', '1')
        source.beforeBlob = { source.manifestsAsked.await(10, TimeUnit.SECONDS) }

        when:
        def both = ['web/a', 'web/b'].collect { repository ->
            def result = new java.util.concurrent.FutureTask({ transfer.fetch(new Place(source, repository), '1', [], Progress.NONE) })
            new Thread(result).start()
            result
        }

        then:
        both*.get(10, TimeUnit.SECONDS)*.digest().unique() == [AMD.root.digest()]
        source.asked.size() == 3
    }

    def "progress ends with all bytes, the present ones counted"() {
        given:
        AMD.pushTo(source.registry, 'web/nginx', '1')
        store.put(MediaTypes.OCI_LAYER, 'base'.bytes)
        def seen = new ConcurrentLinkedQueue<List<Long>>()
        long total = AMD.blobs.keySet()*.sizeBytes().sum()

        when:
        transfer.fetch(new Place(source, 'web/nginx'), '1', [], { done, all -> seen << [done, all] })

        then:
        seen.max { it[0] } == [total, total]
    }

    def "the first failure is thrown, and nothing is left running"() {
        given:
        INDEX.pushTo(source.registry, 'web/nginx', '1')
        source.beforeBlob = { throw new RegistryException('registry.lan could not do it', '', 500, '', null) }

        when:
        transfer.fetch(new Place(source, 'web/nginx'), '1', [], Progress.NONE)

        then:
        def e = thrown(RegistryException)
        e.message == 'registry.lan could not do it'
        store.file(INDEX.root.digest()).empty
    }
}
