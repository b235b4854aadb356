package dev.stave.oci.layout

import dev.stave.model.Digest
import dev.stave.model.HostException
import dev.stave.model.Platform
import dev.stave.oci.Descriptor
import dev.stave.oci.ImageAssembler
import dev.stave.oci.ImageConfig
import dev.stave.oci.ImageManifest
import dev.stave.oci.ManifestWriter
import dev.stave.oci.MediaTypes
import dev.stave.oci.PlatformImage
import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

class StoreCleanerSpec extends Specification {
    @TempDir Path root
    LayoutStore store
    LayoutNames names

    def setup() {
        store = new LayoutStore(root)
        names = new LayoutNames(root, 'released')
    }

    def "names are one file each, and index.json lists what is released"() {
        given:
        def a = image('a').manifest()
        def b = image('b').manifest()

        when:
        names.put('web/nginx:1.27', a)
        names.put('web:nginx', b)
        names.put('web/nginx:1.27-s1', a)
        names.put('web/nginx:1.27-s1', b)
        names.put('gone:1', b)
        names.remove('gone:1')
        new LayoutNames(root, 'builders').put('musl:f1', a)

        then:
        names.all() == ['web/nginx:1.27': a, 'web/nginx:1.27-s1': b, 'web:nginx': b] as TreeMap
        names.find('web:nginx').get() == b
        names.find('web:other').empty
        new LayoutNames(root, 'builders').all().keySet() as List == ['musl:f1']
        new ObjectMapper().readValue(root.resolve('index.json').toFile(), Map).manifests.collect {
            [it.annotations['org.opencontainers.image.ref.name'], it.digest]
        } == [['web/nginx:1.27', "$a.digest"], ['web/nginx:1.27-s1', "$b.digest"], ['web:nginx', "$b.digest"]].collect { it*.toString() }
    }

    def "a name never leaves its view: #name"() {
        when:
        names.put(name, image('a').manifest())

        then:
        thrown(IllegalArgumentException)

        where:
        name << ['nginx', '../x:1', 'a/../../../b:1', '/etc/x:1', 'a:..']
    }

    def "cleaning removes what no name and no root needs, and says what it freed"() {
        given:
        def named = image('named')
        def builder = image('builder')
        def locked = image('locked')
        def unneeded = image('unneeded')
        def referrer = signature(named.manifest())
        def index = new ImageAssembler(store).whole([locked, image('arm', 'linux/arm64')], new TreeMap())
        names.put('named:1', named.manifest())
        new LayoutNames(root, 'builders').put('b:1', builder.manifest())
        new StoreRoots(root).register(root.resolve('s.lock.json'), [index.digest()])
        root.resolve("tmp/blob-x").toFile().bytes = new byte[1000]
        store.keepNote(unneeded.layers()[0].digest(), new byte[100])
        store.keepNote(named.layers()[0].digest(), new byte[100])
        def gone = ([unneeded.manifest(), unneeded.config()] + unneeded.layers() + signature(unneeded.manifest()))*.digest()
        def before = blobs()

        when:
        def cleaned = new StoreCleaner(root, { [index.digest()] }).clean()

        then:
        blobs() == before.findAll { digest, size -> !gone.contains(digest) }
        blobs().containsKey(referrer.digest())
        cleaned.blobs() == 4
        cleaned.temporaryFiles() == 1
        cleaned.freedBytes() == 1100 + before.values().sum() - blobs().values().sum()
        cleaned.unreadable() == []
        store.note(unneeded.layers()[0].digest()).empty
        store.note(named.layers()[0].digest()).present
        root.resolve('tmp').toFile().list() as List == []
    }

    def "a root that cannot be read keeps the blobs that it last held, until it is forgotten"() {
        given:
        def lock = root.resolve('gone/stack.lock.json')
        def image = image('kept')
        def roots = new StoreRoots(root)
        roots.register(lock, [image.manifest().digest()])
        def cleaner = new StoreCleaner(root, { throw new FileNotFoundException("$it") })

        when:
        def cleaned = cleaner.clean()

        then:
        cleaned == new Cleaned(0, 0, 0, [lock])
        store.file(image.layers()[0]).present

        when:
        def known = roots.forget(lock)

        then:
        known
        !roots.forget(lock)
        cleaner.clean().blobs() == 3
        blobs().isEmpty()
    }

    def "what somebody else links to is not counted as freed"() {
        given:
        store.put('t', 'x'.bytes)
        Files.createLink(root.resolve('mine'), store.file(Digest.of('x'.bytes)).get())

        expect:
        new StoreCleaner(root, { [] }).clean() == new Cleaned(1, 0, 0, [])
    }

    def "the store is not cleaned while somebody uses it, and the message says who"() {
        given:
        store.put('t', 'x'.bytes)
        def run = StoreLock.shared(root)

        when:
        new StoreCleaner(root, { [] }).clean()

        then:
        def e = thrown(HostException)
        e.message ==~ /the store \S+ is held by process ${ProcessHandle.current().pid()} on \S+ since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/
        e.hint() == 'wait until that has ended'
        store.file(Digest.of('x'.bytes)).present

        when:
        run.close()

        then:
        new StoreCleaner(root, { [] }).clean().blobs() == 1
    }

    @Tag('real')
    def "the lock keeps other processes away, and ends with its process"() {
        given:
        StoreLock.shared(root).close()
        def other = new ProcessBuilder('python3', '-c', '''
import fcntl, sys
f = open(sys.argv[1], "r+"); fcntl.lockf(f, fcntl.LOCK_SH); print("held", flush=True); sys.stdin.read()
''', root.resolve('store.lock').toString()).start()
        assert other.inputReader().readLine() == 'held'

        when: 'another run holds it'
        StoreLock.shared(root).close()
        StoreLock.exclusive(root)

        then:
        def e = thrown(HostException)
        e.message == "the store $root is held by another process"

        when:
        other.outputStream.close()
        other.waitFor()
        StoreLock.exclusive(root).close()

        then:
        notThrown(HostException)
    }

    private Descriptor signature(Descriptor subject) {
        def manifest = ManifestWriter.write(new ImageManifest(new Descriptor('application/vnd.oci.empty.v1+json', subject.digest(), 2), [], new TreeMap(), subject, 'x/signature'))
        store.put(manifest.mediaType(), manifest.bytes())
    }

    private PlatformImage image(String content, String platform = 'linux/amd64') {
        def layer = store.put(MediaTypes.OCI_LAYER, content.bytes)
        def config = ImageConfig.scratch(Platform.parse(platform)).withLayer(layer.digest(), 'test', Instant.EPOCH)
        new ImageAssembler(store).image(config, [layer], new TreeMap())
    }

    private Map<Digest, Long> blobs() {
        root.resolve('blobs/sha256').toFile().listFiles().collectEntries { [Digest.parse("sha256:$it.name"), it.length()] }
    }
}
