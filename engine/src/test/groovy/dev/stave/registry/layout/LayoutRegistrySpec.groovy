package dev.stave.registry.layout

import dev.stave.fixture.RegistryContract
import dev.stave.fixture.SampleImage
import dev.stave.oci.BlobSource
import dev.stave.registry.Registry
import dev.stave.registry.RegistryException
import java.nio.file.Files

class LayoutRegistrySpec extends RegistryContract {
    @Override
    Registry registry() {
        new LayoutRegistry(folder.resolve('images'))
    }

    def "index.json names an image section/name:tag, in one form"() {
        when:
        having('1.2': OCI)

        then:
        folder.resolve('images/index.json').toFile().text ==
            '{"manifests":[{"annotations":{"org.opencontainers.image.ref.name":"web/nginx:1.2"},' +
            "\"digest\":\"${OCI.root.digest()}\",\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"size\":${OCI.root.bytes().length}}]," +
            '"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}'
        folder.resolve('images/oci-layout').toFile().text == '{"imageLayoutVersion":"1.0.0"}'
    }

    def "a blob is linked from its file, not copied"() {
        given:
        def blob = OCI.blobs.keySet().first()
        def file = folder.resolve('source')
        file.toFile().bytes = OCI.blobs[blob]

        when:
        def copied = registry().pushBlob('web/nginx', blob, BlobSource.of(file), [])

        then:
        copied == 0
        Files.isSameFile(file, folder.resolve("images/blobs/sha256/${blob.digest().hex()}"))
    }

    def "with an empty repository the reference is the whole name, as other tools write it"() {
        given:
        having('1.2': OCI)
        DOCKER.pushTo(registry(), '', 'plain')

        expect:
        registry().head('', 'web/nginx:1.2').get() == OCI.root.descriptor()
        registry().manifest('', 'plain').get() == DOCKER.root
        registry().tags('') == ['plain', 'web/nginx:1.2']
    }

    def "a name that another process wrote meanwhile is seen"() {
        given:
        having('1.2': OCI)
        def reader = registry()
        def before = reader.head('web/nginx', '1.3')

        when:
        having('1.3': OCI)

        then:
        before.isEmpty()
        reader.head('web/nginx', '1.3').get() == OCI.root.descriptor()
        reader.tags('web/nginx') == ['1.2', '1.3']
    }

    def "bytes that changed on disk are noticed"() {
        given:
        having(t: OCI)
        def blob = OCI.blobs.keySet().first()
        folder.resolve("images/blobs/sha256/${blob.digest().hex()}").toFile().bytes = 'oNe'.bytes

        when:
        registry().blob('web/nginx', blob, 0).bytes

        then:
        def e = thrown(RegistryException)
        e.message == "the OCI layout ${folder.resolve('images')} is damaged: ${blob.digest()} has other bytes"
        e.hint() == 'delete the folder, or copy it again, and run once more'
    }

    def "a source with other bytes than it should have is not kept"() {
        given:
        def blob = OCI.blobs.keySet().first()

        when:
        registry().pushBlob('web/nginx', blob, { new ByteArrayInputStream('oNe'.bytes) }, [])

        then:
        def e = thrown(RegistryException)
        e.message.contains('its source has other bytes')
        folder.resolve('images/blobs/sha256').toFile().list().toList() == []
    }

    def "names written by many at once are all kept"() {
        given:
        OCI.pushTo(registry(), 'web/nginx', 't')

        when:
        (1..8).collect { n -> Thread.start { (1..5).each { registry().pushManifest('web/nginx', "t$n-$it", OCI.root) } } }*.join()

        then:
        registry().tags('web/nginx').size() == 41
    }
}
