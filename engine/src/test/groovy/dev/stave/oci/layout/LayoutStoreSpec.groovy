package dev.stave.oci.layout

import dev.stave.model.Digest
import dev.stave.model.HostException
import dev.stave.oci.Descriptor
import dev.stave.oci.ImageException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

class LayoutStoreSpec extends Specification {
    static final Digest HELLO = Digest.of('hello'.bytes)

    @TempDir Path folder
    Path root
    LayoutStore store

    def setup() {
        root = folder.resolve('store')
        store = new LayoutStore(root)
    }

    def "a store that is only asked writes nothing"() {
        expect:
        store.file(HELLO).empty
        new LayoutNames(root, 'released').all().isEmpty()
        new StoreCleaner(root, { [] }).clean() == new Cleaned(0, 0, 0, [])
        !Files.exists(root)
    }

    def "a blob is kept under its digest in an OCI layout"() {
        when:
        def blob = store.put('text/plain', 'hello'.bytes)

        then:
        blob == new Descriptor('text/plain', HELLO, 5)
        root.resolve("blobs/sha256/${HELLO.hex()}").toFile().text == 'hello'
        root.resolve("oci-layout").toFile().text == '{"imageLayoutVersion":"1.0.0"}'
        store.open(HELLO).text == 'hello'
        store.file(blob).get() == root.resolve("blobs/sha256/${HELLO.hex()}")
        temporaryFiles() == []
    }

    def "what comes with another digest than was expected is refused and leaves nothing"() {
        when:
        def draft = store.draft()
        draft.out().write('hallo'.bytes)
        try {
            draft.commit('text/plain', HELLO)
        } finally {
            draft.close()
        }

        then:
        def e = thrown(ImageException)
        e.message == "the bytes that came for $HELLO have the digest ${Digest.of('hallo'.bytes)}"
        store.file(HELLO).empty
        temporaryFiles() == []
    }

    def "a draft that is not committed leaves nothing"() {
        when:
        def draft = store.draft()
        draft.out().write(new byte[1 << 20])
        draft.close()

        then:
        temporaryFiles() == []
        root.resolve('blobs/sha256').toFile().list() as List == []
    }

    def "a blob of another size counts as absent, and is written anew"() {
        given:
        def blob = store.put('text/plain', 'hello'.bytes)
        store.file(HELLO).get().toFile().text = 'hell'

        expect:
        store.file(blob).empty

        when:
        store.put('text/plain', 'hello'.bytes)

        then:
        store.file(blob).get().toFile().text == 'hello'
    }

    def "whoever reads a damaged blob learns it at its end, and it is absent from then on"() {
        given:
        store.put('text/plain', 'hello'.bytes)
        store.file(HELLO).get().toFile().text = 'hallo'

        when:
        store.open(HELLO).bytes

        then:
        def e = thrown(HostException)
        e.message == "the blob $HELLO in the store was damaged, and was removed"
        store.file(HELLO).empty

        when:
        store.open(HELLO)

        then:
        def absent = thrown(HostException)
        absent.message == "the store has no blob $HELLO"
    }

    def "verify reads every byte: #what"() {
        given:
        store.put('text/plain', 'hello'.bytes)
        store.file(HELLO).get().toFile().text = content

        expect:
        store.verify(HELLO) == whole
        store.file(HELLO).present == whole

        where:
        what      | content || whole
        'whole'   | 'hello' || true
        'damaged' | 'hallo' || false
    }

    def "many threads may write the same blob at once"() {
        given:
        def threads = Executors.newFixedThreadPool(8)
        def bytes = ('x' * 100_000).bytes

        when:
        def all = threads.invokeAll((1..32).collect { { -> store.put('t', bytes) } as Callable })*.get()
        threads.shutdown()

        then:
        all.toSet().size() == 1
        store.verify(Digest.of(bytes))
        temporaryFiles() == []
    }

    @Tag('real')
    def "a full disk is told in a sentence and leaves nothing half"() {
        given:
        Files.createDirectories(root)
        assert "mount -t tmpfs -o size=1m tmpfs $root".execute().waitFor() == 0

        when:
        store.put('t', new byte[2 << 20])

        then:
        def e = thrown(HostException)
        e.message == 'the store could not be read or written: No space left on device'
        e.hint() == 'free disk space or set STAVE_HOME to another file system; nothing that was released is lost'
        temporaryFiles() == []
        root.resolve('blobs/sha256').toFile().list() as List == []

        when: 'there is room again'
        store.put('t', 'hello'.bytes)

        then:
        store.verify(HELLO)

        cleanup:
        "umount $root".execute().waitFor()
    }

    private List<String> temporaryFiles() {
        root.resolve('tmp').toFile().list() as List
    }
}
